"""What readers, machines and other sites meet after two entries were made one."""

import json

import pytest
from django.core.management import call_command
from django.http import QueryDict

from jurisdictions.models.address_history import short_code
from jurisdictions.search import query as ask
from jurisdictions.search.index import store
from jurisdictions.staff.merges.verbs import merge, undo_merge
from tests.factories import a_body, a_place, a_reviewer, a_statement, a_territory, an_official

pytestmark = pytest.mark.django_db


def two_bodies():
    kept, duplicate = a_body(slug="city-of-omaha-ne", name="City of Omaha"), a_body(slug="omaha-ne", name="Omaha")
    a_statement(kept, stance="declines", stated_on="2024-01-01")
    a_statement(duplicate, stance="limits", stated_on="2025-01-01")
    return duplicate, kept


def two_people():
    body = a_body()
    kept, duplicate = an_official(body, slug="jean-doe-ne"), an_official(body, slug="j-doe-ne")
    for person in (kept, duplicate):
        a_statement(body, official=person, speaker_title="Mayor")
    return duplicate, kept


def merged(two):
    return merge(two[0], into=two[1], by=a_reviewer(), reason="Entered twice.")


def led(client, address):
    answer = client.get(address)
    return answer.status_code, answer.get("Location", "").removeprefix("http://testserver")


@pytest.mark.parametrize(("letter", "kind", "two"), [("j", "jurisdiction", two_bodies), ("o", "official", two_people)])
def test_every_address_of_the_one_that_went_leads_on(client, letter, kind, two):
    duplicate, kept = two()
    done = merged((duplicate, kept))
    page = kept.get_absolute_url()
    assert led(client, f"{duplicate.get_absolute_url()}?as_of=2025-06-01") == (301, f"{page}?as_of=2025-06-01")
    assert led(client, f"/{letter}/{short_code(kind, duplicate.slug)}/") == (301, page)
    assert led(client, f"/api/v1/{kind}s/{duplicate.slug}/") == (301, f"/api/v1/{kind}s/{kept.slug}/")
    (told,) = client.get("/api/v1/redirects/").json()["results"]
    assert (told["slug"], told["to_slug"], told["reason"]) == (duplicate.slug, kept.slug, "merged")
    undo_merge(done, by=a_reviewer())
    assert client.get(duplicate.get_absolute_url()).status_code == 200
    assert client.get("/api/v1/redirects/").json()["count"] == 0


@pytest.mark.parametrize("address", ["/jurisdictions/{}/", "/embed/jurisdictions/{}/", "/api/v1/jurisdictions/{}/"])
def test_no_browser_keeps_where_the_one_that_went_leads_because_a_merge_can_be_undone(client, address):
    duplicate, kept = two_bodies()
    merged((duplicate, kept))
    answer = client.get(address.format(duplicate.slug))
    assert answer.status_code == 301 and "no-cache" in answer["Cache-Control"]


def test_an_embedded_card_of_the_one_that_went_shows_the_one_that_stays(client):
    duplicate, kept = two_bodies()
    merged((duplicate, kept))
    address = f"/embed/jurisdictions/{duplicate.slug}/"
    assert led(client, address) == (301, f"/embed/jurisdictions/{kept.slug}/")
    answer = client.get(
        "/oembed", {"url": f"http://testserver{duplicate.get_absolute_url()}"}, headers={"host": "testserver"}
    )
    assert kept.slug in json.dumps(answer.json())


def test_lists_counts_files_and_the_sitemap_no_longer_hold_it(client):
    duplicate, kept = two_bodies()
    place = a_place()
    a_territory(duplicate, place)
    merged((duplicate, kept))
    assert [row["slug"] for row in client.get("/api/v1/jurisdictions/").json()["results"]] == [kept.slug]
    assert 'data-total="1"' in client.get("/jurisdictions/").content.decode()
    for address in ("/sitemap-jurisdictions.xml", "/jurisdictions/", place.get_absolute_url()):
        page = client.get(address).content.decode()
        assert kept.get_absolute_url() in page and f'{duplicate.get_absolute_url()}"' not in page, address
        assert f"{duplicate.get_absolute_url()}<" not in page
    page = client.get(kept.get_absolute_url()).content.decode()
    assert "Limits cooperation" in page and "Omaha" in page


def test_the_one_that_stays_is_found_by_the_name_of_the_other(client):
    kept = a_body(name="City of Springfield")
    merged((a_body(name="Gateway Village"), kept))
    assert [row["slug"] for row in client.get("/api/v1/jurisdictions/?q=gateway").json()["results"]] == [kept.slug]
    assert kept.slug in json.dumps(client.get("/api/v1/suggest/?q=gatew").json())


@pytest.mark.django_db(transaction=True)
def test_the_index_follows_a_merge_and_its_undoing(search_index):
    duplicate, kept = two_bodies()
    third = a_body()
    a_statement(third).applies_to.add(duplicate)
    search_index.build()

    def found():
        call_command("check_index", verbosity=0)
        return [row.pk for row in ask.Jurisdictions(QueryDict("stance=limits&q=omaha")).page(0, 10)]

    done = merged((duplicate, kept))
    store.keep_up_after_commit()
    assert found() == [kept.pk]
    undo_merge(done, by=a_reviewer())
    store.keep_up_after_commit()
    assert found() == [duplicate.pk]
