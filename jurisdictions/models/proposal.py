from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from . import vocabulary as words
from .statement import Statement


class ProposedChangeQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(outcome=words.Outcome.WAITING)

    def with_people(self):
        return self.select_related("statement__jurisdiction", "proposed_by", "decided_by")


class ProposedChange(models.Model):
    """Another wording of what a published statement says, until a second person approves it readers see the old one.

    `was` and `now` are {field: stored value}: relations by primary key, dates as ISO text.
    """

    GUARDED = (
        "jurisdiction", "official", "speaker_title", "capacity", "stance", "stated_on", "date_precision", "quote",
    )  # fmt: skip

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="proposed_changes")
    was = models.JSONField()
    now = models.JSONField()
    reason = models.TextField(_("reason"))
    is_correction = models.BooleanField(_("a correction readers should see"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=words.Outcome, default=words.Outcome.WAITING, db_index=True
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_why = models.TextField(blank=True)

    objects = ProposedChangeQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "pk"]
        verbose_name = _("proposed change")
        constraints = [
            models.UniqueConstraint(
                fields=["statement"], condition=Q(outcome="waiting"), name="one_change_of_a_statement_waits"
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", decided_at__isnull=True)
                | ~Q(outcome="waiting") & Q(decided_at__isnull=False),
                name="a_decision_has_its_time",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_proposed_change_gives_its_reason"),
        ]

    def __str__(self):
        return f"{self.statement}: {', '.join(self.now)}"
