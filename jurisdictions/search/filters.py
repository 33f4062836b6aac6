"""One FilterSet a list: it names and validates the parameters for page, file, feed and API."""

import django_filters as df
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import Jurisdiction, Official, SourceArticle, Statement
from jurisdictions.models import vocabulary as words
from jurisdictions.models.folding import fold
from jurisdictions.search.question import parts_of
from jurisdictions.search.text import city_and_state, words_of
from jurisdictions.search.values import ChoicesField, DayField

YEARS = [(str(year), str(year)) for year in range(1900, 2101)]


class PastDateField(DayField):
    def to_python(self, value):
        day = super().to_python(value)
        if day and day.year < 1900:
            raise forms.ValidationError(_("Use a date from 1900 on, as YYYY-MM-DD."))
        return day


class DayReachedField(PastDateField):
    def to_python(self, value):
        day = super().to_python(value)
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class PastDateFilter(df.DateFilter):
    field_class = PastDateField


class AsOfFilter(df.DateFilter):
    field_class = DayReachedField


class WordsField(forms.CharField):
    def to_python(self, value):
        text = super().to_python(value)
        if text and not words_of(text):
            raise forms.ValidationError(_("Search by letters or digits."))
        return text


class StartsFilter(df.CharFilter):
    """Every word occurs as the start of a word in the row's names, in any order."""

    field_class = WordsField

    def filter(self, qs, value):
        for word in words_of(value or ""):
            qs = qs.filter(**{f"{self.field_name}__contains": f" {word}"})
        return qs


class CityFilter(df.CharFilter):
    """Bodies of one city however it is spelt ("St. Paul", "saint paul", "St. Paul, MN")."""

    def filter(self, qs, value):
        if not value:
            return qs
        prefix = self.field_name.removesuffix("city")
        name, state = city_and_state(value)
        spellings = Jurisdiction.objects.exclude(city="").order_by().values_list("city", flat=True).distinct()
        same = [city for city in spellings if fold(city) in (name, fold(value))]
        qs = qs.filter(**{f"{prefix}city__in": same})
        return qs.filter(**{f"{prefix}state": state}) if state else qs


class Choices(df.MultipleChoiceFilter):
    """Repeats of the parameter mean "or"."""

    field_class = ChoicesField

    def __init__(self, choices, field_name=None, **kwargs):
        super().__init__(choices=list(choices), field_name=field_name, distinct=False, **kwargs)


class WordsFilter(df.CharFilter):
    """Words, `"phrases"` and `prefixes*`, every one of which is found in the row."""

    field_class = WordsField

    def __init__(self):
        super().__init__(method="by_words", label=_("Search"))


class RecordFilter(df.FilterSet):
    """`facets` names the parameters counted beside their choices."""

    facets = ()

    def by_words(self, qs, name, value):
        return self.holding(qs, parts_of(value))

    def holding(self, qs, parts):
        """Rows in whose search text every part of a question is found."""
        for part in parts:
            qs = qs.filter(part.found_in("search_text"))
        return qs

    @property
    def day(self):
        """The day the list is asked about, or None for today."""
        return self.form.cleaned_data.get("as_of") if self.form.is_valid() else None


class StatementFilter(RecordFilter):
    q = WordsFilter()
    state = Choices(words.STATES.items(), "jurisdiction__state", label=_("State"))
    city = CityFilter(field_name="jurisdiction__city", label=_("City"))
    agency_type = Choices(words.AgencyType.choices, "jurisdiction__agency_type", label=_("Agency type"))
    stance = Choices(words.Stance.choices, label=_("Stance"))
    form = Choices(words.Form.choices, label=_("Form"))
    theme = Choices(words.Theme.choices, "themes", method="with_themes", label=_("Theme"))
    year = Choices(YEARS, "stated_on__year", label=_("Year"))
    since = PastDateFilter(field_name="last_possible_on", lookup_expr="gte", label=_("From"))
    until = PastDateFilter(field_name="stated_on", lookup_expr="lte", label=_("Until"))
    as_of = AsOfFilter(field_name="stated_on", lookup_expr="lte", label=_("As of"))
    facets = ("state", "agency_type", "stance", "form", "theme", "year")

    class Meta:
        model = Statement
        fields = []

    def with_themes(self, qs, name, themes):
        return qs.filter(any_theme(themes)) if themes else qs


class OfStatements(RecordFilter):
    """A list of what statements lead to: parameters in `asked` want one published statement that fits them all."""

    form = Choices(words.Form.choices, method="of_a_statement", label=_("Form"))
    theme = Choices(words.Theme.choices, method="of_a_statement", label=_("Theme"))
    year = Choices(YEARS, method="of_a_statement", label=_("Year"))
    since = PastDateFilter(method="of_a_statement", label=_("From"))
    until = PastDateFilter(method="of_a_statement", label=_("Until"))
    as_of = AsOfFilter(method="of_a_statement", label=_("As of"))
    asked = ("form", "theme", "year", "since", "until")

    def said_by_then(self):
        said = Statement.objects.published().order_by()
        return said.as_of(self.day) if self.day else said

    def statements(self):
        """The statements that fit what is asked of them, or None when nothing is."""
        asked = QueryDict(mutable=True)
        for name in self.asked:
            value = self.form.cleaned_data.get(name)
            if value:
                asked.setlist(name, value if isinstance(value, list) else [str(value)])
        return StatementFilter(asked, queryset=self.said_by_then()).qs if asked else None

    def of_a_statement(self, qs, name, value):
        return qs


class JurisdictionFilter(OfStatements):
    """Of a body whose position fits."""

    q = WordsFilter()
    state = Choices(words.STATES.items(), label=_("State"))
    city = CityFilter(label=_("City"))
    agency_type = Choices(words.AgencyType.choices, label=_("Agency type"))
    stance = Choices(words.POSITION_CHOICES, label=_("Stance"))
    facets = ("state", "agency_type", "stance")

    class Meta:
        model = Jurisdiction
        fields = []

    def filter_queryset(self, queryset):
        rows, statements = super().filter_queryset(queryset.as_of(self.day)), self.statements()
        return rows if statements is None else rows.filter(pk__in=statements.values("jurisdiction"))

    def holding(self, qs, parts):
        """Every part of the question in the body's own words, or in what it had said by the day asked about."""
        own = "name_text" if self.day else "search_text"  # who held office on a day is not known for every person
        for part in parts:
            said = self.said_by_then().filter(part.found_in("search_text"), jurisdiction=OuterRef("pk"))
            qs = qs.filter(part.found_in(own) | Exists(said))
        return qs


class OfficialFilter(OfStatements):
    """Of a person in an office of a body that fits."""

    q = WordsFilter()
    state = Choices(words.STATES.items(), "jurisdiction__state", label=_("State"))
    city = CityFilter(field_name="jurisdiction__city", label=_("City"))
    agency_type = Choices(words.AgencyType.choices, "jurisdiction__agency_type", label=_("Agency type"))
    stance = Choices(words.Stance.choices, method="of_a_statement", label=_("Stance"))
    facets = ("state", "agency_type")
    asked = ("stance", *OfStatements.asked, "as_of")

    class Meta:
        model = Official
        fields = []

    def filter_queryset(self, queryset):
        rows, statements = super().filter_queryset(queryset), self.statements()
        return rows if statements is None else rows.filter(pk__in=statements.values("official"))


class SourceFilter(OfStatements):
    """`year` is that of publication; the rest asks what rests on the source."""

    q = WordsFilter()
    kind = Choices(words.SourceKind.choices, label=_("Kind"))
    state = Choices(words.STATES.items(), method="of_a_statement", label=_("State"))
    city = CityFilter(method="of_a_statement", label=_("City"))
    agency_type = Choices(words.AgencyType.choices, method="of_a_statement", label=_("Agency type"))
    stance = Choices(words.Stance.choices, method="of_a_statement", label=_("Stance"))
    year = Choices(YEARS, "published_on__year", label=_("Year"))
    facets = ("kind", "year")
    asked = ("state", "city", "agency_type", "stance", "form", "theme", "since", "until", "as_of")

    class Meta:
        model = SourceArticle
        fields = []

    def filter_queryset(self, queryset):
        rows, statements = super().filter_queryset(queryset), self.statements()
        return rows if statements is None else rows.filter(pk__in=statements.values("sources"))


def any_theme(themes):
    """Rows with any of these themes. Themes are known words, so their JSON spelling is exact."""
    wanted = Q()
    for theme in themes:
        wanted |= Q(themes__icontains=f'"{theme}"')
    return wanted
