"""How long an import at the desk takes, on whatever database DATABASE_URL names: python bench/imports.py [ROWS]

Fill it first with bodies (bench/invent.py and manage.py load_csv); it is left with the imported drafts. A statement a
row, a source for four of them, a speaker for half. Prints seconds of processor time of this process (on SQLite the
database's too) and on the clock.
"""

import csv
import io
import os
import sys
import time
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings")
django.setup()

from django.contrib.auth.models import User  # noqa: E402

from jurisdictions.models import Jurisdiction, Upload  # noqa: E402
from jurisdictions.staff.imports import plan as plans  # noqa: E402
from jurisdictions.staff.imports.texts import content_of  # noqa: E402

COLUMNS = """jurisdiction state form stance stated_on summary source_url source_title publisher source_kind carried_as
official speaker_title themes""".split()


def table(rows):
    bodies = list(Jurisdiction.objects.order_by("pk").values_list("slug", "state")[:1000])
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for n in range(rows):
        speaker = (f"Ada Number {n % 5}", "Mayor") if n % 2 else ("", "")
        writer.writerow([
            *bodies[n % len(bodies)], "statement", ("limits", "declines", "cooperates")[n % 3],
            f"20{10 + n % 15}-0{1 + n % 9}-1{n % 9}", f"The body said sentence {n} about detainers and warrants.",
            f"https://paper.example/{n // 4}", f"Title {n // 4}", "The Paper", "news_report", "paraphrase", *speaker,
            "raids; courts",
        ])  # fmt: skip
    return out.getvalue().encode()


def timed(what, step):
    began, used = time.perf_counter(), time.process_time()
    answer = step()
    print(
        f"{what:10} {time.process_time() - used:8.1f} s {time.perf_counter() - began:8.1f} s on the clock", flush=True
    )
    return answer


def look(row):
    """The page of the preview, short of its HTML."""
    plan = plans.plan_of(row)
    plans.impact_of(plan)
    assert not plan.has_problems
    return plan.signature


def run(rows):
    row = Upload(user=User.objects.create_superuser(f"bench-{time.time()}"), name="bench.csv")
    row.content = vars(timed("read", lambda: content_of("bench.csv", table(rows))))
    row.save()
    signature = timed("preview", lambda: look(row))
    timed("confirm", lambda: plans.carry_out(row, signature))


if __name__ == "__main__":
    run(int(sys.argv[1]) if sys.argv[1:] else 50_000)
