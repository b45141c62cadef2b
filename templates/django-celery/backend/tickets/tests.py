from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from rest_framework.test import APITestCase

from users.models import User


def png():
    file = BytesIO()
    Image.new("RGB", (2, 2), "red").save(file, "PNG")
    return file.getvalue()


class TicketTests(APITestCase):
    def setUp(self):
        self.asha = User.objects.create(username="asha", email="asha@example.com")
        self.client.force_authenticate(self.asha)

    def complain(self, name, content):
        fields = {"message": "Cold.", "photo": SimpleUploadedFile(name, content)}
        return self.client.post("/api/tickets/", fields, format="multipart")

    def test_a_photo_is_kept_for_its_owner_and_the_staff(self):
        address = self.complain("cold.png", png()).json()["photo"]
        self.assertEqual(b"".join(self.client.get(address)), png())

        ravi = User.objects.create(username="ravi")
        self.client.force_authenticate(ravi)
        self.assertEqual(self.client.get(address).status_code, 404)
        ravi.is_staff = True
        self.assertEqual(self.client.get(address).status_code, 200)
        self.client.force_authenticate(None)
        self.assertEqual(self.client.get(address).status_code, 401)

    def test_what_is_no_photo_is_refused(self):
        for name, content in [("cold.png", b"<script>"), ("cold.svg", png())]:
            response = self.complain(name, content)
            self.assertEqual(set(response.json()), {"photo"})

    def test_a_ticket_needs_no_photo(self):
        response = self.client.post("/api/tickets/", {"message": "Cold."})
        self.assertEqual(response.status_code, 201)
        (ticket,) = self.client.get("/api/tickets/").json()
        self.assertEqual(ticket["message"], "Cold.")
