"""Citations as text: a sentence for a news story, APA (7th edition), Chicago (17th, bibliography)."""

from django.utils.translation import gettext as _

from jurisdictions.models.dates import worded
from jurisdictions.models.positions import is_firm
from jurisdictions.models.vocabulary import Capacity, Form
from jurisdictions.site.newsroom.entries import SITE_NAME

LONG = {"day": "F j, Y", "month": "F Y", "year": "Y"}
YEAR_FIRST = {"day": "Y, F j", "month": "Y, F", "year": "Y"}
WITHOUT_ARTICLE = (Form.TESTIMONY, Form.NO_RESPONSE)


def written(day, precision="day", formats=LONG):
    return worded(day, formats[precision or "day"]) if day else _("n.d.")


def ended(text):
    """With a full stop, unless it ends a sentence already."""
    return text if text.endswith((".", "?", "!", ".”", "?”", "!”")) else f"{text}."


def as_apa(reference):
    day = written(*reference.issued, formats=YEAR_FIRST)
    site = "" if reference.author == reference.container else f" {ended(reference.container)}"
    seen = _("Retrieved %(day)s, from %(url)s") % {"day": written(reference.accessed), "url": reference.url}
    title = ended(reference.title)
    head = f"{ended(reference.author)} ({day}). {title}" if reference.author else f"{title} ({day})."
    return f"{head}{site} {seen}"


def as_chicago(reference):
    by, day = reference.author or reference.container, written(*reference.issued)
    where = day if by == reference.container else f"{reference.container}, {day}"
    seen = _("Accessed %(day)s.") % {"day": written(reference.accessed)}
    return f"{ended(by)} “{ended(reference.title)}” {ended(where)} {seen} {ended(reference.url)}"


def as_sentence(entry, reference):
    """Ready for a story: whose position, since when, how it is known, and whatever limits it."""
    if entry.kind == "source":
        return f"“{reference.title},” {source_name(entry.row)}: {reference.url}"
    said = of_statement(entry) if entry.kind == "statement" else of_position(entry)
    return " ".join([*said, *limits(entry), reference.url])


def named(body):
    """ "City of Omaha (city government, Nebraska)": a name alone may belong to another state's body too."""
    return f"{body.name} ({body.get_agency_type_display().lower()}, {body.get_state_display()})"


def of_position(entry):
    values = {"day": written(entry.day), "body": named(entry.body), "site": SITE_NAME}
    statement = entry.statement
    if statement is None:
        return [_("As of %(day)s, the directory %(site)s has no position on record for %(body)s, which says nothing"
                  " about where it stands.") % values]  # fmt: skip
    values |= {"label": entry.label, "recorded": written(statement.stated_on, statement.date_precision)}
    return [_("As of %(day)s, the newest position on record for %(body)s in the directory %(site)s is “%(label)s,”"
              " recorded %(recorded)s.") % values]  # fmt: skip


def of_statement(entry):
    statement = entry.statement
    form = statement.get_form_display().lower()
    if statement.form not in WITHOUT_ARTICLE:
        form = f"an {form}" if form[0] in "aeiou" else f"a {form}"
    values = {"form": form, "body": named(entry.body), "site": SITE_NAME, "label": entry.label,
              "day": written(statement.stated_on, statement.date_precision)}  # fmt: skip
    first = _("The directory %(site)s records %(form)s of %(body)s, dated %(day)s, as “%(label)s.”") % values
    return [first, *words_of(statement)]


def words_of(statement):
    """Whose words, verbatim; without a quote the directory's own sentence, marked as such."""
    who = statement.official.name if statement.official else ""
    who = ", ".join(filter(None, [who, statement.speaker_title and f"{statement.speaker_title} at the time"]))
    if statement.capacity == Capacity.MEMBER:
        who = _("%(who)s, as one member and not for the body") % {"who": who or _("A member")}
    if statement.quote:
        return [f"{who or statement.jurisdiction.name}: “{ended(statement.quote)}”"]
    return [*([ended(who)] if who else []), _("In the directory’s words: %(summary)s") % {"summary": statement.summary}]


def limits(entry):
    statement = entry.statement
    if statement is None:
        return []
    return [
        *([ended(_("Condition: %(text)s") % {"text": statement.condition})] if statement.condition else []),
        *([] if is_firm(statement) else [_("It is known only at second hand.")]),
        *([_("Another stance is on record for the same time.")] if entry.rivals else []),
        _("Source: %(names)s.") % {"names": "; ".join(source_name(c.article) for c in entry.citations)},
    ]


def source_name(article):
    day = written(article.published_on, article.date_precision) if article.published_on else _("undated")
    return f"{article.publisher}, {day}"
