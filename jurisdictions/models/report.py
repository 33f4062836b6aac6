from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from . import vocabulary as words
from .jurisdiction import Jurisdiction
from .statement import Statement


class ReportQuerySet(models.QuerySet):
    def published(self):
        """Replies readers see: accepted ones, the newest first. A report of an error is never shown."""
        shown = self.filter(kind=words.ReportKind.REPLY, status=words.ReportStatus.ACCEPTED)
        return shown.order_by("-accepted_on", "-pk")

    def as_of(self, day):
        return self.filter(accepted_on__lte=day)

    def disputing(self):
        return self.published().filter(disputes=True)

    def newest_by(self, name):
        """(primary key of the body or statement (`name`), day on which the newest was accepted)"""
        return self.order_by().values_list(name).annotate(models.Max("accepted_on"))


class Report(models.Model):
    """What somebody outside told the desk about a body: an error, or a reply of the body or person concerned.

    `text` and who sent it stay with the desk. Readers see `shown_text` under `shown_name`, once it is accepted.
    """

    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.CASCADE, related_name="reports", verbose_name=_("body")
    )
    statement = models.ForeignKey(
        Statement, null=True, blank=True, on_delete=models.SET_NULL, related_name="reports", verbose_name=_("statement")
    )
    kind = models.CharField(_("kind"), max_length=5, choices=words.ReportKind)
    text = models.TextField(_("as sent"))
    name = models.CharField(_("name given"), max_length=150, blank=True)
    contact = models.CharField(_("contact given"), max_length=200, blank=True)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    sender = models.CharField(max_length=64, editable=False, db_index=True)
    status = models.CharField(
        _("status"), max_length=8, choices=words.ReportStatus, default=words.ReportStatus.NEW, db_index=True
    )
    shown_text = models.TextField(_("as readers see it"), blank=True)
    shown_name = models.CharField(_("from whom, as readers see it"), max_length=200, blank=True)
    disputes = models.BooleanField(_("disputes the entry"), default=False)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("decided by")
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("report or reply")
        verbose_name_plural = _("reports and replies")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="reply", status="accepted")
                | models.Q(accepted_on__isnull=False) & ~models.Q(shown_text="") & ~models.Q(shown_name=""),
                name="an_accepted_reply_is_dated_and_signed",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.jurisdiction}"
