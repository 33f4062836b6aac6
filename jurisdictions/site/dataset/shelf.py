"""The folder the prebuilt files stand in. One small list, replaced in one step, says which files are current.

A file is named after its content, so a new build never writes into a file that somebody is reading, and the list
never names a file that is not whole.
"""

import datetime
import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from jurisdictions.site.dataset.database import write_database
from jurisdictions.site.dataset.moment import one_moment
from jurisdictions.site.dataset.package import write_package

LIST = "downloads.json"
WRITERS = {"local-positions.zip": write_package, "local-positions.sqlite3": write_database}
TYPES = {"local-positions.zip": "application/zip", "local-positions.sqlite3": "application/vnd.sqlite3"}


@dataclass(frozen=True)
class Download:
    """`name` is its address for good, `stored_as` the file behind it now; `built_on` the day its content was new."""

    name: str
    stored_as: str
    size: int  # bytes
    sha256: str
    built_on: str

    @property
    def path(self):
        return folder() / self.stored_as

    @property
    def dated_name(self):
        return f"-{self.built_on}.".join(self.name.rsplit(".", 1))

    @property
    def day(self):
        return datetime.date.fromisoformat(self.built_on)


def folder():
    return Path(settings.DATA_DIR)


def held():
    """The current downloads; none when they have never been built."""
    try:
        rows = json.loads((folder() / LIST).read_text())
    except FileNotFoundError:
        return []
    return [download for download in (Download(**row) for row in rows) if download.path.is_file()]


def build(day):
    """Write every file anew, then name them current; a file whose content is known keeps its day."""
    folder().mkdir(parents=True, exist_ok=True)
    known = {download.sha256: download for download in held()}
    with one_moment(), tempfile.TemporaryDirectory(dir=folder()) as bench:
        built = [placed(Path(bench) / name, known, day) for name in WRITERS]
        list_of_them = Path(bench) / LIST
        list_of_them.write_text(json.dumps([asdict(download) for download in built], indent=2) + "\n")
        os.replace(list_of_them, folder() / LIST)
    remove_all_but({LIST, *(download.stored_as for download in (*built, *known.values()))})
    return built


def placed(path, known, day):
    WRITERS[path.name](path)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    download = Download(path.name, f"{path.stem}-{digest[:16]}{path.suffix}", path.stat().st_size, digest, f"{day}")
    path.chmod(0o644)
    os.replace(path, download.path)
    return known.get(digest, download)


def remove_all_but(names):
    """The build before this one stays as well: a reader may just be about to open it."""
    for path in folder().glob("local-positions-*"):
        if path.name not in names:
            path.unlink(missing_ok=True)
