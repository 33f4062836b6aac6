"""A small directory with something of everything, served as in production, and one Chromium to read it with."""

import os
from functools import partial

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.windows import window_at
from tests.serving import served_directory

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]  # fmt: skip


@pytest.fixture(scope="session")
def new_database(request, tmp_path_factory):
    """Call it for the address of an empty database, of the kind that the tests are asked to run on."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return request.getfixturevalue("new_postgres_url")
    return lambda: f"sqlite:///{tmp_path_factory.mktemp('database')}/d.sqlite3"


@pytest.fixture(scope="session")
def site(new_database, tmp_path_factory):
    """Address of the directory that tests/browser/directory.py describes, in a process and a database of its own."""
    folder = tmp_path_factory.mktemp("site") / "app"
    with served_directory(folder, new_database(), "tests.browser.directory.fill") as address:
        yield address


@pytest.fixture(scope="package")
def chromium(chromium_path):
    """Closed before other tests run: while Playwright's loop is on, Django refuses the database in this thread."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def opened(chromium, site):
    """Opens a window of its own: `with opened(width=360, java_script_enabled=False) as page`."""
    return partial(window_at, chromium, site)


@pytest.fixture
def page(opened):
    """A new desktop window with scripts on."""
    with opened() as page:
        yield page


@pytest.fixture(scope="module")
def window(opened):
    """One such window for the tests of a module that only read: opening one takes longer than they do."""
    with opened() as page:
        yield page
