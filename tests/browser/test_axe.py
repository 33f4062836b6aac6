"""axe objects to nothing on any page type, in light and dark, on a phone and on a desk."""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.directory import PAGES

AXE = Axe()
EVERY_RULE = {"rules": {"target-size": {"enabled": True}}}  # 24 px, of WCAG 2.2 AA; off unless asked for
COLOURS = {"runOnly": ["color-contrast"]}  # all that the dark scheme can change


@pytest.fixture(scope="module")
def inspected(opened):
    """A window whose content policy lets axe in; the policy has tests of its own."""
    with opened(bypass_csp=True) as page:
        yield page


def violations(page):
    """What axe objects to, one line for each element."""
    found = []
    for width, (scheme, rules) in product([360, 1280], [("light", EVERY_RULE), ("dark", COLOURS)]):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        for rule in AXE.run(page, options={"resultTypes": ["violations"], **rules}).response["violations"]:
            found += [f"{scheme}, {width} px: {rule['id']}: {node['html'][:200]}" for node in rule["nodes"]]
    return found


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_axe_objects_to_nothing(inspected, address):
    inspected.goto(address)
    assert violations(inspected) == []


@pytest.mark.parametrize("address", ["/jurisdictions/", "/officials/"])  # the other lists have the same filters
def test_axe_objects_to_no_open_filter(inspected, address):
    inspected.goto(address)
    for filter_ in inspected.locator("details.facet").all():
        filter_.locator("summary").click()
        assert violations(inspected) == []
