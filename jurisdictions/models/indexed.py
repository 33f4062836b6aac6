from uuid import uuid4

from django.db import models


class IndexChange(models.Model):
    """A row the search index has to read again. Only triggers of the database write it (search/index/triggers.py).

    The newest `id` is the version of the data; every change of the record raises it in its own transaction.
    """

    kind = models.CharField(max_length=1)
    key = models.BigIntegerField()

    def __str__(self):
        return f"{self.id}: {self.kind}{self.key}"


class IndexSource(models.Model):
    """Which database this is, one row: an index of another one must not answer for it.

    `text_format` is the TEXT_FORMAT its texts were written in.
    """

    uid = models.UUIDField(default=uuid4)
    text_format = models.PositiveSmallIntegerField(default=0)

    def __str__(self):
        return str(self.uid)
