"""The smallest valid published things."""

import datetime
from itertools import count

from django.contrib.auth.models import Group, User

from jurisdictions.models import Citation, Jurisdiction, Official, SourceArticle, Statement

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


def an_editor():
    return a_member_of("Editors")


def a_reviewer():
    return a_member_of("Reviewers")


def a_member_of(group):
    person = User.objects.create_user(f"user-{next(number)}", is_staff=True)
    person.groups.add(Group.objects.get(name=group))
    return person
