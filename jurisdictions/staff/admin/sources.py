from functools import partial

from django.contrib import admin, messages
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.forms.models import fields_for_model
from django.urls import reverse
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from jurisdictions.models import Citation, SourceArticle, Statement
from jurisdictions.models.freshness import fresh_once

from .forms import CitedStatementForm, SourceForm
from .lists import year_filter
from .record import SMALL_TEXT, RecordAdmin, date_column, is_reviewer


class NewStatementInline(admin.StackedInline):
    """Statements entered together with their source. Those it carries already are listed above, each with its form."""

    model = Citation
    form = CitedStatementForm
    extra = 1
    formfield_overrides = SMALL_TEXT
    verbose_name = _("statement from this source")
    verbose_name_plural = _("New statements from this source")
    fieldsets = [
        (None, {"fields": [
            "jurisdiction", "official", ("speaker_title", "capacity"), ("form", "stance"),
            ("stated_on", "date_precision"), "date_note", "quote", "summary", "condition", "themes",
            ("carried_as", "locator"), "note",
        ]}),
    ]  # fmt: skip

    def get_queryset(self, request):
        return Citation.objects.none()

    def get_formset(self, request, obj=None, **kwargs):
        desk = self.admin_site.get_model_admin(Statement)
        fields = fields_for_model(
            Statement,
            fields=self.form.STATEMENT_FIELDS,
            formfield_callback=partial(desk.formfield_for_dbfield, request=request),
        )
        return super().get_formset(
            request, obj, form=type(self.form)("NewStatementForm", (self.form,), fields), **kwargs
        )


@admin.register(SourceArticle)
class SourceArticleAdmin(RecordAdmin):
    form = SourceForm
    change_form_template = "admin/jurisdictions/sourcearticle/change_form.html"
    list_display = [
        "title", "publisher", date_column("published_on", "date_precision", _("published")), "kind",
        "statement_count",
    ]  # fmt: skip
    list_filter = ["kind", "published_on"]
    date_hierarchy = "published_on"
    sorts_quickly = ["publisher", "published_on"]
    names = ["slug", "url"]
    indexed_filters = {"kind__exact": "kind"}
    long_list_filter = [year_filter("published_on", _("year"))]
    search_fields = ["title", "publisher", "url", "author", "slug"]
    search_help_text = _("A title, publisher or address, or what it carries: “Milton, FL”.")
    autocomplete_fields = ["derived_from"]
    readonly_fields = ["carries", "answers"]
    inlines = [NewStatementInline]
    fieldsets = [
        (None, {"fields": [
            "url", "title", ("publisher", "author"), "kind", ("published_on", "date_precision", "accessed_on"),
        ]}),
        (_("Archived copy and notes"), {"classes": ["collapse"], "fields": [
            ("archived_url", "archived_on"), ("derived_from", "derived_from_note"), "reliability_note",
            "answers",
        ]}),
        (_("Statements that rest on it"), {"fields": ["carries"]}),
    ]  # fmt: skip
    evidence = [
        "url", "title", "publisher", "author", "kind", "published_on", "date_precision", "derived_from",
        "derived_from_note", "reliability_note",
    ]  # fmt: skip

    def matching(self, word, is_long):
        """Its own words or those of what it carries."""
        carried = Citation.objects.filter(statement__search_text__contains=f" {word}", article=OuterRef("pk"))
        own = Q(search_text__contains=f" {word}")
        if not is_long:
            own |= Q(title__icontains=word) | Q(publisher__icontains=word) | Q(url__icontains=word)
        return own | Exists(carried)

    def get_queryset(self, request):
        cited = Citation.objects.filter(article=OuterRef("pk")).order_by().values("article")
        count = Subquery(cited.annotate(n=Count("pk")).values("n"))
        return super().get_queryset(request).annotate(statements_n=Coalesce(count, 0))

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else fieldsets[:-1]

    def get_readonly_fields(self, request, obj=None):
        """What a public statement rests on is changed by a reviewer only: the kind of source can move a position."""
        locked = obj and not is_reviewer(request) and self.ever_public([obj]).exists()
        return [*super().get_readonly_fields(request, obj), *(self.evidence if locked else [])]

    def view_on_site(self, obj):
        return obj.get_absolute_url() if SourceArticle.objects.published().filter(pk=obj.pk).exists() else None

    def save_related(self, request, form, formsets, change):
        with fresh_once():
            super().save_related(request, form, formsets, change)
        entered = [citation.statement for formset in formsets for citation in formset.new_objects]
        for statement in entered:
            self.log_addition(request, statement, [{"added": {}}])
        if entered:
            text = ngettext("%d statement was added as a draft.", "%d statements were added as drafts.", len(entered))
            self.message_user(request, text % len(entered), messages.SUCCESS)

    @admin.display(description=_("statements"), ordering="statements_n")
    def statement_count(self, article):
        return article.statements_n

    @admin.display(description=_("what its address answered"))
    def answers(self, article):
        """The newest checks of the link, told by `manage.py check_sources`."""
        newest = article.checks.all()[:3] if article.pk else []
        told = ((localize(localdate(one.checked_at)), one.get_status_display(), one.note) for one in newest)
        return format_html_join("", "<p>{}: {} ({})</p>", told) or _("not asked yet")

    @admin.display(description=_("statements"))
    def carries(self, article):
        rows = article.statements.select_related("jurisdiction").order_by("jurisdiction__state", "slug")
        listed = (
            (reverse("admin:jurisdictions_statement_change", args=[row.pk]), row, row.get_status_display())
            for row in rows
        )
        return format_html(
            "<ul>{}</ul>", format_html_join("", '<li><a href="{}">{}</a> – {}</li>', listed)
        ) if rows else "–"  # fmt: skip
