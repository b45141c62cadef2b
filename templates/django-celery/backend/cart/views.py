from rest_framework.generics import CreateAPIView, ListAPIView

from cart.models import CartItem
from cart.serializers import AdditionSerializer, CartItemSerializer


class Cart(ListAPIView):
    serializer_class = CartItemSerializer

    def get_queryset(self):
        return CartItem.objects.filter(user=self.request.user).select_related("product")


class AddToCart(CreateAPIView):
    serializer_class = AdditionSerializer

    def perform_create(self, serializer):
        serializer.save(user=self.request.user)
