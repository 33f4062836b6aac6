"""Pages are light, keep to their own server and to their content policy, and run without an error."""

import pytest

from tests.browser.directory import PAGES, UNLIKE_200
from tests.browser.wire import bytes_by_file

INLINE_SCRIPT = """() => {
  const script = document.createElement("script");
  script.text = "window.ran = true";
  document.head.append(script);
}"""


@pytest.fixture(scope="module")
def asked(window):
    """Addresses that the window asked for, until the list is cleared."""
    addresses = []
    window.on("request", lambda request: addresses.append(request.url))
    return addresses


@pytest.fixture(scope="module")
def said(window):
    """What the window wrote to its console, until the list is cleared."""
    lines = []
    window.on("pageerror", lambda error: lines.append(str(error)))
    window.on("console", lambda message: lines.append(message.text))
    return lines


@pytest.mark.parametrize("name", PAGES)
def test_no_page_asks_another_server_or_breaks_its_own_policy(window, asked, said, site, name):
    asked.clear()
    said.clear()
    answer = window.goto(PAGES[name])
    expected = UNLIKE_200.get(name, 200)
    assert answer.status == expected
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert len(asked) > 3 and all(url.startswith((f"{site}/", "data:")) for url in asked)
    assert [line for line in said if f"status of {expected}" not in line] == []  # how Chromium reports a 404


def test_the_policy_stops_scripts_written_into_a_page(page):
    page.goto("/")
    page.evaluate(INLINE_SCRIPT)
    assert page.evaluate("window.ran") is None


def test_a_first_visit_to_the_home_page_moves_under_100_kb(page):
    sizes = bytes_by_file(page, "/")
    assert len(sizes) >= 4
    assert sum(sizes.values()) < 100_000, sizes
