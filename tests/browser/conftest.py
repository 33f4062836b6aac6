"""A small directory with something of everything, served as in production, and one Chromium to read it with."""

import os
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

from tests.serving import PRODUCTION, PROJECT, copy_as_docker_does, run, served

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]  # fmt: skip


@pytest.fixture(scope="session")
def site(request, tmp_path_factory):
    """Address of the directory that tests/browser/directory.py describes, in a process and a database of its own."""
    folder = copy_as_docker_does(tmp_path_factory.mktemp("site") / "app")
    on_postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    database = request.getfixturevalue("new_postgres_url")() if on_postgres else f"sqlite:///{folder}/d.sqlite3"
    environment = PRODUCTION | {"ALLOWED_HOSTS": "127.0.0.1", "DATABASE_URL": database}
    fill = "from tests.browser.directory import fill; fill()"
    for step in (["migrate", "-v0"], ["shell", "-v0", "-c", fill], ["collectstatic", "--no-input"]):
        here = PROJECT if "shell" in step else folder  # the tests are not part of the image
        done = run(here, ["python", "manage.py", *step], **environment)
        assert done.returncode == 0, done.stderr
    with served(folder, **environment) as address:
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

    @contextmanager
    def open_window(width=1280, height=800, **options):
        viewport = {"width": width, "height": height}
        with chromium.new_context(base_url=site, viewport=viewport, reduced_motion="reduce", **options) as window:
            window.set_default_timeout(10_000)
            yield window.new_page()

    return open_window


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
