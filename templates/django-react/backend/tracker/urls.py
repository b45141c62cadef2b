from django.urls import path

from tracker import views

urlpatterns = [
    path("entries/", views.entry_list),
    path("entries/<int:pk>/", views.entry_detail),
    path("entries/<int:pk>/attachment/", views.entry_attachment),
    path("status/", views.status),
    path("slow/", views.slow),
]
