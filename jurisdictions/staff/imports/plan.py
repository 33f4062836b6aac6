"""From an upload to a plan that can be looked at, and from the plan into the record: everything or nothing."""

import hashlib
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jurisdictions.curation.comparing import compare
from jurisdictions.curation.loader import load
from jurisdictions.curation.problems import problems_of
from jurisdictions.curation.reader import Row
from jurisdictions.curation.rows import NAMES
from jurisdictions.models import Citation, Jurisdiction, Official, SourceArticle, Statement, Upload
from jurisdictions.models.freshness import fresh_once
from jurisdictions.models.positions import rebuild_positions
from jurisdictions.models.versions import because
from jurisdictions.models.vocabulary import Status
from jurisdictions.staff.affected import pages_showing

from .rights import refusals
from .tables import Table, bodies_named

MOST_FORETOLD = 1000  # statements; foretelling writes and undoes them, which must not hold up the others at the desk
NAMED = (Jurisdiction, Official, SourceArticle, Statement)


@dataclass
class Line:
    """What one place of the file means: its problems, or what it adds and changes."""

    place: str
    problems: list = field(default_factory=list)
    match: object = None
    comparisons: list = field(default_factory=list)

    @property
    def verdict(self):
        """ "!" a problem, "~" changes, "+" adds, "=" all the same."""
        found = {one.verdict for one in self.comparisons}
        return "!" if self.problems else next((sign for sign in "~+" if sign in found), "=")


@dataclass
class Plan:
    lines: list
    rows: list
    notes: list = field(default_factory=list)

    @property
    def counts(self):
        return Counter(line.verdict for line in self.lines)

    @property
    def has_problems(self):
        return any(line.problems for line in self.lines)

    @property
    def signature(self):
        """What the desk looked at: if the record moves meanwhile, the plan is another one."""
        told = [
            (line.place, line.problems, [(c.row.key, c.verdict, c.changes) for c in line.comparisons])
            for line in self.lines
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def plan_of(upload):
    """What this upload would do now, for its user."""
    content = upload.content
    table, rows, problems = Table(upload.choices), [], [tuple(one) for one in content["problems"]]
    for place, model, fields in content["entries"]:
        if model is None:
            table.take(place, fields)
        elif model in NAMES:
            rows.append(Row(NAMES[model], fields, place))
        else:
            problems.append((place, f"unknown model “{model}”"))
    rows += table.rows
    problems += table.problems + [tuple(one.split(": ", 1)) for one in problems_of(rows)]
    broken = {place for place, _text in problems}
    comparisons = compare([row for row in rows if row.place not in broken])
    problems += refusals(comparisons, upload.user)
    places = [entry[0] for entry in content["entries"]]
    return Plan(lines_of(places, problems, comparisons, table.matches), rows, content["notes"])


def lines_of(places, problems, comparisons, matches):
    lines = {place: Line(place, match=matches.get(place)) for place in places}
    for place, text in problems:
        lines.setdefault(place, Line(place)).problems.append(text)
    for one in comparisons:
        lines[one.row.place].comparisons.append(one)
    return list(lines.values())


@dataclass(frozen=True)
class Impact:
    """What readers would see once every draft is published: `moves` are (body, position now, position then) of bodies
    whose position would move, `pages` are Groups of pages, lists and feeds.
    """

    moves: list
    pages: list


class Undone(Exception):
    """Ends a trial, so that its writes are rolled back."""


def impact_of(plan):
    """The Impact of publishing all drafts of this plan; None where there are too many to try it."""
    drafts = [row.fields["slug"] for row in plan.rows if row.model is Statement]
    if plan.has_problems or len(drafts) > MOST_FORETOLD:
        return None
    slugs = bodies_named(plan.rows)
    before = positions(slugs)
    after, shown = {}, ()
    with suppress(Undone), fresh_once():
        load(plan.rows, overwrite=True, by_desk=True)
        cited = Citation.objects.filter(statement__slug__in=drafts).values("statement")
        waiting = Statement.objects.filter(slug__in=drafts, pk__in=cited, status=Status.DRAFT)
        shown = shown_with(waiting)
        waiting.update(status=Status.PUBLISHED)
        after = rebuilt(slugs)
        raise Undone
    bodies = {body.slug: body for body in Jurisdiction.objects.filter(slug__in=slugs)}
    moves = [
        (bodies.get(slug, slug), before.get(slug), after[slug])
        for slug in sorted(after)
        if before.get(slug) != after[slug]
    ]
    return Impact(moves, pages_showing(*shown) if shown and shown[0] else [])


def shown_with(waiting):
    """(statements, bodies, bodies they apply to, people, sources), each once: what `pages_showing` asks for."""
    said = list(waiting.select_related("jurisdiction", "official").prefetch_related("applies_to", "sources"))
    bodies = dict.fromkeys(statement.jurisdiction for statement in said)
    applied = dict.fromkeys(body for statement in said for body in statement.applies_to.all())
    people = dict.fromkeys(statement.official for statement in said if statement.official)
    sources = dict.fromkeys(article for statement in said for article in statement.sources.all())
    return said, list(bodies), list(applied), list(people), list(sources)


def positions(slugs):
    rows = Jurisdiction.objects.filter(slug__in=slugs)
    return {body.slug: (body.get_position_stance_display(), body.position_recorded_on) for body in rows}


def rebuilt(slugs):
    rebuild_positions(set(Jurisdiction.objects.filter(slug__in=slugs).values_list("pk", flat=True)))
    return positions(slugs)


@transaction.atomic
def carry_out(upload, signature):
    """Counts of what was added and changed. ValidationError where it has problems or is not the plan looked at."""
    held = Upload.objects.select_for_update().get(pk=upload.pk)
    if held.loaded_at:
        raise ValidationError(_("This file was loaded already."))
    plan = plan_of(held)
    if plan.has_problems:
        raise ValidationError(_("Nothing was loaded: mend the rows named below and upload the file again."))
    if plan.signature != signature:
        raise ValidationError(_("Nothing was loaded: the record has changed since you looked. Look again."))
    moving = [one for line in plan.lines for one in line.comparisons if one.verdict != "="]
    with because(_("Imported from %s.") % held.name):
        outcome = load(plan.rows, overwrite=True, by_desk=True)
    write_down(moving, held)
    held.loaded_at = timezone.now()
    held.save(update_fields=["loaded_at"])
    return outcome.counts


def write_down(comparisons, upload):
    """A line in the history of each row that has a page at the desk."""
    grouped = defaultdict(dict)
    for one in comparisons:
        if one.row.model in NAMED:
            grouped[one.row.model][one.row.key] = ADDITION if one.verdict == "+" else CHANGE
    message = _("Imported from %s.") % upload.name
    for model, flags in grouped.items():
        content_type = ContentType.objects.get_for_model(model)
        rows = model.objects.select_related(*(["jurisdiction"] if model in (Statement, Official) else []))
        LogEntry.objects.bulk_create(
            LogEntry(user=upload.user, content_type=content_type, object_id=str(row.pk), object_repr=str(row)[:200],
                     action_flag=flags[row.slug], change_message=message)
            for row in rows.in_bulk(flags, field_name="slug").values()
        )  # fmt: skip
