"""Processes that read a folder and make rows while another one writes them: texts take most of the time of a load."""

import gc
from collections import deque
from contextlib import contextmanager
from multiprocessing import Pipe, Process

from jurisdictions.management.bulk.rows import Record

SHARES = 2


@contextmanager
def at_work(folder):
    """Gives an iterator of (how many lines, {model: rows}), in the order of the files. Raises BadRow."""
    pipes, processes = [], []
    try:
        for share in range(SHARES):
            ours, theirs = Pipe(duplex=False)
            processes.append(Process(target=send, args=(folder, share, theirs), daemon=True))
            processes[-1].start()
            theirs.close()
            pipes.append(ours)
        yield received(pipes)
    finally:
        for process in processes:
            process.terminate()
            process.join()


def send(folder, share, pipe):
    gc.disable()  # nothing made here refers to itself
    try:
        for portion in Record(folder, share, SHARES).portions():
            pipe.send(portion)
        pipe.send(None)
    except Exception as error:
        pipe.send(error)


def received(pipes):
    """From each in turn. A process makes its next portion while it waits for its turn, and no more than that."""
    waiting = deque(pipes)
    while waiting:
        portion = waiting[0].recv()
        if isinstance(portion, Exception):
            raise portion
        if portion is None:
            waiting.popleft()
        else:
            yield portion
            waiting.rotate(-1)
