from django.urls import path

from orders import views

urlpatterns = [
    path("", views.OrderList.as_view()),
    path("create/", views.CreateOrder.as_view()),
    path("counts/", views.CountList.as_view()),
    path("<int:pk>/", views.OrderDetail.as_view()),
]
