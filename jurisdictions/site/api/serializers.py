"""The shape of each answer, for the schema only: the rows themselves are plain dicts (site/rows.py).

A test holds the two together, key by key.
"""

from rest_framework import serializers as s

from jurisdictions.models import vocabulary as words
from jurisdictions.models.correction import SUBJECTS

STATES = [*words.STATES]


def optional_day(text):
    return s.DateField(allow_null=True, help_text=text)


def precision(text, **options):
    return s.ChoiceField(words.Precision.choices, help_text=text, **options)


class Linked(s.Serializer):
    slug = s.CharField(help_text="Permanent name in addresses.")
    url = s.URLField(help_text="Its page.")
    api_url = s.URLField(help_text="Its own address in this API.")


class BodyNamed(Linked):
    name = s.CharField()
    agency_type = s.ChoiceField(words.AgencyType.choices)
    city = s.CharField(help_text="Empty where the body is not of one city.")
    county = s.CharField(help_text="Empty where it is not of one county.")
    state = s.ChoiceField(STATES, help_text="Postal code.")


class Position(s.Serializer):
    """Derived from the body's own statements; a body never takes over another's. Quote it with `recorded_on`."""

    stance = s.ChoiceField(words.Stance.choices)
    label = s.CharField(help_text="The stance in words.")
    since = s.DateField(help_text="First statement of the unbroken run of this stance.")
    since_precision = precision("How exact `since` is.")
    recorded_on = s.DateField(help_text="Day of the statement the position rests on.")
    recorded_precision = precision("How exact `recorded_on` is.")
    form = s.ChoiceField(words.Form.choices)
    statement = s.CharField(help_text="Slug of that statement.")


class JurisdictionRow(BodyNamed):
    population = s.IntegerField(allow_null=True)
    latitude = s.FloatField(allow_null=True)
    longitude = s.FloatField(allow_null=True)
    website = s.CharField(help_text="Empty when not known.")
    position = Position(allow_null=True, help_text="Null: no position on record.")
    corrected_on = optional_day(
        "Day of our newest correction of the body or of what its position rests on; null where there is none."
    )
    disputed_on = optional_day(
        "Day of the newest accepted reply that disputes the entry or a statement of the body; null: none. Of today,"
        " whatever day was asked."
    )


class Named(Linked):
    name = s.CharField()


class SourceNamed(Linked):
    publisher = s.CharField()
    title = s.CharField()
    article_url = s.CharField(help_text="Address of the document itself, as found; it remains its publisher's.")
    published_on = optional_day("First day of the month or year where only that is known.")
    date_precision = precision("How exact `published_on` is; empty without a date.", allow_blank=True)
    kind = s.ChoiceField(words.SourceKind.choices)


class SourceCited(SourceNamed):
    carried_as = s.ChoiceField(words.Carriage.choices)
    locator = s.CharField(help_text="Place in the text.")
    note = s.CharField(help_text="Variant wording, misprinted names.")


class SourceRow(SourceNamed):
    author = s.CharField()
    accessed_on = optional_day("Day we read it.")
    archived_url = s.CharField(help_text="Empty without an archived copy.")
    archived_on = optional_day("Day of the archived copy.")
    derived_from = s.CharField(allow_null=True, help_text="Slug of the source it rewrites or repeats.")
    derived_from_note = s.CharField()
    reliability_note = s.CharField()


class OfficialRow(Named):
    title = s.CharField()
    jurisdiction = BodyNamed()
    party = s.CharField(help_text="Only as a source states it; otherwise empty.")
    term_start_on = optional_day("Null when not known.")
    term_end_on = optional_day("Null when not known.")
    name_variants = s.ListField(child=s.CharField(), help_text="Names as printed.")


class StatementRow(Linked):
    jurisdiction = BodyNamed(help_text="The body that speaks.")
    official = Named(allow_null=True, help_text="Null where the body speaks without a person.")
    speaker_title = s.CharField(help_text="The title the speaker held then.")
    capacity = s.ChoiceField(words.Capacity.choices)
    stated_on = s.DateField(help_text="First day of the month or year where only that is known.")
    date_precision = precision("How exact `stated_on` is.")
    date_note = s.CharField(help_text="How the date is known.")
    form = s.ChoiceField(words.Form.choices)
    is_act = s.BooleanField(help_text="A formal act, as an ordinance, rather than words.")
    stance = s.ChoiceField(words.Stance.choices)
    themes = s.ListField(child=s.ChoiceField(words.Theme.choices))
    condition = s.CharField()
    quote = s.CharField(help_text="Verbatim words, or empty.")
    summary = s.CharField(help_text="One sentence in the directory's own words.")
    public_note = s.CharField()
    disputed_on = optional_day(
        "Day of the newest accepted reply that disputes the statement; null: none. Of today, whatever day was asked."
    )
    sources = SourceCited(many=True)
    corrected_on = optional_day("Day of our newest correction of it; null where there is none.")


class JurisdictionParent(JurisdictionRow):
    relation = s.ChoiceField(words.Relation.choices)


class IdentifierRow(s.Serializer):
    scheme = s.ChoiceField(words.Scheme.choices)
    value = s.CharField()


class AsOf(s.Serializer):
    as_of = optional_day("The day asked for; null: today.")


class Corrected(Linked):
    kind = s.ChoiceField(SUBJECTS)


class CorrectionRow(s.Serializer):
    """We had something wrong. A position that a body itself changed is no correction."""

    slug = s.CharField(help_text="Permanent name.")
    url = s.URLField(help_text="Its place on the page of all corrections.")
    about = Corrected(help_text="What was wrong.")
    field = s.CharField(help_text="The corrected field, as the data dictionary names it.")
    label = s.CharField(help_text="The same in words.")
    was = s.CharField(help_text="In the words readers saw; empty where nothing stood there.")
    now = s.CharField(help_text="In the words readers see since; empty where nothing stands there.")
    why = s.CharField()
    corrected_on = s.DateField()


class WithCorrections(s.Serializer):
    corrections = CorrectionRow(many=True, help_text="All of ours, newest first, whatever day was asked for.")


class JurisdictionDetail(AsOf, WithCorrections, JurisdictionRow):
    aliases = s.ListField(child=s.CharField())
    identifiers = IdentifierRow(many=True)
    exists_from = optional_day("Null when not known.")
    exists_until = optional_day("Null while it exists.")
    statements = StatementRow(many=True)
    statements_applied = StatementRow(many=True, help_text="Of other bodies, applying to this one.")
    officials = OfficialRow(many=True)
    parents = JurisdictionParent(many=True)
    children = JurisdictionRow(many=True)
    sources = SourceRow(many=True)


class StatementDetail(AsOf, WithCorrections, StatementRow):
    is_firm = s.BooleanField(help_text="False: known only from a group list or a rewrite.")
    is_position = s.BooleanField(help_text="Whether the position of its body rests on it.")
    is_later_than_as_of = s.BooleanField(help_text="Whether it was made after the day asked for.")
    position = Position(allow_null=True, help_text="Of its body.")
    applies_to = BodyNamed(many=True)


class OfficialDetail(AsOf, WithCorrections, OfficialRow):
    statements = StatementRow(many=True)


class SourceDetail(AsOf, WithCorrections, SourceRow):
    statements = StatementRow(many=True)
    derivatives = SourceNamed(many=True)


class FacetChoice(s.Serializer):
    value = s.CharField()
    label = s.CharField()
    count = s.IntegerField(help_text="Rows with this value, whatever else of the same facet is asked for.")


class PageOfRows(AsOf):
    count = s.IntegerField(help_text="Rows on all pages together.")
    next = s.URLField(allow_null=True)
    previous = s.URLField(allow_null=True)


class DirectoryPage(PageOfRows):
    respelt_q = s.CharField(
        allow_null=True, help_text="What was searched for where a word of `q` occurs nowhere as typed; otherwise null."
    )
    facets = s.DictField(child=FacetChoice(many=True), required=False, help_text="Only with facets=true.")


class JurisdictionList(DirectoryPage):
    results = JurisdictionRow(many=True)


class StatementList(DirectoryPage):
    results = StatementRow(many=True)


class OfficialList(DirectoryPage):
    results = OfficialRow(many=True)


class SourceList(DirectoryPage):
    results = SourceRow(many=True)


class RedirectRow(s.Serializer):
    kind = s.ChoiceField(words.AddressKind.choices)
    slug = s.CharField(help_text="The retired name.")
    to_slug = s.CharField(help_text="The present name of the row it leads to.")
    from_url = s.URLField(help_text="The retired address: it answers 301.")
    to_url = s.URLField(help_text="Where it leads, in one step.")
    reason = s.ChoiceField(words.AddressReason.choices)
    retired_on = s.DateField()


class RedirectList(PageOfRows):
    results = RedirectRow(many=True)
