"""A folder of the index: which version it holds, and who may write to it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from jurisdictions.search.index.changelog import CannotAnswer
from jurisdictions.search.index.schema import KINDS

SMALL, LARGE = 30_000_000, 300_000_000  # bytes of memory a writer may use


def version_in(folder):
    """Raises CannotAnswer where no index was finished."""
    try:
        return int((folder / "version").read_text())
    except (FileNotFoundError, NotADirectoryError):
        raise CannotAnswer from None


@contextmanager
def writing(indexes, heap=SMALL, threads=1):
    """A writer a kind, made when it is first asked for; all are committed at once, since each waits for the disk.

    Whoever holds the writer of bodies holds the index; only to hold it, they are not `to_change`.
    """
    writers, changed = {}, set()

    def writer(kind, to_change=True):
        if kind not in writers:
            writers[kind] = indexes[kind].writer(heap, threads)
        if to_change:
            changed.add(kind)
        return writers[kind]

    try:
        yield writer
        with ThreadPoolExecutor(len(KINDS)) as committing:
            list(committing.map(lambda kind: writers[kind].commit(), changed))
    finally:
        for one in writers.values():
            one.wait_merging_threads()


def note_version(folder, version):
    fresh = folder / "version.new"
    fresh.write_text(str(version))
    fresh.replace(folder / "version")
