from django.core.validators import (
    FileExtensionValidator,
    MaxValueValidator,
    MinValueValidator,
)
from django.db import models, transaction

# Uploads are served from the site's own origin, so nothing that a browser would run.
validate_attachment = FileExtensionValidator(
    ["csv", "jpeg", "jpg", "pdf", "png", "txt"]
)


class Entry(models.Model):
    """A piece of work done on a day."""

    day = models.DateField(db_index=True)
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(24 * 60)]
    )
    attachment = models.FileField(
        upload_to="attachments/",
        max_length=255,
        blank=True,
        validators=[validate_attachment],
    )
    created_at = models.DateTimeField(auto_now_add=True)
    processed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["day", "id"]
        verbose_name_plural = "entries"

    def __str__(self):
        return f"{self.day}: {self.title}"

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Saves the entry, and with a new one a message for the worker, or neither."""
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if is_new:
            OutboxMessage.objects.create(kind="entry.added", payload={"entry": self.id})


class OutboxMessage(models.Model):
    """Work for the worker, saved in one transaction with what it is about."""

    kind = models.CharField(max_length=50)
    payload = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    processed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["id"],
                name="outbox_pending",
                condition=models.Q(processed_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.id}"
