from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .jurisdiction import Jurisdiction
from .official import Official


class MergeQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(undone_on__isnull=True)

    def published(self):
        """Those readers are told of: standing ones, into what they can see."""
        seen = Q(official=None) | Exists(Official.objects.published().filter(pk=OuterRef("official")))
        return self.standing().filter(seen)

    def of_kind(self, model):
        """Those that rows of this model went by."""
        return self.filter(**{f"{model._meta.model_name}__isnull": False}) if hasattr(model, "merges") else self.none()

    def of_rows(self, model, keys):
        """Those that rows of this model with these keys went by."""
        return self.of_kind(model).filter(old_key__in=keys)

    def labels(self):
        """{key: name} of the rows that went."""
        return dict(self.values_list("old_key", "old_label"))

    def with_rows(self):
        return self.select_related("jurisdiction", "official__jurisdiction")

    def newest_first(self):
        return self.order_by("-merged_on", "-pk")


class Merge(models.Model):
    """Two rows that were one: all that hung on the duplicate hangs on the other now, and the duplicate is gone.

    `jurisdiction` or `official` is the one it is part of today; it moves on when that one is merged too. `changes` is
    the journal that undoes it: [{"model", "key", "label", "was", "now"}], the last two {column: value} of what was
    written, None for a row that was not there.
    """

    jurisdiction = models.ForeignKey(Jurisdiction, null=True, on_delete=models.CASCADE, related_name="merges")
    official = models.ForeignKey(Official, null=True, on_delete=models.CASCADE, related_name="merges")
    old_key = models.BigIntegerField(db_index=True)
    old_slug = models.CharField(max_length=150)
    old_label = models.CharField(max_length=600)
    reason = models.TextField(_("reason"))
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    merged_on = models.DateField(db_index=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_on = models.DateField(null=True)
    changes = models.JSONField()

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-merged_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(jurisdiction__isnull=True, official__isnull=False)
                | Q(jurisdiction__isnull=False, official__isnull=True),
                name="a_merge_is_of_one_kind",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_merge_says_why"),
        ]

    def __str__(self):
        return f"{self.old_label} → {self.row}"

    @property
    def row(self):
        return self.jurisdiction or self.official

    def get_absolute_url(self):
        """Where a merge is read about: the page of the one that stays."""
        return self.row.get_absolute_url()
