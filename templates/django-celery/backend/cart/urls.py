from django.urls import path

from cart import views

urlpatterns = [
    path("", views.Cart.as_view()),
    path("add/", views.AddToCart.as_view()),
]
