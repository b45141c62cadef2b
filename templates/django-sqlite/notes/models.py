from django.core.validators import FileExtensionValidator
from django.db import models

# Attachments come from the site's own origin, so nothing that a browser would run.
IMAGES = ["gif", "jpeg", "jpg", "png", "webp"]
validate_attachment = FileExtensionValidator([*IMAGES, "csv", "pdf", "txt"])


class Note(models.Model):
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    attachment = models.FileField(
        upload_to="attachments/",
        max_length=255,
        blank=True,
        validators=[validate_attachment],
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return self.title

    @property
    def is_illustrated(self):
        return self.attachment.name.lower().endswith(
            tuple(f".{name}" for name in IMAGES)
        )
