from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from . import vocabulary as words
from .addresses import canonical_address, page_of, web_address
from .dates import date_problems, settled
from .folding import searchable
from .natural import RecordModel, SlugQuerySet
from .versions import Versions


class SourceArticleQuerySet(SlugQuerySet):
    def at_address(self, url):
        """Those whose address leads to the same article as this one, however either is spelled."""
        return self.filter(canonical_url=canonical_address(url)[:1000])

    def newest_first(self):
        return self.order_by(models.F("published_on").desc(nulls_last=True), "slug")

    def published(self):
        """Sources of a statement that is or was public; one that only drafts rest on is not public yet."""
        same = self.model.objects.filter(pk=models.OuterRef("pk"))
        return self.filter(models.Exists(same.filter(citations__statement__status__in=words.EVER_PUBLIC)))


class SourceArticle(RecordModel):
    """A published document; it stays its publisher's, we record where it is and what kind it is."""

    DERIVED = ("canonical_url", "search_text")
    ALONE = ("published_on", "date_precision", "canonical_url", "search_text")

    slug = models.SlugField(_("permanent name in addresses"), max_length=150, unique=True)
    publisher = models.CharField(_("publisher"), max_length=200)
    title = models.CharField(_("title"), max_length=400)
    author = models.CharField(_("author"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=800, unique=True, validators=[web_address])
    canonical_url = models.CharField(max_length=1000, editable=False, blank=True, db_index=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    date_precision = models.CharField(_("date precision"), max_length=5, choices=words.Precision, blank=True)
    accessed_on = models.DateField(_("accessed on"), null=True, blank=True)
    archived_url = models.URLField(_("archived copy"), max_length=800, blank=True, validators=[web_address])
    archived_on = models.DateField(_("archived on"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=words.SourceKind)
    derived_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="derivatives"
    )
    derived_from_note = models.TextField(_("what it derives from"), blank=True)
    reliability_note = models.TextField(_("note on reliability"), blank=True)
    search_text = models.TextField(blank=True, editable=False)

    objects = SourceArticleQuerySet.as_manager()
    history = Versions(derived=DERIVED)

    class Meta:
        ordering = ["publisher", "title", "slug"]
        verbose_name = _("source")
        indexes = [
            models.Index(fields=["publisher", "title", "slug"], name="sources_by_publisher"),
            models.Index(fields=["published_on"], name="sources_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published_on__isnull=True, date_precision="")
                | models.Q(published_on__isnull=False) & ~models.Q(date_precision=""),
                name="a_source_date_has_a_precision",
            )
        ]

    def __str__(self):
        return f"{self.publisher}: {self.title}"

    @classmethod
    def bodies_of(cls, rows):
        """Bodies whose statements rest on these sources: what kind of source it is decides how firm they are."""
        return set(rows.filter(citations__isnull=False).values_list("citations__statement__jurisdiction", flat=True))

    @classmethod
    def free(cls, rows):
        cls.objects.filter(derived_from__in=rows).update(derived_from=None)

    def natural_key(self):
        return (self.slug,)

    def get_absolute_url(self):
        return page_of("source", self.slug)

    def fill_derived(self):
        day = self._meta.get_field("published_on").to_python(self.published_on)
        if day:
            self.date_precision = self.date_precision or words.Precision.DAY
            self.published_on = settled("published_on", day, self.date_precision)
        self.search_text = searchable([self.publisher, self.title, self.author, self.url])
        self.canonical_url = canonical_address(self.url)[:1000]

    def clean_alone(self):
        errors = date_problems("published_on", self.published_on, self.date_precision)
        errors |= date_problems("accessed_on", self.accessed_on) | date_problems("archived_on", self.archived_on)
        if bool(self.published_on) != bool(self.date_precision):
            errors["date_precision"] = _("A date has a precision: day, month or year. Enter both or neither.")
        if errors:
            raise ValidationError(errors)
