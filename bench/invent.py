"""Invent a record of any size as five CSV files for `manage.py load_csv`: no body, person or word in it is real.

    python bench/invent.py FOLDER [BODIES]      10,000 bodies (the default), ten times as many statements

The same number gives the same files. Names repeat as they do in the country: finding has something to tell apart.
"""

import csv
import random
import sys
from datetime import date, timedelta
from pathlib import Path

STATES = "AL AZ CA CO FL GA IL KS MA MI MN NC NE NJ NY OH OR PA TX VA WA WI".split()
TYPES = {
    "city": ("City of {}", "Mayor"), "county": ("{} County", "Commissioner"),
    "police": ("{} Police", "Chief of Police"), "sheriff": ("{} County Sheriff", "Sheriff"),
    "school_district": ("{} Schools", "Superintendent"),
    "prosecutor": ("{} District Attorney", "District Attorney"), "agency": ("{} Transit", "Director"),
}  # fmt: skip
STANCES = ["declines", "limits", "cooperates", "requires", "comments", "unclear"]
FORMS = ["statement", "policy", "directive", "resolution", "ordinance", "agreement", "interview"]
HEADS = "Alder Birch Cotton Dover Elm Flint Grand Hazel Iron Juniper Kettle Laurel Marble Nettle Otter Pepper".split()
TAILS = "brook dale field ford gate ham haven hill mere mouth port ridge side ton vale wick".split()
FIRST = "Ada Bela Cyra Dov Edda Finn Gwen Hana Ivo Jory Kaia Lev Mara Nils Oona Piet".split()
COMMON = """immigration enforcement federal agents officers status warrant judicial detainer jail records families
schools police policy resources request honor share information residents trust safety law court""".split()
SYLLABLES = "ba be do fi ga ho ka li mo nu pa ri so ta ve wu".split()


def words(rng, count):
    """Mostly the few words of the subject, now and then one that hardly occurs."""
    return " ".join(
        rng.choice(COMMON) if rng.random() < 0.8 else "".join(rng.choices(SYLLABLES, k=3)) for _n in range(count)
    )


def tables(bodies, seed=1):
    """(name, columns, rows) of each file, in the order they are loaded."""
    rng, places = random.Random(seed), [head + tail for head in HEADS for tail in TAILS]
    kinds = [(rng.choice(list(TYPES)), rng.choice(places), rng.choice(STATES)) for _n in range(bodies)]
    named = [(n, TYPES[kind][0].format(place), kind, state) for n, (kind, place, state) in enumerate(kinds, 1)]
    yield (
        "jurisdictions",
        "id name slug agency_type state county parent_id population latitude longitude stance",
        (
            (
                n,
                name,
                f"body-{n}",
                kind,
                state,
                f"{rng.choice(places)} County",
                "",
                rng.randint(500, 900_000),
                "",
                "",
                "",
            )
            for n, name, kind, state in named
        ),
    )
    people = [(n, rng.randrange(bodies)) for n in range(1, 2 * bodies + 1)]
    offices = {}
    for n, body in people:
        offices.setdefault(body, []).append(n)
    yield (
        "officials",
        "id name title party jurisdiction_id term_start term_end",
        (
            (n, f"{rng.choice(FIRST)} {rng.choice(places)}", TYPES[kinds[body][0]][1], "", body + 1, "2015-01-01", "")
            for n, body in people
        ),
    )
    yield "statements", "id jurisdiction_id official_id stated_on stance form quote summary", (
        (n, body + 1, rng.choice([*offices.get(body, []), ""]), date(2015, 1, 1) + timedelta(rng.randrange(4000)),
         rng.choice(STANCES), rng.choice(FORMS), words(rng, 40), f"It spoke of {words(rng, 8)}.")
        for n in range(1, 10 * bodies + 1) for body in [int(bodies * rng.random() ** 2)]
    )  # fmt: skip
    articles = 2 * bodies
    yield "articles", "id publisher title url published_on", (
        (n, f"{rng.choice(places)} Courier", words(rng, 7).capitalize(), f"https://courier.example/{n}",
         date(2015, 1, 1) + timedelta(rng.randrange(4000)))
        for n in range(1, articles + 1)
    )  # fmt: skip
    yield (
        "statement_articles",
        "id statement_id article_id",
        ((n, n, rng.randint(1, articles)) for n in range(1, 10 * bodies + 1)),
    )


def invent(folder, bodies):
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns, rows in tables(bodies):
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns.split())
            writer.writerows(rows)


if __name__ == "__main__":
    invent(Path(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 10_000)
