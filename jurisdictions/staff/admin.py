"""The desk: editors work in the Django admin; every save rebuilds what readers see."""

from django.contrib import admin

from jurisdictions import models as m
from jurisdictions.models.positions import rebuild_positions
from jurisdictions.search.text import refresh_search_text


def refresh(body_ids):
    bodies = m.Jurisdiction.objects.filter(pk__in=body_ids)
    rebuild_positions(bodies)
    refresh_search_text(bodies)


class CitationInline(admin.TabularInline):
    model = m.Citation
    extra = 1
    min_num = 1
    validate_min = True
    autocomplete_fields = ["article"]


class AliasInline(admin.TabularInline):
    model = m.Alias
    extra = 0


class ParentInline(admin.TabularInline):
    model = m.ParentTie
    fk_name = "child"
    extra = 0
    autocomplete_fields = ["parent"]


@admin.register(m.Jurisdiction)
class JurisdictionAdmin(admin.ModelAdmin):
    list_display = ["name", "agency_type", "state", "position_stance", "position_recorded_on"]
    list_filter = ["state", "agency_type", "position_stance"]
    search_fields = ["name", "city", "state", "aliases__name"]
    prepopulated_fields = {"slug": ["name", "state"]}
    inlines = [AliasInline, ParentInline]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        refresh([form.instance.pk])


@admin.register(m.Official)
class OfficialAdmin(admin.ModelAdmin):
    list_display = ["name", "title", "jurisdiction"]
    list_select_related = ["jurisdiction"]
    search_fields = ["name", "title", "jurisdiction__name", "jurisdiction__state"]
    autocomplete_fields = ["jurisdiction"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(m.SourceArticle)
class SourceArticleAdmin(admin.ModelAdmin):
    list_display = ["title", "publisher", "published_on", "kind"]
    list_filter = ["kind"]
    search_fields = ["title", "publisher", "url"]
    autocomplete_fields = ["derived_from"]
    prepopulated_fields = {"slug": ["publisher", "title"]}


@admin.register(m.Statement)
class StatementAdmin(admin.ModelAdmin):
    list_display = ["jurisdiction", "stance", "form", "stated_on", "status"]
    list_filter = ["status", "jurisdiction__state", "jurisdiction__agency_type", "stance"]
    list_select_related = ["jurisdiction"]
    date_hierarchy = "stated_on"
    search_fields = ["jurisdiction__name", "jurisdiction__city", "jurisdiction__state", "summary", "quote"]
    autocomplete_fields = ["jurisdiction", "official", "applies_to"]
    inlines = [CitationInline]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        refresh({form.instance.jurisdiction_id, form.initial.get("jurisdiction")})

    def delete_model(self, request, obj):
        body_id = obj.jurisdiction_id
        super().delete_model(request, obj)
        refresh([body_id])

    def delete_queryset(self, request, queryset):
        body_ids = list(queryset.values_list("jurisdiction", flat=True))
        super().delete_queryset(request, queryset)
        refresh(body_ids)
