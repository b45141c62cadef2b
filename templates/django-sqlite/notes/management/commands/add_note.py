from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from notes.models import Note


class Command(BaseCommand):
    help = "Adds a note and prints its number."

    def add_arguments(self, parser):
        parser.add_argument("title")
        parser.add_argument("text", nargs="?", default="")

    def handle(self, title, text, **options):
        note = Note(title=title, text=text)
        try:
            note.full_clean()
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        note.save()
        self.stdout.write(str(note.id))
