from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from . import vocabulary as words


class JudgedPair(models.Model):
    """Two rows that looked alike and were judged different: they are not asked about again. Named by their slugs,
    in the order Python sorts them.
    """

    kind = models.CharField(max_length=6, choices=words.FindableKind)
    first = models.CharField(max_length=150)
    second = models.CharField(max_length=150)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    judged_at = models.DateTimeField(_("judged"), auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "first", "second"], name="a_pair_is_judged_once"),
        ]

    def __str__(self):
        return f"{self.first} ≠ {self.second}"
