"""The Nu HTML checker finds no error on any page type."""

import json
import subprocess
from pathlib import PurePath
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.browser.directory import PAGES


@pytest.fixture(scope="module")
def found(site, nu_checker, tmp_path_factory):
    """{page: what the checker says of it}; it reads all pages in one go, because starting it takes seconds."""
    folder = tmp_path_factory.mktemp("html")
    for number, address in enumerate(PAGES.values()):
        (folder / f"{number}.html").write_bytes(body_of(f"{site}{address}"))
    done = subprocess.run([*nu_checker, "--format", "json", "--exit-zero-always", folder], capture_output=True)
    said = {name: [] for name in PAGES}
    for message in json.loads(done.stderr)["messages"]:
        said[list(PAGES)[int(PurePath(message["url"]).stem)]].append(message)
    return said


def body_of(address):
    try:
        with urlopen(address) as answer:
            return answer.read()
    except HTTPError as answer:
        return answer.read()


@pytest.mark.parametrize("name", PAGES)
def test_the_html_has_no_error(found, name):
    errors = [message for message in found[name] if message["type"] == "error"]
    assert [f"{error['message']} {error.get('extract', '')}" for error in errors] == []
