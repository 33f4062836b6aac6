"""The embedded card fits its frame on any column, in light and dark; other pages of ours cannot be framed."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from tests.browser.test_axe import AXE, EVERY_RULE

CARDS = ["/jurisdictions/omaha-ne/", "/statements/omaha-ne-2025/", "/jurisdictions/omaha-police-ne/",
         "/statements/omaha-ne-2022/"]  # fmt: skip


def oembed(site, path, width):
    with urlopen(f"{site}/oembed?url={quote(site + path, safe='')}&maxwidth={width}") as answer:
        return json.load(answer)


@contextmanager
def published(html):
    """Address of a page of another site that holds this snippet. A port of its own makes it another site."""

    class Story(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Story</title>{html}".encode())

        def log_message(self, *args):
            """Nothing is written down."""

    with HTTPServer(("127.0.0.1", 0), Story) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("path", CARDS)
@pytest.mark.parametrize("width", [280, 320, 480, 600, 800])
def test_the_card_needs_no_scrolling_in_the_frame_that_oembed_gives_it(page, site, path, width):
    given = oembed(site, path, width)
    with published(given["html"]) as story:
        page.goto(story)
        card = page.frames[1]
        card.locator("article").wait_for()
        needed = card.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        shown = page.locator("iframe").bounding_box()
    assert needed[0] <= shown["width"] == width and needed[1] <= shown["height"] == given["height"]


def test_another_site_frames_the_card_and_no_other_page(page, site):
    frames = "".join(f'<iframe src="{site}{path}"></iframe>' for path in ("/embed/jurisdictions/omaha-ne/", *CARDS[:2]))
    said = []
    page.on("console", lambda message: said.append(message.text))
    with published(frames) as story:
        page.goto(story, wait_until="load")
    assert page.frames[1].get_by_text("City of Omaha").is_visible()
    assert not any(frame.locator(".masthead").count() for frame in page.frames[2:])
    assert len([line for line in said if "frame-ancestors" in line]) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", CARDS)
def test_axe_objects_to_nothing_in_the_card(opened, path, scheme):
    with opened(width=280, bypass_csp=True, color_scheme=scheme) as page:
        page.goto(f"/embed{path}")
        found = AXE.run(page, options={"resultTypes": ["violations"], **EVERY_RULE}).response["violations"]
        assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []


def test_the_card_sets_no_cookie_and_asks_for_nothing_but_itself(page, site):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/embed/jurisdictions/omaha-ne/")
    assert asked == [f"{site}/embed/jurisdictions/omaha-ne/"] and page.context.cookies() == []
    assert page.locator("article").evaluate("node => getComputedStyle(node).borderLeftWidth") == "6px"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_builder_shows_the_whole_card(opened, width):
    with opened(width=width) as page:
        page.goto("/jurisdictions/omaha-ne/")
        page.locator("summary", has_text="Embed this entry").click()
        page.frame_locator(".kit-frame").get_by_text("Declines to assist").wait_for()
        needed = page.frames[1].evaluate("document.documentElement.scrollHeight")
        assert needed <= page.locator(".kit-frame").bounding_box()["height"]
        assert "<iframe" in page.locator("#embed-code").inner_text()
