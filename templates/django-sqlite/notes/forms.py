from django import forms

from notes.models import Note


class NoteForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ["title", "text", "attachment"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
