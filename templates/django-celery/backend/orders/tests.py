from datetime import timedelta
from unittest.mock import patch

from django.core import mail
from django.utils import timezone
from kombu.exceptions import OperationalError
from rest_framework.test import APITestCase

from cart.models import CartItem
from orders.models import Count, Order
from orders.tasks import confirm_order, count_orders, resume_orders
from products.models import Product
from users.models import User


class OrderTests(APITestCase):
    def setUp(self):
        self.asha = User.objects.create(username="asha", email="asha@example.com")
        self.samosa = Product.objects.create(name="Samosa", price="30.00", stock=10)
        self.client.force_authenticate(self.asha)

    def order(self, quantity):
        CartItem.add(self.asha, self.samosa, quantity)
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post("/api/orders/create/", {"address": "12 MG Road"})

    def status(self, order):
        return self.client.get(f"/api/orders/{order['id']}/").json()["status"]

    def test_an_order_takes_from_the_stock_and_empties_the_cart(self):
        response = self.order(4)
        self.assertEqual(response.status_code, 201)
        (line,) = response.json()["lines"]
        self.assertEqual(line, {"product": "Samosa", "quantity": 4, "price": "30.00"})
        self.samosa.refresh_from_db()
        self.assertEqual(self.samosa.stock, 6)
        self.assertFalse(CartItem.objects.exists())

    def test_a_worker_confirms_it_by_one_mail(self):
        order = self.order(4).json()
        self.assertEqual(order["status"], "pending")
        self.assertEqual(self.status(order), "confirmed")
        confirm_order(order["id"])
        (message,) = mail.outbox
        self.assertEqual(message.to, ["asha@example.com"])
        self.assertIn("4 x Samosa", message.body)

    def test_more_than_there_is_cannot_be_ordered(self):
        response = self.order(11)
        self.assertEqual(response.json(), {"cart": ["Samosa: only 10 left."]})
        self.assertFalse(Order.objects.exists())
        self.assertTrue(CartItem.objects.exists())

    def test_an_empty_cart_cannot_be_ordered(self):
        self.order(1)
        response = self.client.post("/api/orders/create/", {"address": "12 MG Road"})
        self.assertEqual(response.json(), {"cart": ["It is empty."]})

    def test_an_order_that_the_queue_did_not_take_is_resumed(self):
        with (
            patch.object(confirm_order, "delay", side_effect=OperationalError),
            self.assertLogs("django.test", "ERROR"),
        ):
            order = self.order(1).json()
        resume_orders()
        self.assertEqual(self.status(order), "pending")

        created_at = timezone.now() - timedelta(minutes=2)
        Order.objects.update(created_at=created_at)
        resume_orders()
        self.assertEqual(self.status(order), "confirmed")

    def test_orders_are_their_owners(self):
        order = self.order(1).json()
        self.assertEqual(len(self.client.get("/api/orders/").json()), 1)
        self.client.force_authenticate(User.objects.create(username="ravi"))
        self.assertEqual(self.client.get("/api/orders/").json(), [])
        response = self.client.get(f"/api/orders/{order['id']}/")
        self.assertEqual(response.status_code, 404)


class CountTests(APITestCase):
    def test_counts_are_shown_for_an_hour(self):
        count_orders()
        (count,) = self.client.get("/api/orders/counts/").json()
        self.assertEqual((count["pending"], count["confirmed"]), (0, 0))

        Count.objects.update(counted_at=timezone.now() - timedelta(hours=2))
        count_orders()
        self.assertEqual(len(self.client.get("/api/orders/counts/").json()), 1)
