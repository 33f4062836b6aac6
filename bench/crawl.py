"""How much memory a worker takes at most, while everything is read: python bench/crawl.py [rows]

It serves the database of DATABASE_URL (load it first: make downloads) with gunicorn as in production and reads every
address of the sitemaps, and what these pages name: further pages of lists and feeds, files, pictures, cards for other
sites, oEmbed, citations. With `rows`, as in 100000, it fills a database of its own with as many made-up rows instead
and reads the four files of them, two at a time.
"""

import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parent.parent
WORKERS, READERS = 2, 8
MOST = 250  # MB a worker
PIECE = 1 << 16
FILES = ("/statements.csv", "/statements.json", "/jurisdictions.csv", "/jurisdictions.json")
# Addresses an answer names, by what it is: of pages those for machines and the next page, of sitemaps and feeds all.
NAMED = {
    "text/html": [r'<link rel="alternate"[^>]* href="([^"]+)"', r'<meta property="og:image" content="([^"]+)"',
                  r'iframe src=&quot;([^&]+)&quot;', r'<a rel="next" href="([^"]+)"'],
    "application/xml": [r"<loc>([^<]+)</loc>"],
    "application/atom+xml": [r'<link href="([^"]+)" rel="next"', r'<link rel="next" href="([^"]+)"'],
}  # fmt: skip
PRODUCTION = {"WEB_CONCURRENCY": str(WORKERS), "API_REQUESTS_PER_MINUTE": "0", "DEBUG": "false", "HTTPS": "false",
              "ALLOWED_HOSTS": "127.0.0.1", "SECRET_KEY": "only-for-this-bench"}  # fmt: skip
START = ["/sitemap.xml", "/feeds/changes.atom", "/robots.txt", *FILES]


def python(*arguments, **environment):
    return subprocess.run([sys.executable, *arguments], cwd=PROJECT, env=os.environ | environment, check=True)


class Served:
    """gunicorn on a free port; `peaks()` are the MB each of its workers took at most."""

    def __init__(self, **environment):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "directory.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        environment |= PRODUCTION
        python("manage.py", "collectstatic", "--noinput", "-v0", **environment)
        self.process = subprocess.Popen([*command, "--log-level", "warning"], cwd=PROJECT, env=os.environ | environment)

    def __enter__(self):
        for _attempt in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            except OSError:
                time.sleep(0.1)
        raise SystemExit("gunicorn did not start: read the lines above.")

    def __exit__(self, *_error):
        self.process.terminate()
        self.process.wait(timeout=60)

    def workers(self):
        master = self.process.pid
        return Path(f"/proc/{master}/task/{master}/children").read_text().split()

    def peaks(self):
        return [megabytes(pid, "VmHWM") for pid in self.workers()]

    def get(self, address):
        """(status, media type, text) of an address; a picture or a file is read and thrown away."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request("GET", address, headers={"Accept-Encoding": "identity"})
            answer = connection.getresponse()
            media = answer.headers.get_content_type()
            if media in NAMED:
                return answer.status, media, answer.read().decode()
            while answer.read(PIECE):
                pass
            return answer.status, media, ""
        finally:
            connection.close()


def megabytes(pid, name):
    return int(re.search(rf"^{name}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)[1]) / 1024


def named_in(media, text, address, port):
    """Paths, with their questions, on this server that an answer names."""
    for pattern in NAMED.get(media, ()):
        for found in re.findall(pattern, text):
            found = unescape(found)
            parts = urlsplit(found)
            if parts.netloc not in ("", f"127.0.0.1:{port}"):
                continue
            path = parts.path or urlsplit(address).path
            yield f"{path}?{parts.query}" if parts.query else path


def crawl(site):
    """{(status, media type): number of addresses} after all have been read once, eight at a time."""
    known, answers = set(START), Counter()
    with ThreadPoolExecutor(READERS) as pool:
        asked = {pool.submit(site.get, address): address for address in START}
        while asked:
            done, _open = wait(asked, return_when=FIRST_COMPLETED)
            for future in done:
                address = asked.pop(future)
                status, media, text = future.result()
                answers[status, media] += 1
                if status >= 400:
                    print(status, address)
                for found in set(named_in(media, text, address, site.port)) - known:
                    known.add(found)
                    asked[pool.submit(site.get, found)] = found
    return answers


def report(site, idle, started):
    peaks = site.peaks()
    before, most = (", ".join(f"{peak:.0f}" for peak in some) for some in (idle, peaks))
    print(f"at first {before} MB, at most {most} MB a worker, {time.perf_counter() - started:.0f} s")
    return max(peaks) < MOST


def of_everything():
    with Served() as site:
        site.get("/")
        idle, started = site.peaks(), time.perf_counter()
        for (status, media), count in sorted(crawl(site).items()):
            print(f"{count:6} answers {status} {media}")
        return report(site, idle, started)


def of_files(total):
    with tempfile.TemporaryDirectory() as folder:
        own = {"DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3", "SEARCH_INDEX_DIR": f"{folder}/index"}
        python("bench/export_memory.py", str(total), "fill", **own)
        python("manage.py", "rebuild_index", DEBUG="true", **own)
        with Served(**own) as site, ThreadPoolExecutor(2) as pool:
            site.get("/")
            idle, started = site.peaks(), time.perf_counter()
            for answer, address in zip(pool.map(site.get, FILES * 2), FILES * 2, strict=True):
                print(answer[0], address)
            return report(site, idle, started)


if __name__ == "__main__":
    is_within = of_files(int(sys.argv[1])) if len(sys.argv) > 1 else of_everything()
    sys.exit(0 if is_within else f"More than {MOST} MB a worker.")
