"""One body, one statement, one person in office, one source, as of a day or today."""

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from jurisdictions.models import Correction, Jurisdiction, Official, SourceArticle, Statement
from jurisdictions.models import vocabulary as words
from jurisdictions.models.positions import is_firm
from jurisdictions.search.standing import with_statements
from jurisdictions.site import rows
from jurisdictions.site.api import parameters, serializers
from jurisdictions.site.api.reading import Gone, Reading
from jurisdictions.site.newsroom.redirects import ASK_AGAIN, present_slug
from jurisdictions.site.pages.around import newest_speaker_first
from jurisdictions.site.pages.details import corrected, resting_on


class Detail(Reading):
    """A subclass gives `found(day)`, where to look, and `row(one, day)`."""

    takes, errors = (parameters.AS_OF,), (301, 404)

    def get(self, request, slug):
        day = parameters.day_of(request.query_params)
        one = self.found(day).filter(slug=slug).first()
        if one is None and (present := present_slug(self.name, slug)):
            return self.moved_to(present)
        if one is None:
            raise NotFound(_("Nothing stands at this address."))
        return Response({"as_of": rows.iso(day), **self.row(one, day)})

    def moved_to(self, slug):
        """301 with the question kept: a retired name leads to the row it was given to."""
        asked = self.request.META.get("QUERY_STRING", "")
        address = self.links.api(self.name, slug) + (f"?{asked}" if asked else "")
        headers = {"Location": address, "Cache-Control": ASK_AGAIN}
        return Response({"detail": _("It has another name now.")}, status=301, headers=headers)

    def statement_rows(self, statements):
        return [rows.statement_row(statement, self.links) for statement in rows.marked_statements(statements)]

    def corrections(self, told):
        """All of these that are public, whatever day was asked for: what was wrong is shown right on every day."""
        shown = corrected(told) if told.exists() else []  # most rows have none, which is cheap to find out
        return {"corrections": [rows.correction_row(correction, self.links) for correction in shown]}


def said_by(day):
    """Published statements made by that day, or by today."""
    return Statement.objects.published_among().as_of(day or timezone.localdate()).for_cards().newest_first()


class JurisdictionDetail(Detail):
    """`statements_applied`: statements of other bodies that apply to this one."""

    name, summary = "jurisdiction", "One body with all that is on record about it"
    answer = serializers.JurisdictionDetail

    def found(self, day):
        return Jurisdiction.objects.as_of(day).prefetch_related("aliases", "identifiers")

    def row(self, body, day):
        own = list(said_by(day).filter(jurisdiction=body))
        said = [*own, *said_by(day).filter(applies_to=body).exclude(jurisdiction=body)]
        told = self.statement_rows(said)
        officials = newest_speaker_first(Official.objects.published().for_cards().filter(jurisdiction=body), day)
        sources = resting_on(said)
        prefetch_related_objects(sources, "derived_from")
        return {
            **self.with_relatives(body, day),
            "aliases": [alias.name for alias in body.aliases.all()],
            "identifiers": [{"scheme": one.scheme, "value": one.value} for one in body.identifiers.all()],
            "exists_from": rows.iso(body.exists_from),
            "exists_until": rows.iso(body.exists_until),
            "statements": told[: len(own)],
            "statements_applied": told[len(own) :],
            "officials": [rows.official_row(official, self.links) for official in officials],
            "sources": [rows.source_row(article, self.links) for article in sources],
            **self.corrections(Correction.objects.bearing_on(body)),
        }

    def with_relatives(self, body, day):
        """The row of the body with those above and below it; each has its own position, none has another's."""
        relations = dict(body.parent_ties.values_list("parent", "relation"))
        bodies = Jurisdiction.objects.as_of(day).order_by("name", "slug")
        parents, children = bodies.filter(pk__in=relations), bodies.filter(parent_ties__parent=body)
        parents, children = list(parents), list(children)
        rows.marked_bodies(with_statements([body, *parents, *children]))
        return {
            **rows.jurisdiction_row(body, self.links),
            "parents": [
                {"relation": relations[parent.pk], **rows.jurisdiction_row(parent, self.links)} for parent in parents
            ],
            "children": [rows.jurisdiction_row(child, self.links) for child in children],
        }


class StatementDetail(Detail):
    """`position` is that of its body; a retracted statement is answered with 410 and the reason."""

    name, summary = "statement", "One statement with the position of its body"
    answer, errors = serializers.StatementDetail, (301, 404, 410)

    def found(self, day):
        return Statement.objects.ever_public().for_cards().prefetch_related("applies_to")

    def row(self, statement, day):
        if statement.status == words.Status.RETRACTED:
            raise Gone({"detail": _("This statement was retracted."), "reason": statement.retraction_reason,
                        "slug": statement.slug, **self.links.both("statement", statement.slug)})  # fmt: skip
        (row,) = self.statement_rows([statement])
        (body,) = with_statements(Jurisdiction.objects.as_of(day).filter(pk=statement.jurisdiction_id))
        return {
            **row,
            "is_firm": is_firm(statement),
            "is_position": body.statement_id == statement.pk,
            "is_later_than_as_of": bool(day and statement.stated_on > day),
            "position": rows.position_row(body),
            "applies_to": [rows.body_named(other, self.links) for other in statement.applies_to.all()],
            **self.corrections(Correction.objects.about(statement)),
        }


class OfficialDetail(Detail):
    name, summary = "official", "One person in office with the statements made in it"
    answer = serializers.OfficialDetail

    def found(self, day):
        return Official.objects.published().for_cards()

    def row(self, official, day):
        said = said_by(day).filter(official=official)
        return {
            **rows.official_row(official, self.links),
            "statements": self.statement_rows(said),
            **self.corrections(Correction.objects.about(official)),
        }


class SourceDetail(Detail):
    """`derivatives`: other sources that rewrite or repeat this one."""

    name, summary = "source", "One document with the statements that rest on it"
    answer = serializers.SourceDetail

    def found(self, day):
        return SourceArticle.objects.published().select_related("derived_from")

    def row(self, article, day):
        derivatives = SourceArticle.objects.published().newest_first().filter(derived_from=article)
        return {
            **rows.source_row(article, self.links),
            "statements": self.statement_rows(said_by(day).filter(citations__article=article)),
            "derivatives": [rows.source_named(other, self.links) for other in derivatives],
            **self.corrections(Correction.objects.about(article)),
        }
