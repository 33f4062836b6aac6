"""Many primary keys in one question."""

from django.db import connection
from django.db.models.expressions import RawSQL

from jurisdictions.models.kept import KEYS


def any_of(keys):
    """For `field__in`: all keys in one parameter."""
    sql, sent = KEYS[connection.vendor]
    return RawSQL(sql, [sent(keys)])
