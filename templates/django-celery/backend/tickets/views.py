from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import api_view, authentication_classes
from rest_framework.generics import ListCreateAPIView
from rest_framework_simplejwt.authentication import JWTAuthentication

from tickets.models import Ticket
from tickets.serializers import TicketSerializer


class Tickets(ListCreateAPIView):
    serializer_class = TicketSerializer

    def get_queryset(self):
        return self.request.user.tickets.all()

    def perform_create(self, serializer):
        serializer.save(user=self.request.user)


@api_view(["GET"])
@authentication_classes([JWTAuthentication, SessionAuthentication])
def photo(request, name):
    """A ticket's photo, for its owner by the API, for the staff from the admin."""
    tickets = Ticket.objects.all() if request.user.is_staff else request.user.tickets
    ticket = get_object_or_404(tickets, photo=name)
    try:
        return FileResponse(ticket.photo.open())
    except FileNotFoundError:
        raise Http404("The file is gone.") from None
