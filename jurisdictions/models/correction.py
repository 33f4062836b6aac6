from functools import reduce
from operator import or_

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .dates import date_problems
from .jurisdiction import Jurisdiction
from .natural import RecordModel, SlugQuerySet
from .official import Official
from .source import SourceArticle
from .statement import Statement
from .versions import Versions

SUBJECTS = ("statement", "jurisdiction", "official", "source")


FACTS = {  # what readers see of a row, by model
    Statement: ("jurisdiction", "official", "speaker_title", "capacity", "applies_to", "form", "stance", "stated_on",
                "date_precision", "quote", "summary", "condition", "themes"),
    Jurisdiction: ("name", "agency_type", "city", "county", "state", "website", "population", "latitude", "longitude",
                   "exists_from", "exists_until"),
    Official: ("name", "title", "jurisdiction", "party", "term_start_on", "term_end_on"),
    SourceArticle: ("publisher", "title", "author", "url", "published_on", "date_precision", "kind", "derived_from"),
}  # fmt: skip


def only(subject):
    """This one of the four is named and no other."""
    return Q(**{f"{name}__isnull": name != subject for name in SUBJECTS})


def subject_of(row):
    """Which of `SUBJECTS` names this row."""
    return "source" if isinstance(row, SourceArticle) else row._meta.model_name


class CorrectionQuerySet(SlugQuerySet):
    def published(self):
        """Those of what readers can see; a retracted statement keeps its corrections with its page."""
        shown = Q(statement=None) | Exists(Statement.objects.ever_public().filter(pk=OuterRef("statement")))
        shown &= Q(official=None) | Exists(Official.objects.published().filter(pk=OuterRef("official")))
        shown &= Q(source=None) | Exists(SourceArticle.objects.published().filter(pk=OuterRef("source")))
        return self.filter(shown)

    def newest_first(self):
        return self.order_by("-corrected_on", "-slug")

    def with_subjects(self):
        return self.select_related("statement__jurisdiction", "jurisdiction", "official__jurisdiction", "source")

    def about(self, *rows):
        """Of one of these; at least one is given."""
        return self.filter(reduce(or_, (Q(**{subject_of(row): row}) for row in rows)))

    def of_any(self, *, bodies=(), statements=()):
        return self.filter(Q(jurisdiction__in=bodies) | Q(statement__in=statements))

    def days(self):
        """(body, statement, day) of each that is of one of these, the newest last."""
        told = self.filter(official=None, source=None).order_by("corrected_on")
        return told.values_list("jurisdiction", "statement", "corrected_on")

    def bearing_on(self, body):
        """Of the body itself, its statements and its people."""
        return self.filter(Q(jurisdiction=body) | Q(statement__jurisdiction=body) | Q(official__jurisdiction=body))


def newest_days(days):
    """{("jurisdiction" or "statement", primary key): day of the newest correction of it} of what `days()` gives."""
    return {("jurisdiction" if body else "statement", body or statement): day for body, statement, day in days}


class Correction(RecordModel):
    """We had something wrong: what was, what is and why, in the words readers saw. Who corrected it is not public."""

    slug = models.SlugField(_("permanent name in addresses"), max_length=250, unique=True)
    statement = models.ForeignKey(
        Statement, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    jurisdiction = models.ForeignKey(
        Jurisdiction, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections",
        verbose_name=_("body"),
    )  # fmt: skip
    official = models.ForeignKey(Official, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    source = models.ForeignKey(
        SourceArticle, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    field = models.CharField(_("field"), max_length=30)
    was = models.TextField(_("what it was"), blank=True)
    now = models.TextField(_("what it is"), blank=True)
    why = models.TextField(_("why"))
    corrected_on = models.DateField(_("corrected on"), db_index=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()
    history = Versions()

    class Meta:
        ordering = ["-corrected_on", "slug"]
        verbose_name = _("correction")
        constraints = [
            models.CheckConstraint(
                condition=reduce(or_, map(only, SUBJECTS)),
                name="a_correction_is_of_one_thing",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="a_correction_says_why"),
        ]

    def __str__(self):
        return f"{self.subject}: {self.label}"

    @classmethod
    def bodies_of(cls, rows):
        return set()

    def natural_key(self):
        return (self.slug,)

    natural_key.dependencies = ["jurisdictions.statement"]

    @property
    def subject(self):
        return next(filter(None, (getattr(self, name) for name in SUBJECTS)), None)

    @property
    def label(self):
        """The name of the corrected field."""
        model = type(self.subject)
        return capfirst(model._meta.get_field(self.field).verbose_name) if self.field in FACTS[model] else self.field

    def get_absolute_url(self):
        return reverse("corrections") + f"#{self.slug}"

    def clean_alone(self):
        errors = date_problems("corrected_on", self.corrected_on)
        if self.was == self.now:
            errors["now"] = _("It says the same as before.")
        if errors:
            raise ValidationError(errors)
