from rest_framework.test import APITestCase

from products.models import Product
from users.models import User


class CartTests(APITestCase):
    def setUp(self):
        self.samosa = Product.objects.create(name="Samosa", price="30.00", stock=10)
        self.client.force_authenticate(User.objects.create(username="asha"))

    def add(self, product, **fields):
        return self.client.post("/api/cart/add/", {"product": product, **fields})

    def test_what_is_added_twice_is_one_item(self):
        self.assertEqual(self.add(self.samosa.id).status_code, 201)
        self.add(self.samosa.id, quantity=3)
        (item,) = self.client.get("/api/cart/").json()
        self.assertEqual(item["product"]["name"], "Samosa")
        self.assertEqual(item["quantity"], 4)

    def test_each_fault_is_named(self):
        response = self.add(self.samosa.id + 1, quantity=0)
        self.assertEqual(response.status_code, 400)
        self.assertEqual(set(response.json()), {"product", "quantity"})

    def test_a_cart_is_its_owners(self):
        self.add(self.samosa.id)
        self.client.force_authenticate(
            User.objects.create(username="ravi", email="ravi@example.com")
        )
        self.assertEqual(self.client.get("/api/cart/").json(), [])
        self.client.force_authenticate(None)
        self.assertEqual(self.add(self.samosa.id).status_code, 401)
