"""A round over the sources: polite, resumable, and every answer kept."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from jurisdictions.models import SourceArticle, SourceCheck
from jurisdictions.staff.links import archiving, rounds
from jurisdictions.staff.links.checking import Checker, Finding
from jurisdictions.staff.links.reach import Answer
from tests.factories import an_article

pytestmark = pytest.mark.django_db


class Clock:
    """Time that passes only while somebody waits, and how long they waited."""

    def __init__(self):
        self.now, self.waits = 0.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.waits.append(seconds)
        self.now += seconds


class Web:
    """Answers by host; robots.txt as given."""

    def __init__(self, robots="", **answers):
        self.robots, self.answers, self.asked = robots, answers, []

    def __call__(self, url, method="GET", most=0, **kwargs):
        if url.endswith("/robots.txt"):
            return Answer(200, {}, self.robots.encode())
        self.asked.append(url)
        return self.answers.get(url.split("/")[2].split(".")[0], Answer(200, {}))


def walk(web, articles, delay=5):
    clock = Clock()
    found = list(rounds.Round(delay, Checker(ask=web), clock, clock.sleep).run(articles))
    return found, clock


def articles_at(*urls):
    return [an_article(url=url) for url in urls]


def test_a_site_is_left_alone_between_two_requests_while_others_are_asked(db):
    web = Web()
    _found, clock = walk(web, articles_at("https://a.org/1", "https://a.org/2", "https://b.org/1"))
    assert web.asked == ["https://a.org/1", "https://b.org/1", "https://a.org/2"]
    assert clock.waits == [5]


def test_a_site_that_wants_more_time_gets_it(db):
    _found, clock = walk(Web("User-agent: *\nCrawl-delay: 30"), articles_at("https://a.org/1", "https://a.org/2"))
    assert clock.waits == [30]


def test_get_after_head_waits_as_well(db):
    _found, clock = walk(Web(a=Answer(404, {})), articles_at("https://a.org/1"))
    assert clock.waits == [5]


def test_a_busy_site_is_not_asked_again_in_this_round(db):
    web = Web(a=Answer(429, {"retry-after": "120"}))
    found, _clock = walk(web, articles_at("https://a.org/1", "https://a.org/2", "https://b.org/1"))
    assert web.asked == ["https://a.org/1", "https://b.org/1"]
    assert [check and check.status for _article, check in found] == ["busy", None, "works"]
    assert SourceCheck.objects.count() == 2


def test_answers_are_kept_over_time_and_the_newest_counts(db):
    article = an_article()
    for status in ("gone", "works"):
        rounds.record(article, Finding(status))
    assert article.checks.count() == 2
    assert not SourceCheck.objects.dead().exists()
    rounds.record(article, Finding("unreachable"))
    assert [check.article for check in SourceCheck.objects.dead()] == [article]


def test_the_next_round_takes_those_asked_longest_ago_and_none_asked_lately(db):
    now = timezone.now()
    lately, old, never = (an_article() for _number in range(3))
    for article, days in ((lately, 1), (old, 40)):
        SourceCheck.objects.create(article=article, checked_at=now - datetime.timedelta(days=days), status="works")
    assert rounds.waiting(now - datetime.timedelta(days=30)) == [never, old]
    assert rounds.waiting(now - datetime.timedelta(days=30), limit=1) == [never]


def test_the_command_asks_records_and_tells(server, capsys):
    for path in ("fine", "gone"):
        an_article(url=f"{server.address}/{path}")
    call_command("check_sources", delay=0)
    told = capsys.readouterr().out
    assert f"gone {server.address}/gone (answer 410)" in told
    assert "Asked 2 sources." in told
    assert sorted(SourceCheck.objects.values_list("status", flat=True)) == ["gone", "works"]
    call_command("check_sources", delay=0)
    assert SourceCheck.objects.count() == 2


def test_a_trial_run_asks_and_writes_nothing(server, capsys):
    article = an_article(url=f"{server.address}/fine")
    call_command("check_sources", dry_run=True)
    assert article.url in capsys.readouterr().out
    assert not server.asked and not SourceCheck.objects.exists()


def test_no_archive_is_asked_unless_one_is_named(server):
    an_article(url=f"{server.address}/fine")
    with pytest.raises(CommandError, match="ARCHIVE_SERVICE_URL"):
        call_command("check_sources", archive=True)
    assert not server.asked


@pytest.mark.parametrize(
    ("way", "copy"), [("kept", "/copies/1"), ("kept-as-memento", "https://copies.example/2"), ("moved", "/fine")]
)
def test_the_address_of_the_copy_is_stored_however_the_service_names_it(server, settings, way, copy):
    settings.ARCHIVE_SERVICE_URL = f"{server.address}/{way}?url="
    article = an_article(url=f"{server.address}/fine")
    call_command("check_sources", archive=True, delay=0)
    article.refresh_from_db()
    assert article.archived_url == (copy if copy.startswith("https") else f"{server.address}{copy}")
    assert article.archived_on == timezone.localdate()


def test_a_service_that_fails_leaves_the_source_as_it_was(server, settings):
    article = an_article()
    for way in ("broken", "hangs-up", "fine"):
        settings.ARCHIVE_SERVICE_URL = f"{server.address}/{way}?url="
        assert not archiving.keep(article)
    assert SourceArticle.objects.get().archived_url == ""
