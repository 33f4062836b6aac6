"""The words of the directory. Values are stable slugs; labels may be translated."""

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
    PUBLISHED = "published", _("Published")
    RETRACTED = "retracted", _("Retracted")


EVER_PUBLIC = (Status.PUBLISHED, Status.RETRACTED)


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


class Carriage(TextChoices):
    DIRECT_QUOTE = "direct_quote", _("Direct quote")
    PARAPHRASE = "paraphrase", _("Paraphrase")
    GROUP_LISTING = "group_listing", _("Named in a group list")


class Relation(TextChoices):
    ADMINISTRATIVE = "administrative", _("Administrative")
    TERRITORIAL = "territorial", _("Territorial")


class Scheme(TextChoices):
    GEOID = "geoid", _("Census GEOID")
    OCD = "ocd", _("OCD division id")
    LEAID = "leaid", _("NCES LEAID")


STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts",
    "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana",
    "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
    "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma",
    "OR": "Oregon", "PA": "Pennsylvania", "PR": "Puerto Rico", "RI": "Rhode Island", "SC": "South Carolina",
    "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
