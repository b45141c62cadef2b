"""The list of products, kept in the cache until one of them changes."""

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from products.models import Product
from products.serializers import ProductSerializer

KEY = "menu"
SECONDS = 60


def menu():
    return cache.get_or_set(KEY, from_database, SECONDS)


def from_database():
    return [
        dict(product)
        for product in ProductSerializer(Product.objects.all(), many=True).data
    ]


@receiver([post_save, post_delete], sender=Product)
def forget(**kwargs):
    transaction.on_commit(lambda: cache.delete(KEY), robust=True)
