"""A directory of its own for the desk: what happens there would change the lists that other tests read."""

from functools import partial

import pytest

from tests.browser.windows import window_at
from tests.serving import served_directory

from .people import PATIENCE


@pytest.fixture(scope="package")
def opened(chromium, new_database, tmp_path_factory):
    """Opens a window of its own at the desk's directory."""
    folder = tmp_path_factory.mktemp("desk") / "app"
    with served_directory(folder, new_database(), "tests.browser.desk.record.fill") as address:
        yield partial(window_at, chromium, address, patience=PATIENCE)
