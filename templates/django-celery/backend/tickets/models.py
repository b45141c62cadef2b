from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models

MEGABYTE = 1024 * 1024


def validate_size(file):
    if file.size > 5 * MEGABYTE:
        raise ValidationError("It is larger than 5 MB.")


class Ticket(models.Model):
    """What went wrong, with a photo of it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="tickets"
    )
    message = models.TextField(max_length=2000)
    photo = models.ImageField(
        upload_to="tickets/",
        max_length=255,
        blank=True,
        validators=[
            FileExtensionValidator(["jpeg", "jpg", "png", "webp"]),
            validate_size,
        ],
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return f"Ticket {self.id}"
