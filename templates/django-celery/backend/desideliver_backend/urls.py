from django.contrib import admin
from django.urls import include, path

from desideliver_backend.views import index
from tickets.views import photo

urlpatterns = [
    path("", index),
    path("admin/", admin.site.urls),
    path("api/auth/", include("users.urls")),
    path("api/products/", include("products.urls")),
    path("api/cart/", include("cart.urls")),
    path("api/orders/", include("orders.urls")),
    path("api/tickets/", include("tickets.urls")),
    path("media/<path:name>", photo),
]
