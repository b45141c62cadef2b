import socket

from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from desideliver_backend import VERSION


@api_view(["GET"])
@permission_classes([AllowAny])
def index(request):
    """Which version answers, and on which host."""
    return Response(
        {"name": "DesiDeliver", "version": VERSION, "hostname": socket.gethostname()}
    )
