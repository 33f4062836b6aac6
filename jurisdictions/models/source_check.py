from django.db import models
from django.utils.translation import gettext_lazy as _

from . import vocabulary as words
from .source import SourceArticle


class SourceCheckQuerySet(models.QuerySet):
    def newest_of_each(self):
        """The last check of every article."""
        newest = self.filter(article=models.OuterRef("article")).order_by("-checked_at", "-pk")
        return self.filter(pk=models.Subquery(newest.values("pk")[:1]))

    def dead(self):
        return self.newest_of_each().filter(status__in=words.DEAD_LINKS)


class SourceCheck(models.Model):
    """What the address of an article answered at one time; all answers are kept."""

    article = models.ForeignKey(SourceArticle, on_delete=models.CASCADE, related_name="checks")
    checked_at = models.DateTimeField(_("asked"))
    status = models.CharField(_("answer"), max_length=12, choices=words.LinkStatus)
    final_url = models.CharField(_("address in the end"), max_length=2000, blank=True)
    note = models.CharField(_("in full"), max_length=400, blank=True)

    objects = SourceCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-checked_at", "-pk"]
        verbose_name = _("check of a source")
        verbose_name_plural = _("checks of sources")
        indexes = [models.Index(fields=["article", "-checked_at"], name="checks_of_an_article")]

    def __str__(self):
        return f"{self.article}: {self.get_status_display()} ({self.checked_at:%Y-%m-%d})"
