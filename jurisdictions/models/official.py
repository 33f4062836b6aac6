from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from . import vocabulary as words
from .addresses import page_of
from .jurisdiction import Jurisdiction
from .natural import RecordModel, SlugQuerySet
from .versions import Versions


class OfficialQuerySet(SlugQuerySet):
    def published(self):
        """People nobody has quoted yet, and those with a statement that is or was public; never a draft's speaker."""
        said = self.model._meta.get_field("statements").related_model.objects.filter(official=models.OuterRef("pk"))
        return self.filter(~models.Exists(said) | models.Exists(said.filter(status__in=words.EVER_PUBLIC)))

    def for_cards(self):
        found_by = ("search_text", "jurisdiction__search_text", "jurisdiction__name_text")
        return self.select_related("jurisdiction").defer(*found_by)


class Official(RecordModel):
    """A person in a public office of a body. `party` only as a source states it."""

    DERIVED = ("search_text",)

    slug = models.SlugField(_("permanent name in addresses"), max_length=150, unique=True)
    name = models.CharField(_("name"), max_length=150)
    title = models.CharField(_("title"), max_length=150, blank=True)
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, related_name="officials", verbose_name=_("body")
    )
    party = models.CharField(_("party"), max_length=50, blank=True, help_text=_("Only when a source states it."))
    term_start_on = models.DateField(_("in office from"), null=True, blank=True)
    term_end_on = models.DateField(_("in office until"), null=True, blank=True)
    name_variants = models.JSONField(_("names as printed"), default=list, blank=True)
    search_text = models.TextField(blank=True, editable=False)

    objects = OfficialQuerySet.as_manager()
    history = Versions(derived=DERIVED)

    class Meta:
        ordering = ["name", "slug"]
        indexes = [models.Index(fields=["name", "slug"], name="people_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(term_start_on__isnull=True)
                | models.Q(term_end_on__isnull=True)
                | models.Q(term_end_on__gte=models.F("term_start_on")),
                name="a_term_ends_after_it_starts",
            )
        ]

    def __str__(self):
        return ", ".join(filter(None, [self.name, self.title, str(self.jurisdiction)]))

    @classmethod
    def bodies_of(cls, rows):
        return set(rows.values_list("jurisdiction", flat=True))

    def natural_key(self):
        return (self.slug,)

    natural_key.dependencies = ["jurisdictions.jurisdiction"]

    def get_absolute_url(self):
        return page_of("official", self.slug)

    def clean_alone(self):
        if self.term_start_on and self.term_end_on and self.term_end_on < self.term_start_on:
            raise ValidationError({"term_end_on": _("The term ends before it starts.")})
