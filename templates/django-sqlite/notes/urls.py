from django.urls import path

from notes import views

urlpatterns = [
    path("", views.note_list, name="note-list"),
    path("media/<path:name>", views.note_attachment),
]
