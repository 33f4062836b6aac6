"""What every row of the record shares at the desk: a permanent slug, search by words, safety of what was public."""

from functools import reduce
from operator import or_

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db.models import Q, TextField, URLField
from django.utils.translation import gettext_lazy as _

from jurisdictions.models.dates import shown_date
from jurisdictions.models.vocabulary import EVER_PUBLIC
from jurisdictions.search.text import words_of
from jurisdictions.staff.slugs import fill_slug
from jurisdictions.staff.workflow import PUBLISH

from .keeping import KeepingAdmin

SMALL_TEXT = {TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2, "cols": 36})}}


class SafeRelations:
    """Beside a chosen row its form can be opened; deleting it from there is too easy to do by mistake."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field


class RecordAdmin(KeepingAdmin, SafeRelations, admin.ModelAdmin):
    """A subclass lists in `public_through` the lookups that lead to the status of statements resting on its rows,
    and in `matching` says which rows hold a word.
    """

    public_through = ["statements__status__in"]
    kept_because = _("a statement that readers have seen rests on it")
    list_per_page = 50
    show_facets = admin.ShowFacets.ALWAYS
    formfield_overrides = {
        TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
        URLField: {"assume_scheme": "https"},
    }

    class Media:
        css = {"all": ["css/admin.css"]}

    def matching(self, word):
        raise NotImplementedError

    def get_search_results(self, request, queryset, search_term):
        """Rows that hold every word, "Omaha, NE" and "Omaha Nebraska" alike, or the text just as it was typed."""
        words = words_of(search_term)
        if not words:
            return queryset, False
        typed, _repeats = super().get_search_results(request, queryset, search_term)
        worded = queryset
        for word in words:
            worded = worded.filter(self.matching(word))
        return queryset.filter(Q(pk__in=typed.values("pk")) | Q(pk__in=worded.values("pk"))), False

    def get_changeform_initial_data(self, request):
        """What the address fills in; a relation that leads nowhere (`?jurisdiction=zzz`) is passed over."""
        given = super().get_changeform_initial_data(request)
        relations = {field.name: field.related_model for field in self.opts.get_fields() if field.is_relation}
        for name in relations.keys() & given.keys():
            keys = given[name] if isinstance(given[name], list) else [given[name]]
            if not all(is_key(relations[name], key) for key in keys):
                del given[name]
        return given

    def get_fieldsets(self, request, obj=None):
        fieldsets = list(super().get_fieldsets(request, obj))
        return [*fieldsets, (_("In addresses"), {"fields": ["slug"]})] if obj else fieldsets

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "slug"]

    def save_model(self, request, obj, form, change):
        fill_slug(obj)
        super().save_model(request, obj, form, change)

    def ever_public(self, rows):
        """Those of these rows that a statement rests on which is or was public."""
        carried = reduce(or_, (Q(**{lookup: EVER_PUBLIC}) for lookup in self.public_through))
        return self.model.objects.filter(carried, pk__in=[row.pk for row in rows]).distinct()

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or not self.ever_public([obj]).exists())

    def get_deleted_objects(self, objs, request):
        """Django's lists for the page that asks or refuses, with the rows that were public among the protected."""
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        kept = [f"{row} – {self.kept_because}" for row in self.ever_public(objs)]
        return to_delete, counts, set() if kept else lacking, [*protected, *kept]


def is_key(model, text):
    """Is this, as it stands in an address, the number of a row?"""
    return text.isascii() and text.isdigit() and len(text) < 19 and model.objects.filter(pk=text).exists()


def is_reviewer(request):
    return request.user.has_perm(PUBLISH)


def date_column(name, precision="", description=""):
    """A list column that shows a date in the words its precision allows, and sorts by it."""

    @admin.display(description=description, ordering=name, empty_value="–")
    def column(row):
        day = getattr(row, name)
        return day and shown_date(day, getattr(row, precision) if precision else "day")

    column.__name__ = name
    return column
