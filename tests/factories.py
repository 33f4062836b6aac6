"""The smallest valid published things."""

import datetime
from itertools import count

from django.contrib.auth.models import Group, User
from django.utils.text import slugify

from jurisdictions.models import Citation, Jurisdiction, Official, Place, SourceArticle, Statement, Territory

number = count(1)


def a_body(**fields):
    n = next(number)
    return Jurisdiction.objects.create(
        **{"slug": f"body-{n}", "name": f"Body {n}", "agency_type": "city", "state": "NE", **fields}
    )


def an_article(**fields):
    n = next(number)
    return SourceArticle.objects.create(
        **{
            "slug": f"article-{n}",
            "publisher": "A Paper",
            "title": f"Title {n}",
            "url": f"https://example.org/{n}",
            "kind": "news_report",
            **fields,
        }
    )


def a_statement(body=None, *, carried_as="paraphrase", article=None, **fields):
    n = next(number)
    statement = Statement.objects.create(
        **{
            "slug": f"statement-{n}",
            "jurisdiction": body or a_body(),
            "form": "statement",
            "stance": "declines",
            "stated_on": datetime.date(2025, 1, 20),
            "summary": "The body said so.",
            "status": "published",
            **fields,
        }
    )
    Citation.objects.create(statement=statement, article=article or an_article(), carried_as=carried_as)
    return statement


def an_official(body=None, **fields):
    n = next(number)
    return Official.objects.create(
        **{"slug": f"person-{n}", "name": f"Person {n}", "title": "Mayor", "jurisdiction": body or a_body(), **fields}
    )


def a_county(name="Douglas County", **fields):
    return a_place(name, kind="county", designation="County", geoid=f"99{next(number):03}", **fields)


def a_place(name="Omaha", *, counties=(), **fields):
    """A city of Nebraska in these counties."""
    made = {"name": name, "kind": "place", "designation": "city", "state": "NE", "slug": slugify(name), **fields}
    place = Place(**{"geoid": f"99{next(number):05}", **made})
    place.fill_derived()
    place.save()
    place.counties.set(counties)
    return place


def a_territory(body, *places):
    """The body, tied to the ground of these places."""
    for place in places:
        Territory.objects.create(jurisdiction=body, geoid=place.geoid)
    return body


def a_body_of(*places, said=None, **fields):
    """A body tied to these places, with a published statement of the stance `said`."""
    body = a_territory(a_body(**fields), *places)
    if said:
        a_statement(body, stance=said)
    return body


def an_editor():
    return a_member_of("Editors")


def a_reviewer():
    return a_member_of("Reviewers")


def a_member_of(group):
    person = User.objects.create_user(f"user-{next(number)}", is_staff=True)
    person.groups.add(Group.objects.get(name=group))
    return person
