from django.conf import settings
from django.db import models

from products.models import Product


class Order(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="orders"
    )
    address = models.CharField(max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="orders_pending",
                condition=models.Q(confirmed_at=None),
            ),
        ]

    def __str__(self):
        return f"Order {self.id}"

    @property
    def status(self):
        return "confirmed" if self.confirmed_at else "pending"


class Line(models.Model):
    """A product of an order, at the price that it had then."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, models.PROTECT)
    quantity = models.PositiveIntegerField()
    price = models.DecimalField(max_digits=8, decimal_places=2)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.quantity} {self.product}"


class Count(models.Model):
    """How many orders there were at a time."""

    counted_at = models.DateTimeField(auto_now_add=True, db_index=True)
    pending = models.PositiveIntegerField()
    confirmed = models.PositiveIntegerField()

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return f"{self.pending} pending, {self.confirmed} confirmed"
