"""What an address answered, told right however a server misbehaves."""

from functools import partial

import pytest

from jurisdictions.staff.links import reach
from jurisdictions.staff.links.checking import Checker


def check(server, path, **how):
    return Checker(ask=partial(reach.ask, **{"patience": 5, **how})).check(f"{server.address}/{path}")


@pytest.mark.parametrize(
    ("path", "status", "note"),
    [
        ("fine", "works", "answer 200"),
        ("missing-page", "gone", "answer 404"),
        ("gone", "gone", "answer 410"),
        ("refused", "refused", "answer 403"),
        ("broken", "fails", "answer 500"),
        ("busy", "busy", "asks to wait 120 s"),
        ("only-get", "works", "answer 200"),
        ("hangs-up-on-head", "works", "answer 200"),
        ("hangs-up", "unreachable", "disconnected"),
        ("nonsense", "unreachable", ""),
        ("moved", "moved", "after 1 redirects"),
        ("same-article", "works", "after 1 redirects"),
        ("loop", "unreachable", "round"),
        ("longer", "unreachable", "round"),
        ("inside", "not_asked", "private network"),
        ("metadata", "not_asked", "private network"),
        ("to-a-file", "fails", "no web address"),
        ("huge", "works", "answer 200"),
    ],
)
def test_each_answer_is_told_in_one_word_and_in_full(server, path, status, note):
    finding = check(server, path)
    assert finding.status == status, finding
    assert note in finding.note


@pytest.mark.parametrize("path", ["silent", "drips"])
def test_whoever_never_finishes_an_answer_is_not_waited_for(server, path):
    finding = check(server, path, patience=0.3)
    assert (finding.status, finding.note.split(":")[0]) == ("unreachable", "too slow")


def test_a_redirect_is_recorded_with_where_it_led(server):
    assert check(server, "moved").final_url == f"{server.address}/fine"


def test_plain_talk_where_encryption_is_expected_is_a_fault_of_the_site(server):
    finding = Checker().check(f"https://127.0.0.1:{server.server_port}/fine")
    assert finding.status == "unreachable" and "certificate or encryption" in finding.note


def test_a_certificate_nobody_vouches_for_is_not_accepted(server_with_a_certificate_of_its_own):
    finding = Checker().check(f"https://127.0.0.1:{server_with_a_certificate_of_its_own.server_port}/fine")
    assert finding.status == "unreachable" and "certificate" in finding.note


def test_nobody_listening_and_a_name_nobody_knows_are_unreachable(server):
    server.shutdown(), server.server_close()
    assert check(server, "fine").status == "unreachable"
    assert Checker().check("http://no-such-name.invalid/").status == "unreachable"


def test_head_is_enough_where_it_works_and_get_never_reads_the_page(server):
    check(server, "fine")
    assert server.methods() == ["HEAD"]
    check(server, "huge")
    assert server.methods() == ["HEAD", "HEAD", "GET"]


def test_a_site_that_wants_no_programs_is_not_asked(server):
    server.robots = 200, "User-agent: *\nDisallow: /fine"
    assert check(server, "fine").status == "not_asked"
    assert server.methods() == []


def test_a_redirect_into_what_robots_txt_closes_is_not_followed(server):
    server.robots = 200, "User-agent: *\nDisallow: /fine"
    assert check(server, "moved").status == "not_asked"
    assert [path for _method, path, _agent in server.asked] == ["/robots.txt", "/moved"]


def test_rules_meant_for_us_by_name_hold(server):
    server.robots = 200, "User-agent: LocalPositionsLinkCheck\nDisallow: /\n\nUser-agent: *\nAllow: /"
    assert check(server, "fine").status == "not_asked"


def test_while_a_site_cannot_even_say_its_rules_nothing_is_asked(server):
    server.robots = 503, ""
    assert check(server, "fine").status == "not_asked"


def test_it_says_who_asks(server):
    check(server, "fine")
    assert {agent for _method, _path, agent in server.asked} == {reach.AGENT}
