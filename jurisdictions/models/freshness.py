"""One door for "the record of these bodies changed": what is derived is rebuilt, whoever wrote.

`save()`, `delete()`, `QuerySet.update()`, `bulk_create()` and imports all come through `keep_fresh`.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps
from django.db import transaction
from django.dispatch import Signal

bodies_changed = Signal()  # sent with `bodies`, a set of primary keys, after positions were rebuilt
_waiting: ContextVar[set | None] = ContextVar("bodies waiting for their refresh", default=None)


def held(bodies):
    """These bodies (primary keys), locked until the transaction ends.

    Whoever changes a row of a body takes the body first: two who waited for each other's rows would lock up.
    """
    rows = apps.get_model("jurisdictions.Jurisdiction").objects.select_for_update(no_key=True)
    return set(rows.filter(pk__in=bodies).order_by("pk").values_list("pk", flat=True)) if bodies else set()


def keep_fresh(bodies):
    """Rebuild positions of these bodies (primary keys) and tell `bodies_changed`; later inside `fresh_once`."""
    from .positions import rebuild_positions

    waiting = _waiting.get()
    if waiting is not None:
        waiting |= bodies
    elif bodies:
        with transaction.atomic():
            rebuild_positions(bodies)
            bodies_changed.send(sender=None, bodies=bodies)


@contextmanager
def fresh_once():
    """Many writes, one refresh at the end, in the same transaction; nothing is refreshed after an error."""
    if _waiting.get() is not None:
        yield
        return
    token = _waiting.set(set())
    try:
        with transaction.atomic():
            yield
            bodies = _waiting.get()
            _waiting.reset(token)
            token = None
            keep_fresh(bodies)
    finally:
        if token is not None:
            _waiting.reset(token)
