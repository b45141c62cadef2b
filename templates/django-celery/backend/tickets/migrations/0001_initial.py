import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tickets.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Ticket",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("message", models.TextField(max_length=2000)),
                (
                    "photo",
                    models.ImageField(
                        blank=True,
                        max_length=255,
                        upload_to="tickets/",
                        validators=[
                            django.core.validators.FileExtensionValidator(
                                ["jpeg", "jpg", "png", "webp"]
                            ),
                            tickets.models.validate_size,
                        ],
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tickets",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
    ]
