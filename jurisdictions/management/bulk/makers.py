"""Processes that read a folder and make rows while another one writes them: texts take most of the time of a load."""

import gc
import pickle
from collections import deque
from contextlib import contextmanager
from multiprocessing import Pipe, Process
from queue import Queue
from threading import Thread

from jurisdictions.management.bulk.rows import Record

SHARES = 2
AHEAD = 16  # portions, of up to three megabytes, that each has ready: making goes on while indexes are built


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
    ready = Queue(AHEAD)
    sender = Thread(target=hand_over, args=(ready, pipe), daemon=True)
    sender.start()
    try:
        for portion in Record(folder, share, SHARES).portions():
            ready.put(pickle.dumps(portion))
        ready.put(pickle.dumps(None))
    except Exception as error:
        ready.put(pickle.dumps(error))
    ready.put(None)
    sender.join()


def hand_over(ready, pipe):
    """Portions wait as bytes: as rows they take more memory."""
    for packed in iter(ready.get, None):
        pipe.send_bytes(packed)


def received(pipes):
    """From each in turn."""
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
