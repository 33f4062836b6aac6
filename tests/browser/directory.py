"""The directory that the browser tests read, and the address of one page of every type in it."""

import datetime

from jurisdictions.models import Alias, Official, ParentTie
from jurisdictions.staff.corrections import correct
from tests.factories import a_body, a_place, a_statement, a_territory, an_article

DAY = datetime.date
PAGES = {
    "home": "/",
    "home on an earlier day": "/?as_of=2020-01-01",
    "jurisdictions": "/jurisdictions/",
    "jurisdictions, filtered": "/jurisdictions/?q=city&state=NE&state=TX&stance=declines&sort=name&page=2",
    "jurisdictions, none found": "/jurisdictions/?state=NE&city=Omaha&agency_type=sheriff&as_of=2019-01-01",
    "jurisdictions, wrongly asked": "/jurisdictions/?state=Nebraska&as_of=soon&page=99",
    "statements": "/statements/",
    "statements, filtered": "/statements/?form=policy&theme=policing&until=2030-01-01",
    "officials": "/officials/",
    "officials, none found": "/officials/?q=nobody",
    "sources": "/sources/",
    "sources, none found": "/sources/?q=nothing",
    "a jurisdiction": "/jurisdictions/omaha-ne/",
    "a jurisdiction without a position": "/jurisdictions/omaha-police-ne/",
    "a jurisdiction on an earlier day": "/jurisdictions/omaha-ne/?as_of=2020-01-01",
    "a statement": "/statements/omaha-ne-2025/",
    "a statement of one member": "/statements/omaha-ne-2022/",
    "a retracted statement": "/statements/omaha-ne-2023/",
    "an official": "/officials/jean-doe-ne/",
    "a source": "/sources/a-paper-2025/",
    "the API": "/api/v1/docs/",
    "places": "/places/",
    "a state": "/places/ne/",
    "a state without bodies": "/places/wy/",
    "a place": "/places/ne/omaha/",
    "a place on an earlier day": "/places/ne/omaha/?as_of=2020-01-01",
    "a county": "/places/ne/douglas-county/",
    "a county on an earlier day": "/places/ne/douglas-county/?as_of=2020-01-01",
    "coverage": "/about/coverage/",
    "about": "/about/",
    "data": "/data/",
    "nothing to compare": "/compare/",
    "two side by side": "/compare/?j=omaha-ne&j=douglas-sheriff-ne",
    "side by side on an earlier day": "/compare/?as_of=2024-12-31&j=omaha-ne&j=omaha-police-ne&j=nobody-ne",
    "a choice of bodies to compare with": "/compare/?j=douglas-sheriff-ne&q=omaha",
    "the map": "/map/",
    "the map, filtered": "/map/?q=city&state=NE&state=TX&stance=declines&as_of=2024-12-31",
    "the map of a state": "/map/?state=NE",
    "the map, none found": "/map/?state=NE&city=Omaha&agency_type=sheriff&as_of=2019-01-01",
    "the map, wrongly asked": "/map/?state=Nebraska&as_of=soon",
    "changes": "/changes/",
    "corrections": "/corrections/",
    "method": "/about/method/",
    "nothing at this address": "/jurisdictions/omaha-polise-ne/",
}
UNLIKE_200 = {"a retracted statement": 410, "nothing at this address": 404}


def fill():
    """Omaha with a history, a police department, a state; then enough other bodies for three pages of a list."""
    omaha = a_body(slug="omaha-ne", name="City of Omaha", city="Omaha", county="Douglas County", population=486051,
                   website="https://omaha.example.org/a/rather/long/address/that/must/wrap")  # fmt: skip
    police = a_body(slug="omaha-police-ne", name="Omaha Police Department", agency_type="police", city="Omaha")
    Alias.objects.create(jurisdiction=omaha, name="Omaha")
    ParentTie.objects.create(child=police, parent=omaha, relation="administrative")
    a_history(omaha, police)
    a_ground(omaha, police)
    for n, stance in enumerate(["limits", "cooperates", "requires", "comments", "unclear"]):
        a_statement(a_body(name=f"State body {n}", agency_type="state", state="TX"), stance=stance)
    for n in range(60):
        city = a_body(name=f"City of Place {n}", city=f"Place {n}", state="NE" if n % 2 else "TX")
        a_statement(city, article=an_article(title=f"What place {n} said"), carried_as="group_listing",
                    stated_on=DAY(2019, 6, 1), date_precision="month")  # fmt: skip


def a_ground(omaha, police):
    county = a_place("Douglas County", kind="county", designation="County", geoid="31055")
    place = a_place(counties=[county], population=486051, geoid="3137000")
    place.zip_codes.create(code="68102")
    a_territory(omaha, place)
    a_territory(police, place)
    sheriff = a_body(slug="douglas-sheriff-ne", name="Douglas County Sheriff", agency_type="sheriff",
                     county="Douglas County")  # fmt: skip
    a_statement(a_territory(sheriff, county), stance="requires", stated_on=DAY(2019, 6, 1))


def a_history(omaha, police):
    jean = Official.objects.create(
        slug="jean-doe-ne", name="Jean Doe", title="Mayor", jurisdiction=omaha, party="Independent",
        term_start_on=DAY(2017, 1, 1), name_variants=["Jean Do"],
    )  # fmt: skip
    first = an_article(slug="a-paper-2017", published_on=DAY(2017, 5, 2), date_precision="day")
    paper = an_article(
        slug="a-paper-2025", title="The mayor of Omaha speaks", author="A Reporter",
        publisher="news.a-publisher-of-one-long-word.example.org",
        published_on=DAY(2025, 1, 21), date_precision="day", archived_url="https://archive.example.org/1",
        archived_on=DAY(2025, 2, 1), derived_from=first, derived_from_note="Takes over its first half.",
        reliability_note="It takes part in the debate.",
    )  # fmt: skip
    said = {"official": jean, "speaker_title": "Mayor", "carried_as": "direct_quote", "quote": "We will not take part."}
    a_statement(omaha, slug="omaha-ne-2017", stated_on=DAY(2017, 5, 1), stance="limits", article=first, **said)
    a_statement(omaha, slug="omaha-ne-2022", stated_on=DAY(2022, 1, 1), stance="cooperates", capacity="member")
    a_statement(omaha, slug="omaha-ne-2023", status="retracted", retraction_reason="It named the wrong city.")
    newest = a_statement(
        omaha, slug="omaha-ne-2025", stated_on=DAY(2025, 1, 20), form="policy", article=paper, themes=["policing"],
        condition="except with a judicial warrant", public_note="Published on the city's site.",
        date_note="Dated by the paper.", **said,
    )  # fmt: skip
    newest.applies_to.add(police)
    newest.citations.update(locator="paragraph 7", note="printed as Jean Do")
    words = {"summary": "The mayor was said to have ruled out every help."}, {"summary": newest.summary}
    correct(newest, *words, why="The transcript says less than the article.", by=None, on=DAY(2025, 3, 1))
