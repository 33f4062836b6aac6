"""What every row of the record shares at the desk: a permanent slug, search by words, safety of what was public."""

from functools import reduce
from operator import and_, or_

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.db.models import Q, TextField, URLField
from django.utils.text import smart_split, unescape_string_literal
from django.utils.translation import gettext_lazy as _

from jurisdictions.models.dates import shown_date
from jurisdictions.models.vocabulary import EVER_PUBLIC
from jurisdictions.search.beginnings import few_rows
from jurisdictions.search.text import words_of
from jurisdictions.staff.slugs import fill_slug
from jurisdictions.staff.workflow import PUBLISH

from .keeping import KeepingAdmin
from .lists import LongListAdmin

SMALL_TEXT = {TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2, "cols": 36})}}


class SafeRelations:
    """Beside a chosen row its form can be opened; deleting it from there is too easy to do by mistake."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field


class RecordAdmin(KeepingAdmin, SafeRelations, LongListAdmin):
    """A subclass lists in `public_through` the lookups that lead to the status of statements resting on its rows,
    says in `matching` which rows hold a word, and in `indexed_filters` which of its filters the index knows: {lookup in
    addresses of the list: parameter of the site's lists}.
    """

    public_through = ["statements__status__in"]
    kept_because = _("a statement that readers have seen rests on it")
    names = ["slug"]
    indexed_filters = {}
    list_per_page = 50
    formfield_overrides = {
        TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})},
        URLField: {"assume_scheme": "https"},
    }

    class Media:
        css = {"all": ["css/admin.css"]}

    def matching(self, word, is_long):
        raise NotImplementedError

    def get_search_results(self, request, queryset, search_term):
        """Rows that hold every word, "Omaha, NE" and "Omaha Nebraska" alike, or the text just as it was typed."""
        words, is_long = words_of(search_term), self.is_long(request)
        if not words:
            return queryset, False
        typed = self.named(search_term.strip()) if is_long else self.typed(search_term)
        few = few_rows(self.model, words, self.narrowed(request)) if is_long else None
        wanted = typed | self.holding(words, is_long, few)
        if few is not None:  # their texts are read once, and whatever else is asked of the list starts from these rows
            wanted = Q(pk__in=list(self.model.objects.filter(wanted).order_by().values_list("pk", flat=True)))
        return queryset.filter(wanted), False

    def narrowed(self, request):
        """The filters in force that the index knows too."""
        chosen = getattr(request, "filters_in_force", {})
        return {name: [chosen[lookup]] for lookup, name in self.indexed_filters.items() if chosen.get(lookup)}

    def typed(self, text):
        """Every piece of it, or what stands in quotes, somewhere in the columns of `search_fields`."""
        pieces = [unescape_string_literal(piece) if piece[0] in "\"'" and piece[0] == piece[-1] else piece
                  for piece in smart_split(text.replace("\x00", " "))]  # fmt: skip
        return reduce(and_, (any_holds(self.search_fields, piece) for piece in pieces))

    def named(self, text):
        """Of many rows only whole texts in columns with an index."""
        return reduce(or_, (Q(**{name: text.replace("\x00", " ")}) for name in self.names))

    def holding(self, words, is_long, few):
        """Rows with all these words; where the index tells that few can hold them, only these are read."""
        held = reduce(and_, (self.matching(word, is_long) for word in words))
        return held if few is None else reduce(or_, (part & held for part in few))  # each by an index of its own

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


def any_holds(columns, text):
    return reduce(or_, (Q(**{f"{column}__icontains": text}) for column in columns))


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
