from rest_framework.generics import CreateAPIView, RetrieveAPIView
from rest_framework.permissions import AllowAny

from users.serializers import UserSerializer


class Register(CreateAPIView):
    serializer_class = UserSerializer
    permission_classes = [AllowAny]
    authentication_classes = []


class Me(RetrieveAPIView):
    serializer_class = UserSerializer

    def get_object(self):
        return self.request.user
