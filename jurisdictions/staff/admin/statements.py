from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import Citation, SourceArticle, Statement
from jurisdictions.models.vocabulary import EVER_PUBLIC, Status
from jurisdictions.staff.preview import preview

from .decisions import DecidingAdmin
from .forms import CitationFormSet, StatementForm, ThemesField
from .jurisdictions import position_line
from .lists import year_filter
from .record import SMALL_TEXT, RecordAdmin, SafeRelations, date_column, is_key, is_reviewer
from .saving import SavingAdmin


class CitationInline(SafeRelations, admin.TabularInline):
    model = Citation
    formset = CitationFormSet
    autocomplete_fields = ["article"]
    formfield_overrides = SMALL_TEXT
    verbose_name = _("source of this statement")
    verbose_name_plural = _("sources of this statement")

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def has_change_permission(self, request, obj=None):
        return self.follows(request, obj) and super().has_change_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return self.follows(request, obj) and super().has_add_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.follows(request, obj) and super().has_delete_permission(request, obj)

    def follows(self, request, obj):
        """The sources of a statement may be changed by whoever may change the statement."""
        return obj is None or self.admin_site.get_model_admin(Statement).has_change_permission(request, obj)


@admin.register(Statement)
class StatementAdmin(SavingAdmin, DecidingAdmin, RecordAdmin):
    form = StatementForm
    hung = [(Citation, "statement")]
    public_through = ["status__in"]
    kept_because = _("readers have seen it: retract it instead")
    locked_because = {
        Status.IN_REVIEW: _("It waits for a reviewer: take it back to go on writing."),
        Status.PUBLISHED: _("Readers see this statement: only a reviewer changes it."),
        Status.RETRACTED: _("To change a retracted statement, a reviewer publishes it again first."),
    }
    change_form_template = "admin/jurisdictions/statement/change_form.html"
    list_display = [
        "jurisdiction", "stance", "form", date_column("stated_on", "date_precision", _("date")), "status", "speaker",
    ]  # fmt: skip
    list_select_related = ["jurisdiction", "official"]
    list_filter = [
        "status", "jurisdiction__state", "jurisdiction__agency_type", "stance", "form", "stated_on", "confidence",
    ]  # fmt: skip
    date_hierarchy = "stated_on"
    sorts_quickly = ["stance", "stated_on", "status"]
    long_list_filter = [year_filter("stated_on", _("year"))]
    indexed_filters = {
        "jurisdiction__state__exact": "state", "jurisdiction__agency_type__exact": "agency_type",
        "stance__exact": "stance", "form__exact": "form",
    }  # fmt: skip
    search_fields = ["slug"]
    search_help_text = _("Places, names and words in any order: “Milton, FL”, “LAPD detainers”.")
    autocomplete_fields = ["jurisdiction", "official", "applies_to"]
    inlines = [CitationInline]
    readonly_fields = ["status", "retraction_reason", "shown_themes", "position_on_record"]
    fieldsets = [
        (None, {"fields": ["jurisdiction", "official", ("speaker_title", "capacity"), "applies_to"]}),
        (_("What was said or ruled"), {"fields": [
            ("form", "stance"), ("stated_on", "date_precision"), "date_note", "quote", "summary", "condition", "themes",
        ]}),
        (_("Notes"), {"fields": ["public_note", "editor_note", "confidence"]}),
    ]  # fmt: skip

    def matching(self, word, is_long):
        return Q(search_text__contains=f" {word}")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("jurisdiction__position_statement", "official")

    def lookup_allowed(self, lookup, value, request):
        return lookup == "jurisdiction__id__exact" or super().lookup_allowed(lookup, value, request)

    # The form

    def get_fieldsets(self, request, obj=None):
        """Status and position first, once there is a row; themes as words where nobody may change them."""
        fieldsets = super().get_fieldsets(request, obj)
        if not obj:
            return fieldsets
        fields = ["status", *(["retraction_reason"] if obj.status == Status.RETRACTED else []), "position_on_record"]
        if self.has_change_permission(request, obj):
            return [(_("Status"), {"fields": fields}), *fieldsets]
        first = (_("Status"), {"fields": fields, "description": self.locked_because.get(obj.status, "")})
        return [
            first,
            *((name, {"fields": [as_words(field) for field in options["fields"]]}) for name, options in fieldsets),
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "themes":
            return ThemesField(label=capfirst(db_field.verbose_name))
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "speaker_title":
            field.help_text = _("Left empty: the title on the person’s entry.")
        return field

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """`?article=<id>` on the address of a new statement cites that source."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and not obj.pk and is_key(SourceArticle, request.GET.get("article", "")):
            kwargs["initial"] = [{"article": request.GET["article"]}]
        return kwargs

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        statement = self.get_object(request, object_id) if object_id else None
        editable = self.has_change_permission(request, statement) if statement else self.has_add_permission(request)
        extra_context = {
            **(extra_context or {}),
            "can_publish": editable and is_reviewer(request) and may_go_public(statement),
            "can_submit": editable and (not statement or statement.status == Status.DRAFT),
            "waiting": list(statement.proposed_changes.waiting()) if statement else [],
            "can_preview": editable,
            "decisions": self.decisions_on(request, statement) if statement else [],
            "preview_url": reverse("admin:jurisdictions_statement_preview", args=[object_id] if statement else []),
        }
        return super().changeform_view(request, object_id, form_url, extra_context)

    # Who may do what

    def has_change_permission(self, request, obj=None):
        """Editors change drafts; what waits or is published is a reviewer's; a retracted one is reinstated first."""
        allowed = super().has_change_permission(request, obj)
        if obj is None or obj.status == Status.DRAFT:
            return allowed
        return allowed and obj.status != Status.RETRACTED and is_reviewer(request)

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.status in EVER_PUBLIC else None

    # Addresses of its own

    def get_urls(self):
        own = [
            path("preview/", self.admin_site.admin_view(self.preview_view), name="jurisdictions_statement_preview"),
            path(
                "<int:pk>/preview/",
                self.admin_site.admin_view(self.preview_view),
                name="jurisdictions_statement_preview",
            ),
        ]
        return [*own, *super().get_urls()]

    def preview_view(self, request, pk=None):
        """What the position would become with the posted form: a page, or only its panel for the script."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        statement = get_object_or_404(self.get_queryset(request), pk=pk) if pk else None
        if not (self.has_change_permission(request, statement) if pk else self.has_add_permission(request)):
            raise PermissionDenied
        outcomes, pages, form = preview(request.POST, day=timezone.localdate(), statement=statement)
        title = _("What the position would become")
        context = {"outcomes": outcomes, "pages": pages, "form": form, "title": title, "opts": self.opts}
        alone = request.headers.get("X-Requested-With") == "fetch"
        template = "_position_outcome.html" if alone else "position_outcome.html"
        context = context if alone else {**self.admin_site.each_context(request), **context}
        return render(request, f"admin/jurisdictions/statement/{template}", context)

    # Columns and shown fields

    @admin.display(description=_("speaker"), ordering="official__name", empty_value="–")
    def speaker(self, statement):
        return statement.official and f"{statement.official.name}, {statement.speaker_title}"

    @admin.display(description=_("themes"), empty_value="–")
    def shown_themes(self, statement):
        return ", ".join(str(label) for label in statement.theme_labels)

    @admin.display(description=_("position of the body today"))
    def position_on_record(self, statement):
        return position_line(statement.jurisdiction)


def may_go_public(statement):
    """It was reviewed, or the desk has one person."""
    draft = statement is None or statement.status == Status.DRAFT
    return settings.ONE_PERSON_DESK if draft else statement.status == Status.IN_REVIEW


def as_words(field):
    return "shown_themes" if field == "themes" else field
