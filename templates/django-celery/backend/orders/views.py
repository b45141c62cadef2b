from rest_framework.generics import CreateAPIView, ListAPIView, RetrieveAPIView
from rest_framework.permissions import AllowAny

from orders.models import Count
from orders.serializers import CountSerializer, OrderSerializer


class OwnOrders:
    serializer_class = OrderSerializer

    def get_queryset(self):
        return self.request.user.orders.prefetch_related("lines__product")


class OrderList(OwnOrders, ListAPIView):
    pass


class OrderDetail(OwnOrders, RetrieveAPIView):
    pass


class CreateOrder(CreateAPIView):
    serializer_class = OrderSerializer

    def perform_create(self, serializer):
        serializer.save(user=self.request.user)


class CountList(ListAPIView):
    """The latest counts: how busy the kitchen is may be known to everybody."""

    serializer_class = CountSerializer
    permission_classes = [AllowAny]
    queryset = Count.objects.all()[:10]
