from django.db import transaction
from rest_framework.exceptions import ValidationError

from cart.models import CartItem
from orders.models import Line, Order
from orders.tasks import confirm_order
from products.models import Product


@transaction.atomic
def check_out(user, address):
    """Makes the user's cart an order, takes it from the stock and has it confirmed."""
    # Locked, so that a second request finds the cart empty.
    items = {
        item.product_id: item
        for item in CartItem.objects.select_for_update().filter(user=user)
    }
    if not items:
        raise ValidationError({"cart": ["It is empty."]})

    order = Order.objects.create(user=user, address=address)
    # In one order for all, so that no two wait for each other.
    for product in (
        Product.objects.select_for_update().filter(id__in=items).order_by("id")
    ):
        quantity = items[product.id].quantity
        if quantity > product.stock:
            raise ValidationError({"cart": [f"{product}: only {product.stock} left."]})
        product.stock -= quantity
        product.save(update_fields=["stock"])
        Line.objects.create(
            order=order, product=product, quantity=quantity, price=product.price
        )
    CartItem.objects.filter(id__in=[item.id for item in items.values()]).delete()

    # Should the queue not take it, resume_orders makes up for that.
    transaction.on_commit(lambda: confirm_order.delay(order.id), robust=True)
    return order
