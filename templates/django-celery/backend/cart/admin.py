from django.contrib import admin

from cart.models import CartItem

admin.site.register(CartItem, list_display=["user", "product", "quantity"])
