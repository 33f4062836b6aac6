"""Corrections that readers see: written beside the change they explain, and kept apart from routine edits."""

from django.utils import timezone

from jurisdictions.models import Correction, Official, SourceArticle, Statement
from jurisdictions.models.correction import FACTS, subject_of
from jurisdictions.staff.slugs import first_free
from jurisdictions.staff.wording import EMPTY, Names, is_same


def is_public(row):
    """Readers can see this stored row, so that a change of it may have to be told."""
    if isinstance(row, Statement):
        return Statement.objects.published().filter(pk=row.pk).exists()
    if isinstance(row, Official | SourceArticle):
        return type(row).objects.published().filter(pk=row.pk).exists()
    return True


def correct(row, was, now, *, why, by, on=None):
    """Tell readers of each fact of `row` that differs between `was` and `now` ({field: stored value})."""
    names, day = Names(type(row), [was, now]), on or timezone.localdate()
    precision = {"date_precision": getattr(row, "date_precision", "")}
    was, now = {**precision, **was}, {**precision, **now}
    told = []
    for name in FACTS[type(row)]:
        if name in now and not is_same(was.get(name), now[name]):
            before, after = (names.shown(name, values) for values in (was, now))
            told.append(Correction(
                slug=free_slug(f"{row.slug}-{day:%Y-%m-%d}-{name.replace('_', '-')}"), field=name,
                was=told_as(before), now=told_as(after), why=why, corrected_on=day, corrected_by=by,
                **{subject_of(row): row},
            ))  # fmt: skip
    Correction.objects.bulk_create(told)
    return told


def free_slug(base):
    return first_free(base, set(Correction.objects.filter(slug__startswith=base).values_list("slug", flat=True)))


def told_as(text):
    return "" if text == EMPTY else text
