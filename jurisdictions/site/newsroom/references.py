"""What a citation says, whatever style or file format it is then written in."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from jurisdictions.models.dates import shown_date
from jurisdictions.models.vocabulary import SourceKind
from jurisdictions.site.newsroom.entries import SITE_NAME

WEB_PAGE, NEWS, REPORT = "webpage", "article-newspaper", "report"  # types of the Citation Style Language
TYPES = {SourceKind.NEWS_REPORT: NEWS, SourceKind.REWRITE: NEWS, SourceKind.GOVERNMENT_DOCUMENT: REPORT}


@dataclass(frozen=True)
class Reference:
    """`issued` comes with its precision; of an entry it is the day shown, and its title dates the statement."""

    key: str
    type: str
    title: str
    author: str
    container: str
    issued: tuple[date | None, str]
    accessed: date
    url: str
    note: str = ""
    abstract: str = ""


def reference_to(entry, absolute):
    """Reference to what the entry's page shows; `absolute` makes a full address of a path."""
    if entry.kind == "source":
        return of_source(entry, absolute)
    statement = entry.statement
    return Reference(
        key=entry.row.slug, type=WEB_PAGE, title=title_of(entry), author=SITE_NAME, container=SITE_NAME,
        issued=(entry.day, "day"), accessed=timezone.localdate(), url=absolute(entry.path),
        note=_("Directory entry as of %(day)s.") % {"day": shown_date(entry.day)},
        abstract=statement.summary if statement else "",
    )  # fmt: skip


def title_of(entry):
    """ "City of Omaha (City government, NE): Declines to assist, recorded Jan 20, 2025"."""
    statement = entry.statement
    if statement is None:
        return f"{entry.body}: {entry.label}"
    day = shown_date(statement.stated_on, statement.date_precision)
    if entry.kind == "statement":
        return f"{entry.body}, {statement.get_form_display().lower()}, {day}: {entry.label}"
    return _("%(body)s: %(label)s, recorded %(day)s") % {"body": entry.body, "label": entry.label, "day": day}


def of_source(entry, absolute):
    """A source is cited as what it is, its publisher's; the note says where we list it."""
    source = entry.row
    note = _("Listed by %(site)s: %(url)s") % {"site": SITE_NAME, "url": absolute(entry.path)}
    if source.archived_url:
        note += " " + _("Archived: %(url)s") % {"url": source.archived_url}
    return Reference(
        key=source.slug, type=TYPES.get(source.kind, WEB_PAGE), title=source.title, author=source.author,
        container=source.publisher, issued=(source.published_on, source.date_precision),
        accessed=source.accessed_on or timezone.localdate(), url=source.url, note=note,
    )  # fmt: skip
