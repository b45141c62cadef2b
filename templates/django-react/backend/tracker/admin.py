from django.contrib import admin

from tracker.models import Entry, OutboxMessage


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):
    date_hierarchy = "day"
    list_display = ["day", "title", "minutes", "processed_at"]
    search_fields = ["title"]

    class Media:
        css = {"all": ["tracker/site.css"]}


@admin.register(OutboxMessage)
class OutboxMessageAdmin(admin.ModelAdmin):
    """Messages to look at: only the application writes them."""

    list_display = ["id", "kind", "payload", "created_at", "processed_at"]
    list_filter = [("processed_at", admin.EmptyFieldListFilter)]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
