"""What each list of the desk costs, on whatever database DATABASE_URL names: python bench/lists.py

Fill it first (bench/invent.py and manage.py load_csv). Prints, for each way to open a list, the number of queries, the
processor time of this process and of the database (on PostgreSQL of the one that serves this connection, which gets no
others to help it) and the time on the clock, in milliseconds, median of five. A second word limits it to lists that
contain it; a third prints the SQL of queries slower than so many ms. The place asked for is one of the record's.
"""

import os
import statistics
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings")
os.environ.setdefault("DEBUG", "true")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

from jurisdictions.models import Jurisdiction  # noqa: E402

STATE = "jurisdiction__state__exact=OH"
PLACE = "a place"
LISTS = {
    "jurisdiction": ["", "q=bafihowu", PLACE, "q=county", "state__exact=OH", "state__exact=OH&q=sheriff",
                     "position_stance__exact=limits", "o=4.1", "o=7"],
    "official": ["", "q=ada", PLACE, "q=sheriff", STATE, "o=1"],
    "statement": ["", "q=detainer", PLACE, "q=bafihowu", STATE, "stance__exact=limits", "stated_on__year=2020",
                  "status__exact=draft", f"{STATE}&stance__exact=limits&q=warrant", "o=4", "o=2"],
    "sourcearticle": ["", "q=warrant", PLACE, "kind__exact=news_report", "published_on__year=2020", "o=2"],
}  # fmt: skip


def a_place():
    """Of a body in the middle of the list."""
    bodies = Jurisdiction.objects.filter(agency_type="city").order_by("pk")
    body = bodies[bodies.count() // 2]
    return urlencode({"q": f"{body.city or body.name}, {body.state}"})


def database_process():
    """Where Linux counts the processor time of the connection's own process, if that is not this one."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid()")
        return Path(f"/proc/{cursor.fetchone()[0]}/schedstat")


def processor_time(other):
    """Seconds, of both processes."""
    return time.process_time() + (int(other.read_text().split()[0]) / 1e9 if other else 0)


def measured(client, url, times=5):
    """(queries, processor ms, clock ms, total shown)"""
    processor, clock, other = [], [], database_process()
    for _time in range(times):
        with CaptureQueriesContext(connection) as queries:
            began, used = time.perf_counter(), processor_time(other)
            page = client.get(url)
            processor.append((processor_time(other) - used) * 1e3)
            clock.append((time.perf_counter() - began) * 1e3)
        assert page.status_code == 200, (url, page.status_code)
        if clock[-1] > 5000:
            break
    found = page.context["cl"]
    return len(queries), statistics.median(processor), statistics.median(clock), found, queries


def run(client, only, slow):
    print(f"{'list':58} queries  processor      clock  shown")
    place = a_place()
    for model, asked in LISTS.items():
        url = reverse(f"admin:jurisdictions_{model}_changelist")
        last = client.get(url).context["cl"].paginator.num_pages
        for query in [*asked, f"p={last}"]:
            query = place if query == PLACE else query
            if only and only not in f"{model} {query}":
                continue
            count, processor, clock, found, queries = measured(client, f"{url}?{query}")
            print(f"{model:14} {query:43} {count:7} {processor:10.0f} {clock:10.0f}  {found.result_count}", flush=True)
            for one in queries if slow else ():
                if float(one["time"]) * 1e3 >= slow:
                    print(f"    {float(one['time']) * 1e3:.0f} ms  {one['sql'][:1500]}")


if __name__ == "__main__":
    setup_test_environment()
    settings.ALLOWED_HOSTS, settings.REQUIRE_SECOND_FACTOR = ["*"], False
    person = User.objects.create_superuser(f"bench-{time.time()}")  # in no transaction, where no index answers
    try:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        run(client, sys.argv[1] if sys.argv[1:] else "", float(sys.argv[2]) if sys.argv[2:] else 0)
    finally:
        person.delete()
