from django import forms

from tracker.models import Entry, validate_attachment


class IsoDateField(forms.DateField):
    def __init__(self, **kwargs):
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class DayForm(forms.Form):
    day = IsoDateField(required=False)


class EntryForm(forms.ModelForm):
    class Meta:
        model = Entry
        fields = ["day", "title", "minutes"]
        field_classes = {"day": IsoDateField}


class AttachmentForm(forms.Form):
    file = forms.FileField(validators=[validate_attachment])


class SlowForm(forms.Form):
    seconds = forms.IntegerField(min_value=0, max_value=20)
