"""Edits while readers read: is any answer older than the edit before it, wrong or failed, and how long does one wait?

    python bench/edits.py http://127.0.0.1:8000 DATABASE_URL [EDITS] [READERS]

The server runs with the same database, as in docs/operations.md. Each edit rewrites one statement's words by raw SQL,
as `save()` would; after it, readers ask the list for the word "numbered" and must find that edit or a later one.
"""

import http.client
import re
import statistics
import sys
import threading
import time
from contextlib import contextmanager
from urllib.parse import urlsplit

SUMMARY = re.compile(rb"Numbered</mark> (\d+)\.")
WRITE = (
    "UPDATE jurisdictions_statement SET summary = {mark}, search_text = {mark}"
    " WHERE id = (SELECT max(id) FROM jurisdictions_statement WHERE status = 'published')"
)


@contextmanager
def connected(database_url):
    """A function that runs one statement in a transaction of its own."""
    if database_url.startswith("sqlite"):
        import sqlite3

        connection, mark = sqlite3.connect(database_url.removeprefix("sqlite:///"), timeout=20), "?"
    else:
        import psycopg

        connection, mark = psycopg.connect(database_url), "%s"

    def write(number):
        text = f"Numbered {number}."
        connection.execute(WRITE.format(mark=mark), [text, f" numbered {number} =number ={number} "])
        connection.commit()

    yield write
    connection.close()


def run(site, database_url, edits, readers):
    """(answers, stale or wrong ones, milliseconds of the first answer after each edit, of every answer)"""
    done, stop, wrong, first, every = {"number": 0}, threading.Event(), [], [], []
    with connected(database_url) as write:
        write(0)

        def read():
            server = http.client.HTTPConnection(urlsplit(site).netloc, timeout=60)
            while not stop.is_set():
                least = done["number"]
                took, answer = ask(server)
                every.append(took)
                if answer is None or answer < least:
                    wrong.append((answer, least))

        threads = [threading.Thread(target=read) for _ in range(readers)]
        for thread in threads:
            thread.start()
        own = http.client.HTTPConnection(urlsplit(site).netloc, timeout=60)
        for number in range(1, edits + 1):
            write(number)
            done["number"] = number
            took, answer = ask(own)
            first.append(took)
            if answer != number:
                wrong.append((answer, number))
        stop.set()
        for thread in threads:
            thread.join()
    return len(every) + edits, wrong, first, every


def ask(server):
    """(milliseconds, the number found or None)"""
    began = time.perf_counter()
    server.request("GET", "/statements/?q=numbered", headers={"Host": HOST} if HOST else {})
    response = server.getresponse()
    found = SUMMARY.search(response.read())
    return (time.perf_counter() - began) * 1e3, int(found[1]) if response.status == 200 and found else None


HOST = ""

if __name__ == "__main__":
    edits, readers = (int(number) for number in [*sys.argv[3:], "1000", "8"][:2]) if sys.argv[3:] else (1000, 8)
    answers, wrong, first, every = run(sys.argv[1], sys.argv[2], edits, readers)
    print(f"{edits} edits, {answers} answers, {len(wrong)} stale, wrong or failed {wrong[:3]}")
    print(f"first answer after an edit: median {statistics.median(first):.0f} ms, slowest {max(first):.0f} ms")
    print(f"every answer: median {statistics.median(every):.0f} ms, slowest {max(every):.0f} ms")
