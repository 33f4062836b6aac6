"""The desk: editors work in the Django admin; every save rebuilds what readers see."""

from django.contrib import admin

from jurisdictions import models as m


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
