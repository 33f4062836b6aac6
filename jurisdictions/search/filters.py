"""One FilterSet a list: it names and validates the parameters for page, file, feed and API."""

import datetime

import django_filters as df
from django import forms
from django.db.models import Q
from django.utils import timezone

from jurisdictions.models import Jurisdiction, Official, SourceArticle, Statement
from jurisdictions.models import vocabulary as words
from jurisdictions.search.text import words_of


class WordsFilter(df.CharFilter):
    """Every word occurs as the start of a word in the row's search text, in any order."""

    def filter(self, qs, value):
        for word in words_of(value or ""):
            qs = qs.filter(search_text__contains=f" {word}")
        return qs


class PastDateField(forms.DateField):
    def to_python(self, value):
        day = super().to_python(value)
        if day and day.year < 1900:
            raise forms.ValidationError("Use a date from 1900 on, as YYYY-MM-DD.")
        return day


class PastDateFilter(df.DateFilter):
    field_class = PastDateField


def choice(field, choices):
    return df.MultipleChoiceFilter(field_name=field, choices=choices)


STATE_CHOICES = list(words.STATES.items())


class JurisdictionFilter(df.FilterSet):
    q = WordsFilter()
    state = choice("state", STATE_CHOICES)
    city = df.CharFilter(field_name="city", lookup_expr="iexact")
    agency_type = choice("agency_type", words.AgencyType.choices)
    stance = choice("position_stance", words.POSITION_CHOICES)
    form = df.MultipleChoiceFilter(choices=words.Form.choices, method="by_statement")
    theme = df.MultipleChoiceFilter(choices=words.Theme.choices, method="by_theme")
    facets = ("state", "agency_type", "stance")

    class Meta:
        model = Jurisdiction
        fields = []

    def by_statement(self, qs, name, value):
        return qs.filter(pk__in=published().filter(form__in=value).values("jurisdiction")) if value else qs

    def by_theme(self, qs, name, value):
        return qs.filter(pk__in=with_themes(published(), value).values("jurisdiction")) if value else qs


class StatementFilter(df.FilterSet):
    q = WordsFilter()
    state = choice("jurisdiction__state", STATE_CHOICES)
    city = df.CharFilter(field_name="jurisdiction__city", lookup_expr="iexact")
    agency_type = choice("jurisdiction__agency_type", words.AgencyType.choices)
    stance = choice("stance", words.Stance.choices)
    form = choice("form", words.Form.choices)
    theme = df.MultipleChoiceFilter(choices=words.Theme.choices, method="by_theme")
    year = df.NumberFilter(method="in_year", min_value=1900, max_value=2100)
    since = PastDateFilter(field_name="last_possible_on", lookup_expr="gte")
    until = PastDateFilter(field_name="stated_on", lookup_expr="lte")
    as_of = PastDateFilter(field_name="stated_on", lookup_expr="lte")
    facets = ("state", "agency_type", "stance", "form")

    class Meta:
        model = Statement
        fields = []

    def by_theme(self, qs, name, value):
        return with_themes(qs, value)

    def in_year(self, qs, name, value):
        first, last = datetime.date(int(value), 1, 1), datetime.date(int(value), 12, 31)
        return qs.filter(stated_on__lte=last, last_possible_on__gte=first)


class OfficialFilter(df.FilterSet):
    q = df.CharFilter(method="by_words")
    state = choice("jurisdiction__state", STATE_CHOICES)
    facets = ("state",)

    class Meta:
        model = Official
        fields = []

    def by_words(self, qs, name, value):
        for word in value.replace("\x00", " ").replace(",", " ").split()[:12]:
            qs = qs.filter(Q(name__icontains=word) | Q(title__icontains=word) | Q(jurisdiction__name__icontains=word))
        return qs


class SourceFilter(df.FilterSet):
    q = df.CharFilter(method="by_words")
    kind = choice("kind", words.SourceKind.choices)
    facets = ("kind",)

    class Meta:
        model = SourceArticle
        fields = []

    def by_words(self, qs, name, value):
        for word in value.replace("\x00", " ").split()[:12]:
            qs = qs.filter(Q(publisher__icontains=word) | Q(title__icontains=word) | Q(url__icontains=word))
        return qs


def published():
    return Statement.objects.published().filter(stated_on__lte=timezone.localdate())


def with_themes(qs, themes):
    """Rows with any of these themes. Themes are known words, so their JSON spelling is exact."""
    wanted = Q()
    for theme in themes or []:
        wanted |= Q(themes__icontains=f'"{theme}"')
    return qs.filter(wanted)
