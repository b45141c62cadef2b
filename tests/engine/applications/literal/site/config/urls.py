from django.http import JsonResponse
from django.urls import path

from config.told import told

urlpatterns = [path("", lambda request: JsonResponse(told()))]
