"""Lists that open as quickly with a million rows as with a thousand.

What has to read every row is left out where there are many: counts beside the filters come when they are asked for,
columns without an index do not sort, and of a search for words only so many rows are counted.
"""

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.core.paginator import Paginator
from django.utils.functional import cached_property

MANY = 20_000  # rows; a list of more is a long one
MOST_COUNTED = 1_000  # rows that a search found in a long list


class Counted(Paginator):
    """Counts all rows, or `most` of them; `is_more`: there are others, which no page shows."""

    most = None

    @cached_property
    def counted(self):
        rows = self.object_list.order_by()
        return rows.count() if self.most is None else rows.values("pk")[: self.most + 1].count()

    @property
    def is_more(self):
        return self.most is not None and self.counted > self.most

    @cached_property
    def count(self):
        return self.most if self.is_more else self.counted

    def keys(self, number):
        """Primary keys of a page, in order. Pages of the second half are reached from the end."""
        start = (self.validate_number(number) - 1) * self.per_page
        stop = min(start + self.per_page, self.count)
        rows = self.object_list.values_list("pk", flat=True)
        if self.is_more or stop <= self.count / 2:
            return list(rows[start:stop])
        return list(rows.reverse()[self.count - stop : self.count - start])[::-1]


class RecordList(ChangeList):
    """Finds the keys of a page first and reads only these rows with what belongs to them."""

    def get_queryset(self, request, exclude_parameters=None):
        self.is_long = self.model_admin.is_long(request)
        if self.is_long:
            self.sortable_by = self.model_admin.sorts_quickly
            self.date_hierarchy = None
            self.list_filter = [*self.model_admin.get_list_filter(request), *self.model_admin.long_list_filter]
        else:
            self.add_facets, self.is_facets_optional = True, False
        left_out = exclude_parameters or ()
        request.filters_in_force = {name: value for name, value in request.GET.items() if name not in left_out}
        return super().get_queryset(request, exclude_parameters)

    def get_ordering_field(self, field_name):
        quick = not self.is_long or getattr(field_name, "__name__", field_name) in self.sortable_by
        return super().get_ordering_field(field_name) if quick else None

    def get_ordering(self, request, queryset):
        """Rows that are alike in the chosen columns stand as the list does by itself, which an index gives too."""
        ordering = super().get_ordering(request, queryset)
        if ordering[-1] != "-pk":
            return ordering
        chosen = {str(name).removeprefix("-") for name in ordering}
        rest = [name for name in self._get_default_ordering() if name.removeprefix("-") not in chosen]
        return [*ordering[:-1], *rest, "-pk"]

    def get_results(self, request):
        super().get_results(request)
        if self.show_all and self.can_show_all:
            return
        keys = self.paginator.keys(self.page_num if self.multi_page else 1)
        rows = self.apply_select_related(self.root_queryset).in_bulk(keys)
        self.result_list = [rows[key] for key in keys if key in rows]


class LongListAdmin(admin.ModelAdmin):
    """`sorts_quickly` names the columns of `list_display` that a long list sorts by, `long_list_filter` the filters it
    has besides.
    """

    show_facets = admin.ShowFacets.ALLOW
    show_full_result_count = False
    sorts_quickly = ()
    long_list_filter = ()

    def is_long(self, request):
        """Asked of the database once a request."""
        if not hasattr(request, "has_long_list"):
            request.has_long_list = self.model._default_manager.order_by("pk")[MANY:].exists()
        return request.has_long_list

    def get_changelist(self, request, **kwargs):
        return RecordList

    def get_paginator(self, request, queryset, per_page, orphans=0, allow_empty_first_page=True):
        paginator = Counted(queryset, per_page, orphans, allow_empty_first_page)
        if (request.GET.get(SEARCH_VAR) or "term" in request.GET) and self.is_long(request):
            paginator.most = MOST_COUNTED
        return paginator


def year_filter(name, title):
    """A filter by the year of a date that reads two rows, the first and the last; Django's drill-down reads all."""

    class YearFilter(admin.SimpleListFilter):
        parameter_name = f"{name}__year"

        def __init__(self, request, params, model, model_admin):
            self.title = title
            super().__init__(request, params, model, model_admin)

        def lookups(self, request, model_admin):
            days = model_admin.model._default_manager.exclude(**{name: None}).values_list(name, flat=True)
            ends = [days.order_by(order).first() for order in (name, f"-{name}")]
            return [(str(year), str(year)) for year in range(ends[1].year, ends[0].year - 1, -1)] if all(ends) else []

        def queryset(self, request, queryset):
            value = self.value()
            return queryset.filter(**{self.parameter_name: value}) if (value or "").isdecimal() else queryset

    return YearFilter
