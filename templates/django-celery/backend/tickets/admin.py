from django.contrib import admin

from tickets.models import Ticket

admin.site.register(Ticket, list_display=["id", "user", "created_at"])
