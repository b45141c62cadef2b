from django.contrib import admin

from orders.models import Line, Order


class LineInline(admin.TabularInline):
    model = Line
    extra = 0


@admin.register(Order)
class OrderAdmin(admin.ModelAdmin):
    date_hierarchy = "created_at"
    inlines = [LineInline]
    list_display = ["id", "user", "status", "created_at", "confirmed_at"]
    list_filter = [("confirmed_at", admin.EmptyFieldListFilter)]
    readonly_fields = ["confirmed_at"]
