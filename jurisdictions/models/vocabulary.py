"""The words of the directory. Values are stable slugs; labels may be translated."""

import csv
from pathlib import Path

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AgencyType(TextChoices):
    CITY = "city", _("City government")
    COUNTY = "county", _("County government")
    STATE = "state", _("State government")
    POLICE = "police", _("Police department")
    SHERIFF = "sheriff", _("Sheriff's office")
    SCHOOL_DISTRICT = "school_district", _("School district")
    PROSECUTOR = "prosecutor", _("Prosecutor")
    AGENCY = "agency", _("Other agency")


class Stance(TextChoices):
    DECLINES = "declines", _("Declines to assist")
    LIMITS = "limits", _("Limits cooperation")
    COOPERATES = "cooperates", _("Cooperates")
    REQUIRES = "requires", _("Requires cooperation")
    COMMENTS = "comments", _("Comments, states no rule")
    UNCLEAR = "unclear", _("No clear position")


STANCE_MEANINGS = {
    Stance.DECLINES: _("Its own people will not take part in civil immigration enforcement; no exception is stated."),
    Stance.LIMITS: _("Takes part, or lets information or access through, only in stated cases; or a rule restricts"
                     " resources, data, detainers or access."),
    Stance.COOPERATES: _("Says it will take part or help, has signed to do so, or refuses limits on it."),
    Stance.REQUIRES: _("Directs other bodies to take part."),
    Stance.COMMENTS: _("Objects, reassures, promises services or a lawsuit, or says the role is federal, without"
                       " saying what it will itself do."),
    Stance.UNCLEAR: _("Contradictory, declined to say, or did not answer."),
}  # fmt: skip
NO_POSITION = "none"
NO_POSITION_LABEL = _("No position on record")
POSITION_CHOICES = [*Stance.choices, (NO_POSITION, NO_POSITION_LABEL)]
RULE_STANCES = frozenset({Stance.DECLINES, Stance.LIMITS, Stance.COOPERATES, Stance.REQUIRES})


class Form(TextChoices):
    STATEMENT = "statement", _("Statement")
    INTERVIEW = "interview", _("Interview")
    POLICY = "policy", _("Policy")
    DIRECTIVE = "directive", _("Directive")
    EXECUTIVE_ORDER = "executive_order", _("Executive order")
    ORDINANCE = "ordinance", _("Ordinance")
    RESOLUTION = "resolution", _("Resolution")
    LAW = "law", _("Law")
    AGREEMENT = "agreement", _("Agreement")
    LAWSUIT = "lawsuit", _("Lawsuit")
    COURT_ORDER = "court_order", _("Court order")
    TESTIMONY = "testimony", _("Testimony")
    EDITORIAL = "editorial", _("Editorial")
    NO_RESPONSE = "no_response", _("No response")


ACTS = frozenset(
    {
        Form.POLICY,
        Form.DIRECTIVE,
        Form.EXECUTIVE_ORDER,
        Form.ORDINANCE,
        Form.RESOLUTION,
        Form.LAW,
        Form.AGREEMENT,
        Form.COURT_ORDER,
    }
)


class Theme(TextChoices):
    POLICING = "policing", _("Policing")
    RAIDS = "raids", _("Raids")
    STATUS_CHECKS = "status_checks", _("Status checks")
    DETAINERS = "detainers", _("Detainers")
    DATA_SHARING = "data_sharing", _("Data sharing")
    JAIL_ACCESS = "jail_access", _("Jail access")
    SCHOOLS = "schools", _("Schools")
    COURTS = "courts", _("Courts")
    SERVICES = "services", _("Services")
    LEGAL_AID = "legal_aid", _("Legal aid")
    LITIGATION = "litigation", _("Litigation")
    AGREEMENTS_287G = "287g", _("287(g)")
    FUNDING = "funding", _("Funding")
    TROOPS = "troops", _("Troops")
    REASSURANCE = "reassurance", _("Reassurance")
    OBJECTION = "objection", _("Objection")
    FEDERAL_ROLE = "federal_role", _("Federal role")
    COMMUNITY_TRUST = "community_trust", _("Community trust")


class Precision(TextChoices):
    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    YEAR = "year", _("Year")


class Status(TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    RETRACTED = "retracted", _("Retracted")


EVER_PUBLIC = (Status.PUBLISHED, Status.RETRACTED)


class Outcome(TextChoices):
    WAITING = "waiting", _("Waiting")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Capacity(TextChoices):
    BODY = "body", _("For the body")
    MEMBER = "member", _("As one member of it")


class Confidence(TextChoices):
    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


class SourceKind(TextChoices):
    NEWS_REPORT = "news_report", _("News report")
    PRESS_RELEASE = "press_release", _("Press release")
    GOVERNMENT_DOCUMENT = "government_document", _("Government document")
    REWRITE = "rewrite", _("Rewrite of another report")
    ADVOCACY = "advocacy", _("Advocacy publication")


class LinkStatus(TextChoices):
    """What an address answered when it was last asked."""

    WORKS = "works", _("Works")
    MOVED = "moved", _("Works, at another address")
    GONE = "gone", _("Gone")
    REFUSED = "refused", _("Refuses programs")
    BUSY = "busy", _("Busy")
    FAILS = "fails", _("Fails")
    UNREACHABLE = "unreachable", _("Cannot be reached")
    NOT_ASKED = "not_asked", _("Not asked")


DEAD_LINKS = (LinkStatus.GONE, LinkStatus.UNREACHABLE)


class ReportKind(TextChoices):
    ERROR = "error", _("An error")
    REPLY = "reply", _("A reply from the body or person concerned")


class ReportStatus(TextChoices):
    NEW = "new", _("New")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class Carriage(TextChoices):
    DIRECT_QUOTE = "direct_quote", _("Direct quote")
    PARAPHRASE = "paraphrase", _("Paraphrase")
    GROUP_LISTING = "group_listing", _("Named in a group list")


class Relation(TextChoices):
    ADMINISTRATIVE = "administrative", _("Administrative")
    TERRITORIAL = "territorial", _("Territorial")


class PlaceKind(TextChoices):
    COUNTY = "county", _("County")
    PLACE = "place", _("Place")


class FindableKind(TextChoices):
    BODY = "body", _("Body")
    PLACE = "place", _("Place")
    PERSON = "person", _("Person")


class AddressKind(TextChoices):
    JURISDICTION = "jurisdiction", _("Jurisdiction")
    STATEMENT = "statement", _("Statement")
    OFFICIAL = "official", _("Official")
    SOURCE = "source", _("Source")


class AddressReason(TextChoices):
    RENAMED = "renamed", _("Renamed")
    MERGED = "merged", _("Merged with another entry")


class Scheme(TextChoices):
    GEOID = "geoid", _("Census GEOID")
    OCD = "ocd", _("OCD division id")
    LEAID = "leaid", _("NCES LEAID")


def read_states():
    """[{code, name, tile_row, tile_column}] of the states, D.C. and Puerto Rico, in alphabetical order."""
    with open(Path(__file__).with_name("states.csv"), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


STATE_ROWS = read_states()
STATES = {row["code"]: row["name"] for row in STATE_ROWS}
