from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from products.menu import menu


@api_view(["GET"])
@permission_classes([AllowAny])
def product_list(request):
    return Response(menu())
