"""Kept pages against the least that Django can do: requests a second under wrk, two workers each, turn by turn.

    python bench/throughput.py http://127.0.0.1:8000/statements/ [ROUNDS] [SECONDS]

The server runs as in docs/operations.md with its page cache on. A second gunicorn, which this starts and ends, answers
the same bytes from one bare view. Needs wrk.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT, PORT, CONNECTIONS = Path(__file__).resolve().parent.parent, 8099, 8


@contextmanager
def bare_server(content):
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        environment = {**os.environ, "BARE_FILE": file.name, "PYTHONPATH": str(ROOT), "WEB_CONCURRENCY": "2"}
        command = [sys.executable, "-m", "gunicorn", "bench.bare", "-b", f"127.0.0.1:{PORT}", "--log-level", "error"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(f"http://127.0.0.1:{PORT}/")
            yield f"http://127.0.0.1:{PORT}/"
        finally:
            server.terminate()
            server.wait()


def wait_for(url):
    for _attempt in range(100):
        try:
            return urllib.request.urlopen(url, timeout=5).read()
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{url} does not answer.")


def rate(url, seconds):
    """Requests a second."""
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", url]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise SystemExit(f"{url} failed under load:\n{told}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])


def main(url, rounds=5, seconds=5):
    content = wait_for(url)
    with bare_server(content) as bare:
        pairs = [(rate(bare, seconds), rate(url, seconds)) for _round in range(rounds)]
    floor, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
    share = statistics.median(kept / bare for bare, kept in pairs)
    print(f"{url}: {len(content):,} bytes, {ours:,.0f} requests a second; a bare view {floor:,.0f}; {share:.0%} of it")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
