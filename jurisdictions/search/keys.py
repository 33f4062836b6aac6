"""Many primary keys in one question."""

import json

from django.db import connection
from django.db.models.expressions import RawSQL


def any_of(keys):
    """For `field__in`: all keys in one parameter, because a list of 2,000 parameters is slow to plan."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [keys])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(keys)])
