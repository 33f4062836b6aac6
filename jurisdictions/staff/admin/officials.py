from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import Official

from .forms import LinesField
from .merges import MergingAdmin
from .record import RecordAdmin, date_column


@admin.register(Official)
class OfficialAdmin(MergingAdmin, RecordAdmin):
    list_display = [
        "name", "title", "jurisdiction",
        date_column("term_start_on", description=_("from")), date_column("term_end_on", description=_("until")),
    ]  # fmt: skip
    list_select_related = ["jurisdiction"]
    list_filter = ["jurisdiction__state", "jurisdiction__agency_type"]
    sorts_quickly = ["name"]
    indexed_filters = {"jurisdiction__state__exact": "state", "jurisdiction__agency_type__exact": "agency_type"}
    search_fields = ["name", "title", "slug"]
    search_help_text = _("A name, an office or a place: “Smith”, “sheriff Milton, FL”.")
    autocomplete_fields = ["jurisdiction"]
    fieldsets = [
        (None, {"fields": ["name", "title", "jurisdiction", ("term_start_on", "term_end_on"), "party"]}),
        (_("Names as printed"), {"fields": ["name_variants"]}),
    ]

    def matching(self, word, is_long):
        begins = Q(search_text__contains=f" {word}")  # names, office and body
        return begins if is_long else begins | Q(name__icontains=word) | Q(title__icontains=word)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("jurisdiction")

    def get_readonly_fields(self, request, obj=None):
        """Words stay with the office held then: a person who has spoken is not moved to another body."""
        moved = ["jurisdiction"] if obj and obj.statements.exists() else []
        return [*super().get_readonly_fields(request, obj), *moved]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "name_variants":
            text = _("Other spellings a source printed, one a line.")
            return LinesField(label=db_field.verbose_name, required=False, help_text=text)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "title":
            field.required = True  # the label of a person names the office
        return field

    def view_on_site(self, obj):
        return obj.get_absolute_url() if Official.objects.published().filter(pk=obj.pk).exists() else None
