from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from notes.forms import NoteForm
from notes.models import Note

LATEST = 50


@require_http_methods(["GET", "POST"])
def note_list(request):
    """The latest notes and a form for the next one."""
    form = NoteForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        form.save()
        return redirect("note-list")
    context = {"form": form, "notes": Note.objects.all()[:LATEST]}
    return render(
        request, "notes/list.html", context, status=400 if form.errors else 200
    )


@require_GET
def note_attachment(request, name):
    """A note's attachment, by the application itself: no other server is needed."""
    note = get_object_or_404(Note, attachment=name)
    try:
        return FileResponse(note.attachment.open())
    except FileNotFoundError:
        raise Http404("The file is gone.") from None
