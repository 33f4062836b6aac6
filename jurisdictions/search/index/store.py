"""Keeps the files of the index in step with the database.

A folder belongs to one database and one format. It holds an index a kind, and `version`: the newest change of the
database that is in them. One process writes at a time, under a lock of tantivy's own; the others read what it wrote.
"""

import logging
import shutil
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import tantivy
from django.conf import settings
from django.db import connection, transaction
from tantivy import Query

from jurisdictions.search.index.changelog import CannotAnswer, affected, changes_after, data_version, trim
from jurisdictions.search.index.documents import DOCUMENTS
from jurisdictions.search.index.files import LARGE, note_version, version_in, writing
from jurisdictions.search.index.schema import KINDS, fingerprint, schema_of

log = logging.getLogger(__name__)
MOST_REMEMBERED = 500  # answers
PATIENCE = 2.0  # seconds to wait for another process that is writing


@dataclass(frozen=True)
class Snapshot:
    """An unchanging view of the index, equal to the database at `version`."""

    version: int
    searchers: dict
    schemas: dict
    memo: dict = field(default_factory=dict)

    def remembered(self, name, answer):
        """`answer()`, or what it was when last asked; forgotten with the snapshot, or when too many are kept."""
        try:
            return self.memo[name]
        except KeyError:
            if len(self.memo) >= MOST_REMEMBERED:
                self.memo.clear()
            return self.memo.setdefault(name, answer())


@dataclass
class Held:
    """What this process holds open."""

    folder: Path | None = None
    indexes: dict = field(default_factory=dict)
    snapshot: Snapshot | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    is_building: bool = False


held = Held()


def is_on():
    return bool(settings.SEARCH_INDEX_DIR)


def folder_of(uid):
    return Path(settings.SEARCH_INDEX_DIR) / f"{uid[:12]}-{fingerprint()}"


def current():
    """A Snapshot no older than the database is now. Raises CannotAnswer.

    Within a transaction nobody but the database knows the rows that are not committed yet.
    """
    if not is_on() or connection.in_atomic_block:
        raise CannotAnswer
    uid, version = data_version()
    snapshot = held.snapshot
    if snapshot and snapshot.version == version and held.folder == folder_of(uid):
        return snapshot
    with held.lock:
        return catch_up(folder_of(uid), version)


def remembered(name, answer):
    """`answer()`, or what it was in this version of the data."""
    try:
        snapshot = current()
    except CannotAnswer:
        return answer()
    return snapshot.remembered(name, answer)


def catch_up(folder, version, is_second_try=False):
    """Open the folder, or what another process has written since, and apply what is missing."""
    try:
        snapshot = opened(folder)
        if snapshot.version < version:
            snapshot = written(folder, version)
    except CannotAnswer:
        build_in_background()
        raise
    except (OSError, ValueError) as error:  # tantivy raises ValueError for whatever is wrong with its files
        forget()
        if not is_second_try:  # another process may have put a new folder in the place of the old one
            return catch_up(folder, version, is_second_try=True)
        log.warning("The search index cannot be used and is built anew: %s", error)
        build_in_background()
        raise CannotAnswer from error
    if snapshot.version > data_version()[1]:
        log.warning("The search index is newer than the database, as after a restored backup, and is built anew.")
        build_in_background()
        raise CannotAnswer
    return snapshot


def forget():
    held.folder, held.indexes, held.snapshot = None, {}, None


def opened(folder):
    version = version_in(folder)
    if held.folder != folder or not held.indexes:
        held.indexes = {kind: tantivy.Index.open(str(folder / kind)) for kind in KINDS}
        for index in held.indexes.values():
            index.config_reader("manual")
        held.folder, held.snapshot = folder, None
    if held.snapshot is None or held.snapshot.version != version:
        for index in held.indexes.values():
            index.reload()
        searchers = {kind: index.searcher() for kind, index in held.indexes.items()}
        schemas = {kind: index.schema for kind, index in held.indexes.items()}
        held.snapshot = Snapshot(version, searchers, schemas)
    return held.snapshot


def written(folder, version):
    """Apply the changes up to `version`, unless another process just did."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with writing(held.indexes) as writer:
                writer("bodies", to_change=False)  # the lock
                missing = changes_after(version_in(folder))
                apply(missing, writer)
            if missing:
                note_version(folder, max(missing))
            return opened(folder)
        except ValueError as error:
            if "LockBusy" not in str(error):
                raise
        time.sleep(0.005)
        if (snapshot := opened(folder)).version >= version:
            return snapshot
        if time.monotonic() > deadline:
            raise CannotAnswer
    return None


def apply(changes, writer):
    for kind, keys in affected(set(changes.values())).items():
        if not keys:
            continue
        one, schema = writer(kind), held.indexes[kind].schema
        for key in keys:
            one.delete_documents_by_query(Query.term_query(schema, "key", str(key), "basic"))
        for _key, document in DOCUMENTS[kind](keys):
            one.add_document(document)


def build(progress=lambda done, total: None):
    """Build all files anew beside the old ones, and put them in their place. Returns the version they hold."""
    uid, version = data_version()
    folder = folder_of(uid)
    fresh, old = folder.with_suffix(f".new-{time.time_ns()}"), folder.with_suffix(f".old-{time.time_ns()}")
    counted = {kind: 0 for kind in KINDS}
    try:
        for kind in KINDS:
            (fresh / kind).mkdir(parents=True)
            index = tantivy.Index(schema_of(kind), str(fresh / kind))
            with writing({kind: index}, LARGE, threads=2) as writer:
                one = writer(kind)
                for _key, document in DOCUMENTS[kind]():
                    one.add_document(document)
                    counted[kind] += 1
                    progress(kind, counted[kind])
        note_version(fresh, version)
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    with held.lock:
        forget()
    trim()
    return version, counted


def build_in_background():
    """Meanwhile the database answers. One thread a process; the build itself is safe beside another one."""
    if held.is_building or connection.in_atomic_block or not settings.SEARCH_INDEX_IN_BACKGROUND:
        return
    held.is_building = True

    def run():
        try:
            build()
        except Exception:
            log.exception("The search index could not be built; the database answers meanwhile")
        finally:
            connection.close()
            held.is_building = False

    threading.Thread(target=run, name="building the search index", daemon=True).start()


@contextmanager
def without_building():
    """Inside, an index that must be built anew is left to the readers to come or to a command."""
    before, held.is_building = held.is_building, True
    try:
        yield
    finally:
        held.is_building = before


def keep_up():
    """Bring the index up to date for the readers to come."""
    is_current()


def keep_up_after_commit():
    if is_on():
        transaction.on_commit(keep_up, robust=True)


def is_current():
    """Once what is missing is applied."""
    with without_building():
        try:
            current()
        except CannotAnswer:
            return False
    return True
