from django.conf import settings
from django.db import models, transaction

from products.models import Product


class CartItem(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    product = models.ForeignKey(Product, models.CASCADE)
    quantity = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "product"], name="one_per_product")
        ]

    def __str__(self):
        return f"{self.quantity} {self.product}"

    @classmethod
    @transaction.atomic
    def add(cls, user, product, quantity):
        item, _ = cls.objects.select_for_update().get_or_create(
            user=user, product=product
        )
        item.quantity += quantity
        item.save(update_fields=["quantity"])
        return item
