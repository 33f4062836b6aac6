from django.contrib import admin
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import Alias, Identifier, Jurisdiction, ParentTie
from jurisdictions.models.dates import shown_date
from jurisdictions.models.vocabulary import NO_POSITION

from .merges import MergingAdmin
from .record import RecordAdmin, SafeRelations


class AliasInline(admin.TabularInline):
    model = Alias
    extra = 0


class IdentifierInline(admin.TabularInline):
    model = Identifier
    extra = 0


class ParentInline(SafeRelations, admin.TabularInline):
    model = ParentTie
    fk_name = "child"
    extra = 0
    autocomplete_fields = ["parent"]


@admin.register(Jurisdiction)
class JurisdictionAdmin(MergingAdmin, RecordAdmin):
    hung = [(Alias, "jurisdiction"), (ParentTie, "child"), (Identifier, "jurisdiction")]
    public_through = ["statements__status__in", "statements_applied__status__in"]
    list_display = [
        "name", "agency_type", "state", "city", "county", "position_stance", "recorded",
    ]  # fmt: skip
    list_filter = ["state", "agency_type", "position_stance", "position_recorded_on"]
    sorts_quickly = ["name", "agency_type", "state", "city", "position_stance", "recorded"]
    indexed_filters = {"state__exact": "state", "agency_type__exact": "agency_type", "position_stance__exact": "stance"}
    search_fields = ["slug"]
    search_help_text = _("A name in any order with its place: “Milton, FL”, “Omaha Nebraska”, “LAPD”.")
    readonly_fields = ["position_on_record", "its_statements"]
    inlines = [AliasInline, ParentInline, IdentifierInline]
    fieldsets = [
        (None, {"fields": ["name", "agency_type", ("city", "county", "state"), "website"]}),
        (_("Position"), {"fields": ["position_on_record", "its_statements"]}),
        (_("Size, place and dates"), {
            "classes": ["collapse"],
            "fields": ["population", ("latitude", "longitude"), ("exists_from", "exists_until")],
        }),
    ]  # fmt: skip

    def matching(self, word, is_long):
        return Q(name_text__contains=f" {word}")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("position_statement")

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else [fieldset for fieldset in fieldsets if fieldset[0] != _("Position")]

    def view_on_site(self, obj):
        return obj.get_absolute_url()

    @admin.display(description=_("recorded"), ordering="position_recorded_on", empty_value="–")
    def recorded(self, body):
        rests_on = body.position_statement
        return rests_on and shown_date(body.position_recorded_on, rests_on.date_precision)

    @admin.display(description=_("on record today"))
    def position_on_record(self, body):
        return position_line(body)

    @admin.display(description=_("statements"))
    def its_statements(self, body):
        listed = reverse("admin:jurisdictions_statement_changelist") + f"?jurisdiction__id__exact={body.pk}"
        new = reverse("admin:jurisdictions_statement_add") + f"?jurisdiction={body.pk}"
        template = '<a href="{}">{}</a> · <a href="{}">{}</a>'
        return format_html(template, listed, _("All statements of this body"), new, _("Add a statement"))


def position_line(body):
    """The position in one line, derived and never typed in: "Limits cooperation, recorded Jan 20, 2025, since 2019"."""
    if body.position_stance == NO_POSITION:
        return body.get_position_stance_display()
    return _("%(stance)s, recorded %(day)s, since %(since)s") % {
        "stance": body.get_position_stance_display(),
        "day": shown_date(body.position_recorded_on, body.position_statement.date_precision),
        "since": shown_date(body.position_since, body.position_since_precision),
    }
