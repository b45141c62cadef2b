"""The API.

It is open to whoever reaches it: no view looks at the session, so a forged request can
do nothing that its sender could not do directly. Hence `csrf_exempt` on the views that
write; take it away when they ask for a login.
"""

import json
import socket
import time

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tracker import VERSION
from tracker.forms import AttachmentForm, DayForm, EntryForm, SlowForm
from tracker.models import Entry, OutboxMessage


@csrf_exempt
@require_http_methods(["GET", "POST"])
def entry_list(request):
    return add_entry(request) if request.method == "POST" else list_entries(request)


def list_entries(request):
    """The entries of a day, today's by default."""
    form = DayForm(request.GET)
    if not form.is_valid():
        return invalid(form)
    day = form.cleaned_data["day"] or timezone.localdate()
    entries = [as_json(entry) for entry in Entry.objects.filter(day=day)]
    return JsonResponse({"day": day, "entries": entries})


def add_entry(request):
    try:
        fields = json.loads(request.body)
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        return JsonResponse({"body": "Enter a JSON object."}, status=400)

    # A form reads text, as a browser would send it, and knows no null.
    texts = {name: str(value) for name, value in fields.items() if value is not None}
    form = EntryForm(texts)
    if not form.is_valid():
        return invalid(form)
    return JsonResponse(as_json(form.save()), status=201)


@require_GET
def entry_detail(request, pk):
    return JsonResponse(as_json(get_object_or_404(Entry, pk=pk)))


@csrf_exempt
@require_POST
def entry_attachment(request, pk):
    entry = get_object_or_404(Entry, pk=pk)
    form = AttachmentForm(files=request.FILES)
    if not form.is_valid():
        return invalid(form)
    entry.attachment = form.cleaned_data["file"]
    entry.save(update_fields=["attachment"])
    return JsonResponse({"url": entry.attachment.url})


@require_GET
def status(request):
    return JsonResponse(
        {
            "entries": Entry.objects.count(),
            "outbox": {
                "pending": OutboxMessage.objects.filter(processed_at=None).count(),
                "processed": OutboxMessage.objects.exclude(processed_at=None).count(),
            },
            "version": VERSION,
            "hostname": socket.gethostname(),
        }
    )


@require_GET
def slow(request):
    """A long request, to watch a server finish it before it stops."""
    form = SlowForm(request.GET)
    if not form.is_valid():
        return invalid(form)
    seconds = form.cleaned_data["seconds"]
    time.sleep(seconds)
    return JsonResponse({"slept": seconds})


def as_json(entry):
    return {
        "id": entry.id,
        "day": entry.day,
        "title": entry.title,
        "minutes": entry.minutes,
        "attachment": entry.attachment.url if entry.attachment else None,
        "created_at": entry.created_at,
        "processed_at": entry.processed_at,
    }


def invalid(form):
    errors = {name: messages[0] for name, messages in form.errors.items()}
    return JsonResponse(errors, status=400)
