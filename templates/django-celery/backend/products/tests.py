from django.core.management import call_command
from rest_framework.test import APITestCase

from products.models import Product


class MenuTests(APITestCase):
    def names(self):
        return [product["name"] for product in self.client.get("/api/products/").json()]

    def test_a_change_is_seen_at_once_and_is_read_from_the_database_once(self):
        with self.captureOnCommitCallbacks(execute=True):
            call_command("loaddata", "menu", verbosity=0)
        self.assertEqual(self.names(), ["Masala dosa", "Paneer tikka", "Samosa"])
        with self.assertNumQueries(0):
            self.names()

        with self.captureOnCommitCallbacks(execute=True):
            Product.objects.get(name="Samosa").delete()
        self.assertEqual(self.names(), ["Masala dosa", "Paneer tikka"])
