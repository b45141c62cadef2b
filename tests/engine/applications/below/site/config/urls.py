from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

urlpatterns = [
    path("", lambda request: render(request, "page.html")),
    path("orders/", login_required(lambda request: HttpResponse("orders")), name="orders"),
    path("healthz", lambda request: HttpResponse("ok")),
    path("admin/", admin.site.urls),
]
