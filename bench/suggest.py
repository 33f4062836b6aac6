"""How long a suggestion takes the server, on whatever database DATABASE_URL names: python bench/suggest.py

Load it first (manage.py migrate, load_directory, load_places). Times are of one process, without the network.
"""

import os
import random
import statistics
import string
import sys
import time
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings")
os.environ.setdefault("DEBUG", "true")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from jurisdictions.models import FindableName, Jurisdiction, Official, Place, ZipCode  # noqa: E402
from jurisdictions.search.suggest import suggest  # noqa: E402

RUNS = 200
WARM_UP = 20


def questions():
    """{group: texts}, always the same for the same data."""
    chance = random.Random(4)
    names = chance.sample(sorted(set(Place.objects.values_list("name", "state"))), 200)
    people = list(Official.objects.order_by("name").values_list("name", flat=True))
    bodies = list(Jurisdiction.objects.order_by("slug").values_list("name", flat=True))
    codes = chance.sample(list(ZipCode.objects.values_list("code", flat=True)), 200)
    return {
        "one letter": list(string.ascii_lowercase),
        "two letters": sorted({name[:2] for name, _state in names}),
        "three letters": sorted({name[:3] for name, _state in names}),
        "half a name": [name[: max(4, len(name) // 2)] for name, _state in names],
        "a name": [name for name, _state in names],
        "a name and a state": [f"{name}, {state}" for name, state in names],
        "a body": bodies,
        "words in another order": [" ".join(reversed(name.split())) for name in bodies],
        "common words": ["county", "city of", "police department", "township", "saint", "new", "san", "lake"],
        "a person": people,
        "nothing": ["xqzv", "omaha xqzv", "zzzz county"],
        "part of a ZIP code": [code[:3] for code in codes],
        "a ZIP code": codes,
    }


def milliseconds(ask, texts):
    """Times of RUNS questions, after a warm-up."""
    times = []
    for n in range(WARM_UP + RUNS):
        text, start = texts[n % len(texts)], time.perf_counter()
        ask(text)
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times[WARM_UP:])


def figures(times):
    return f"{statistics.median(times):6.2f} {times[int(len(times) * 0.95)]:6.2f}"


def main():
    settings.DEBUG = False  # or Django keeps every query
    client = Client()
    counts = [f"{model.objects.count()} {model._meta.verbose_name_plural}"
              for model in (Place, ZipCode, Jurisdiction, Official, FindableName)]  # fmt: skip
    print(f"{connection.vendor}: {', '.join(counts)}")
    print(f"{'median and p95 in ms':24} suggest()       whole request")
    whole, alone = [], []
    for group, texts in questions().items():
        own = milliseconds(suggest, texts)
        full = milliseconds(lambda text: client.get("/api/v1/suggest/", {"q": text}), texts)
        alone, whole = alone + own, whole + full
        print(f"{group:24} {figures(own)}   {figures(full)}")
    print(f"{'all':24} {figures(sorted(alone))}   {figures(sorted(whole))}")


if __name__ == "__main__":
    main()
