from django.db import models
from django.utils.translation import gettext_lazy as _

from . import vocabulary as words
from .jurisdiction import Jurisdiction
from .official import Official
from .place import Place


class FindableName(models.Model):
    """Derived: a name of a body, place or person from one of its words on, as somebody may begin to type it.

    `search.names` alone writes it. A name of three words has three rows; the first of them is the `whole` name.
    What a suggestion shows stands in the row, so that one query answers a key press.
    """

    kind = models.CharField(max_length=6, choices=words.FindableKind)
    body = models.ForeignKey(Jurisdiction, null=True, on_delete=models.CASCADE, related_name="findable_names")
    place = models.ForeignKey(Place, null=True, on_delete=models.CASCADE, related_name="findable_names")
    person = models.ForeignKey(Official, null=True, on_delete=models.CASCADE, related_name="findable_names")
    text = models.CharField(max_length=200)
    whole = models.CharField(max_length=200, blank=True)
    all_words = models.TextField()
    weight = models.IntegerField()
    initial = models.CharField(max_length=1)
    slug = models.CharField(max_length=150)
    label = models.CharField(max_length=200)
    type = models.CharField(max_length=150, blank=True)
    within = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=2)

    class Meta:
        verbose_name = _("findable name")
        indexes = [
            # The best known of those begun are found in the index alone: the rows of a million lie far apart.
            models.Index(
                fields=["kind", "text", "weight", "whole"],
                opclasses=["varchar_pattern_ops", "varchar_pattern_ops", "int4_ops", "varchar_pattern_ops"],
                include=["id"],
                name="best_name_by_start",
            ),
            models.Index(fields=["kind", "initial", "-weight", "text"], include=["id"], name="best_name_by_initial"),
        ]

    def __str__(self):
        return f"{self.text} ({self.kind})"
