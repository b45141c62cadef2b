from django.urls import path

from tickets import views

urlpatterns = [path("", views.Tickets.as_view())]
