from rest_framework.test import APITestCase

from users.models import User

ASHA = {"username": "asha", "email": "asha@example.com", "password": "cardamom-tea"}


class AccountTests(APITestCase):
    def register(self, **fields):
        return self.client.post("/api/auth/register/", {**ASHA, **fields})

    def login(self, **fields):
        return self.client.post("/api/auth/login/", {**ASHA, **fields})

    def test_who_registers_can_log_in_and_is_known_by_the_token(self):
        self.assertEqual(self.register().status_code, 201)
        token = self.login().json()["access"]
        self.client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
        me = self.client.get("/api/auth/me/").json()
        self.assertEqual(
            me, {"id": me["id"], "username": "asha", "email": ASHA["email"]}
        )

    def test_a_refresh_token_gives_another_access_token(self):
        self.register()
        refresh = {"refresh": self.login().json()["refresh"]}
        response = self.client.post("/api/auth/refresh/", refresh)
        self.assertIn("access", response.json())

    def test_a_wrong_password_is_refused(self):
        self.register()
        self.assertEqual(self.login(password="cardamom").status_code, 401)

    def test_each_fault_of_a_registration_is_named(self):
        response = self.register(username="", email="asha", password="12345")
        self.assertEqual(response.status_code, 400)
        self.assertEqual(set(response.json()), {"username", "email", "password"})
        self.assertFalse(User.objects.exists())

    def test_without_token_nobody_is_known(self):
        self.assertEqual(self.client.get("/api/auth/me/").status_code, 401)
