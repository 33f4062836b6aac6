"""What a body's position would become if a statement were published as it stands on the form."""

from contextlib import suppress
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from jurisdictions.models import Citation, Jurisdiction, Official, SourceArticle, Statement
from jurisdictions.models.dates import date_problems, shown_date
from jurisdictions.models.freshness import fresh_once
from jurisdictions.models.positions import Position, derive_position
from jurisdictions.models.vocabulary import Capacity, Form, Stance, Status
from jurisdictions.staff.affected import pages_showing
from jurisdictions.staff.slugs import fill_slug

DECIDING = ["jurisdiction", "form", "stance", "stated_on", "date_precision", "capacity"]
CitationRows = forms.inlineformset_factory(Statement, Citation, fields=["article", "carried_as"], extra=0)


@dataclass(frozen=True)
class Outcome:
    """The position of one body today, and what it would be with this statement public."""

    body: Jurisdiction
    statement: Statement
    before: Position
    after: Position

    @property
    def changes(self):
        *before, _statement = self.before.columns
        *after, _statement = self.after.columns
        return before != after

    @property
    def reason(self):
        """Why nothing changes, in a sentence."""
        if self.statement.capacity == Capacity.MEMBER:
            return _("One member does not speak for the body.")
        if self.after.statement is None:
            return _("It has no source yet, so it does not count.")
        return _("The position rests on what was said on %(day)s (%(stance)s).") % {
            "day": recorded(self.after), "stance": self.after.statement.get_stance_display().lower(),
        }  # fmt: skip

    @property
    def lines(self):
        """[(what, now, then, differs)] for the page."""
        shown = [(_("Position"), lambda position: position.label), (_("Recorded"), recorded), (_("Since"), since)]
        both = [(name, show(self.before), show(self.after)) for name, show in shown]
        return [(name, now, then, now != then) for name, now, then in both]


def recorded(position):
    return shown_date(position.recorded_on, position.statement.date_precision) if position.statement else "–"


def since(position):
    return shown_date(position.since, position.since_precision) if position.statement else "–"


class PositionForm(forms.Form):
    """The fields of a statement that decide a position; the rest may still be empty."""

    jurisdiction, form, stance, stated_on, date_precision, capacity = (
        Statement._meta.get_field(name).formfield() for name in DECIDING
    )
    summary = forms.CharField(required=False)
    official = forms.ModelChoiceField(Official.objects.all(), required=False)
    applies_to = forms.ModelMultipleChoiceField(Jurisdiction.objects.all(), required=False)

    def clean(self):
        cleaned = super().clean()
        for name, text in date_problems("stated_on", cleaned.get("stated_on"), cleaned.get("date_precision")).items():
            self.add_error(name, text)
        if cleaned.get("form") == Form.NO_RESPONSE and cleaned.get("stance", Stance.UNCLEAR) != Stance.UNCLEAR:
            self.add_error("stance", _("Silence is not a position: choose “No clear position”."))
        return cleaned


def preview(data, *, day, statement=None):
    """(outcomes, groups of pages, form) for posted `data` over `statement` (None: a new one); no outcomes and no pages
    when the form lacks something.

    Nothing is written: the rows are saved and derived by the very rules readers get, then undone.
    """
    form, rows = PositionForm(data), CitationRows(data, instance=statement or Statement(), prefix="citations")
    if not form.is_valid():
        return [], [], form
    moved_from = Statement.objects.get(pk=statement.pk).jurisdiction if statement else None
    statement = statement or Statement()
    for name in DECIDING:
        setattr(statement, name, form.cleaned_data[name])
    statement.summary = form.cleaned_data["summary"] or statement.summary or "-"
    statement.status, statement.quote = Status.PUBLISHED, ""
    bodies = list(dict.fromkeys(filter(None, [statement.jurisdiction, moved_from])))
    before = [position_of(body, day) for body in bodies]
    articles = cited(rows)
    pages = pages_of(statement, bodies, articles, form.cleaned_data)
    after = positions_with(statement, articles, bodies, day)
    outcomes = [Outcome(body, statement, *pair) for body, *pair in zip(bodies, before, after, strict=True)]
    return outcomes, pages, form


def pages_of(statement, bodies, articles, named):
    """Groups of pages that show it as `named` on the form, or show it now."""
    applied, people, sources = [*named["applies_to"]], [named["official"], statement.official], [*articles]
    if statement.pk:
        applied += statement.applies_to.all()
        sources += SourceArticle.objects.filter(citations__statement=statement)
    people = dict.fromkeys(filter(None, people))
    return pages_showing([statement], bodies, dict.fromkeys(applied), people, dict.fromkeys(sources))


def cited(rows):
    """{article: carried_as} of the complete citation rows; half-filled ones do not count yet."""
    rows.is_valid()
    filled = [row.cleaned_data for row in rows.forms if not row.cleaned_data.get("DELETE")]
    return {row["article"]: row["carried_as"] for row in filled if row.get("article") and row.get("carried_as")}


class Undone(Exception):
    """Ends the trial, so that its writes are rolled back."""


def positions_with(statement, citations, bodies, day):
    positions = []
    with suppress(Undone), fresh_once():
        fill_slug(statement)
        statement.save()
        statement.citations.all().delete()
        for article, carried_as in citations.items():
            statement.citations.create(article=article, carried_as=carried_as)
        positions = [position_of(body, day) for body in bodies]
        raise Undone
    return positions


def position_of(body, day):
    return derive_position(list(Statement.objects.published().filter(jurisdiction=body).with_sources()), day)
