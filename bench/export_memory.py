"""What an export of 100,000 rows costs in memory and time: python bench/export_memory.py [rows]

It fills an empty database with made-up rows and asks the site for each file. Without DATABASE_URL it uses a new
SQLite file and removes it; a DATABASE_URL must name an empty database, which keeps the rows.
"""

import datetime
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

FOLDER = tempfile.TemporaryDirectory()  # removed at the end
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings")
os.environ.setdefault("DEBUG", "true")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER.name}/bench.sqlite3")
os.environ.setdefault("SEARCH_INDEX_DIR", f"{FOLDER.name}/index")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import F, QuerySet  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from jurisdictions import models as m  # noqa: E402
from jurisdictions.models import vocabulary as words  # noqa: E402

STATUS = Path("/proc/self/status")


def made(model, rows, total):
    """Write made-up rows past the rules of the record, which would derive everything anew."""
    for start in range(0, total, 2000):
        QuerySet(model).bulk_create([rows(n) for n in range(start, min(start + 2000, total))], batch_size=500)


@transaction.atomic
def fill(total):
    """As many bodies, statements and citations; a source for every ten."""
    states, types = list(words.STATES), words.AgencyType.values
    stances, forms = words.Stance.values[:4], words.Form.values[:10]
    day = timezone.localdate()
    made(m.SourceArticle, lambda n: m.SourceArticle(
        pk=n + 1, slug=f"source-{n}", publisher=f"The Paper of {n % 500}", title=f"What the council of town {n} said",
        url=f"https://news.example.org/{n}/a-long-address-as-papers-have-them", kind="news_report",
    ), total // 10 + 1)  # fmt: skip
    made(m.Jurisdiction, lambda n: m.Jurisdiction(
        pk=n + 1, slug=f"body-{n}", name=f"Town of Example {n}", agency_type=types[n % len(types)], city=f"Example {n}",
        county=f"County {n % 3000}", state=states[n % len(states)], population=n, latitude="41.25", longitude="-95.9",
        position_stance=stances[n % 4], position_since=day, position_since_precision="day", position_recorded_on=day,
    ), total)  # fmt: skip
    made(m.Statement, lambda n: m.Statement(
        pk=n + 1, slug=f"body-{n}-statement", jurisdiction_id=n + 1, form=forms[n % 10], stance=stances[n % 4],
        themes=["policing", "detainers"], status="published",
        stated_on=day - datetime.timedelta(days=n % 3000), last_possible_on=day - datetime.timedelta(days=n % 3000),
        summary="The council voted that officers ask nobody about their status unless a judge has signed a warrant.",
        quote="We will keep doing the work of this town, and leave the work of others to others." * 2,
    ), total)  # fmt: skip
    made(m.Citation, lambda n: m.Citation(
        statement_id=n + 1, article_id=n // 10 + 1, carried_as="paraphrase", locator="paragraph 4",
    ), total)  # fmt: skip
    QuerySet(m.Jurisdiction).update(position_statement_id=F("pk"))


def kilobytes(name):
    return int(re.search(rf"^{name}:\s+(\d+)", STATUS.read_text(), re.MULTILINE)[1])


def measured(client, address):
    """(rows' bytes, seconds, MB above idle) of one file, read to its end and thrown away."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted anew
    idle, start, size = kilobytes("VmRSS"), time.perf_counter(), 0
    for piece in client.get(address).streaming_content:
        size += len(piece)
    return size, time.perf_counter() - start, (kilobytes("VmHWM") - idle) / 1024


def main():
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if "fill" in sys.argv:
        call_command("migrate", verbosity=0)
        fill(total)
        return call_command("rebuild_index", verbosity=0)  # or the server builds it beside the files that are measured
    # In a process of its own: memory it frees would be used again here, and hide what an export takes.
    subprocess.run([sys.executable, __file__, str(total), "fill"], check=True)
    settings.DEBUG = False  # or Django keeps every query
    client = Client()
    print(f"{connection.vendor}, {total} rows")
    for address in ("/statements.csv", "/statements.json", "/jurisdictions.csv", "/jurisdictions.json"):
        list(client.get(f"{address}?state=NE").streaming_content)  # idle is after a first file
        size, seconds, peak = measured(client, address)
        print(f"{address:20} {size / 1e6:6.1f} MB in {seconds:5.2f} s, {peak:5.1f} MB of memory above idle")


if __name__ == "__main__":
    main()
