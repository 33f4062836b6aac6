from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from . import vocabulary as words
from .addresses import page_of
from .dates import date_problems, range_end, settled
from .jurisdiction import Jurisdiction
from .kept import AnyOf, ReadFromRow, attach, kept
from .natural import DependentQuerySet, RecordModel, SlugQuerySet
from .official import Official
from .source import SourceArticle
from .versions import Versions


class StatementQuerySet(SlugQuerySet):
    def published(self):
        return self.filter(status=words.Status.PUBLISHED)

    def published_among(self, **known):
        """The same for rows that are found by their keys or in their order: no index of statuses helps with those."""
        return self.filter(Exact(ReadFromRow("status"), words.Status.PUBLISHED), **known)

    def ever_public(self):
        """Published now, or retracted: a retracted one keeps a page that says why."""
        return self.filter(status__in=words.EVER_PUBLIC)

    def as_of(self, day):
        """Said by `day`; a month or year counts from its first day."""
        return self.filter(stated_on__lte=day)

    def in_state(self, state):
        return self.filter(jurisdiction__state=state.upper())

    def newest_first(self):
        return self.order_by("-stated_on", "slug")

    def for_cards(self):
        """With body and speaker, without the texts they are found by, which may be long."""
        found_by = ("search_text", "jurisdiction__search_text", "jurisdiction__name_text", "official__search_text")
        return self.select_related("jurisdiction", "official").defer(*found_by)

    def with_sources(self):
        """With citations in the order they were entered, for a QuerySet; `read_sources` is for a list at hand."""
        return self.prefetch_related(models.Prefetch("citations", Citation.objects.with_articles()))


@kept
def cards_of(statements: AnyOf):
    """Those of them that are published, in no order."""
    return Statement.objects.published_among(pk__in=statements).for_cards().order_by()


@kept
def citations_of(statements: AnyOf):
    return Citation.objects.with_articles().filter(statement__in=statements)


def read_sources(statements):
    """What `with_sources` reads, for a list of statements at hand; returns them."""
    attach(statements, "citations", citations_of([said.pk for said in statements]), by="statement")
    return statements


class Statement(RecordModel):
    """One position taken by a body, or by one of its officials for it, on a date."""

    DERIVED = ("last_possible_on", "search_text")
    ALONE = ("stated_on", "last_possible_on")

    slug = models.SlugField(_("permanent name in addresses"), max_length=200, unique=True)
    jurisdiction = models.ForeignKey(
        Jurisdiction, on_delete=models.PROTECT, related_name="statements", verbose_name=_("body"), db_index=False
    )
    official = models.ForeignKey(
        Official,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
        db_index=False,
        help_text=_("Leave empty when the body speaks without a person."),
    )
    speaker_title = models.CharField(_("title held then"), max_length=150, blank=True)
    form = models.CharField(_("form"), max_length=20, choices=words.Form)
    stance = models.CharField(_("stance"), max_length=10, choices=words.Stance)
    themes = models.JSONField(_("themes"), default=list, blank=True)
    stated_on = models.DateField(_("date"))
    date_precision = models.CharField(
        _("date precision"), max_length=5, choices=words.Precision, default=words.Precision.DAY
    )
    last_possible_on = models.DateField(editable=False, null=True)
    date_note = models.TextField(_("how the date is known"), blank=True)
    condition = models.TextField(_("condition"), blank=True)
    quote = models.TextField(_("quote"), blank=True, help_text=_("Verbatim words of the speaker or body, or empty."))
    summary = models.TextField(_("summary"), help_text=_("One neutral sentence in our own words."))
    capacity = models.CharField(_("capacity"), max_length=6, choices=words.Capacity, default=words.Capacity.BODY)
    applies_to = models.ManyToManyField(
        Jurisdiction, blank=True, related_name="statements_applied", verbose_name=_("applies to")
    )
    public_note = models.TextField(_("note for readers"), blank=True)
    confidence = models.CharField(
        _("confidence"),
        max_length=6,
        choices=words.Confidence,
        default=words.Confidence.HIGH,
        help_text=_("How sure the desk is of this entry; readers do not see it."),
    )
    editor_note = models.TextField(_("note for editors"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=words.Status, default=words.Status.DRAFT)
    retraction_reason = models.TextField(_("why it was retracted"), blank=True)
    sources = models.ManyToManyField(SourceArticle, through="Citation", related_name="statements")
    search_text = models.TextField(blank=True, editable=False)

    objects = StatementQuerySet.as_manager()
    history = Versions(derived=DERIVED, many=["applies_to"])

    class Meta:
        ordering = ["-stated_on", "slug"]
        permissions = [
            ("publish_statement", _("Can publish statements")),
            ("retract_statement", _("Can retract statements")),
        ]
        indexes = [  # a column that one of them begins with has none of its own
            # In the order of a history, and what else tells which of it may be as new as the position.
            models.Index(
                fields=["jurisdiction", "status", "-stated_on", "last_possible_on", "stance"], name="history_of_a_body"
            ),
            models.Index(fields=["-stated_on", "slug"], name="statements_newest_first"),
            models.Index(fields=["status"], name="statements_by_status"),
            models.Index(fields=["stance", "-stated_on", "slug"], name="statements_of_a_stance"),
            # The first and the last day on which each of a body's people spoke, without reading what they said.
            models.Index(fields=["official", "status", "stated_on"], name="said_by_a_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(stance__in=words.Stance.values), name="a_stance_is_a_known_word"),
            models.CheckConstraint(condition=Q(form__in=words.Form.values), name="a_form_is_a_known_word"),
            models.CheckConstraint(condition=Q(status__in=words.Status.values), name="a_status_is_a_known_word"),
            models.CheckConstraint(
                condition=~Q(status="retracted") | ~Q(retraction_reason=""),
                name="a_retraction_gives_its_reason",
            ),
            models.CheckConstraint(
                condition=~Q(form="no_response") | Q(stance="unclear", quote=""),
                name="silence_is_never_a_position",
            ),
            models.CheckConstraint(condition=~Q(summary=""), name="every_statement_has_a_summary"),
        ]

    def __str__(self):
        return f"{self.jurisdiction}: {self.get_stance_display()} ({self.stated_on:%Y-%m-%d})"

    @classmethod
    def bodies_of(cls, rows):
        return set(rows.values_list("jurisdiction", flat=True))

    def natural_key(self):
        return (self.slug,)

    natural_key.dependencies = ["jurisdictions.jurisdiction", "jurisdictions.official"]

    def get_absolute_url(self):
        return page_of("statement", self.slug)

    @property
    def is_act(self):
        return self.form in words.ACTS

    @property
    def theme_labels(self):
        return [words.Theme(theme).label for theme in self.themes if theme in words.Theme.values]

    def clean(self):
        super().clean()
        if self.official_id and self.jurisdiction_id and self.official.jurisdiction_id != self.jurisdiction_id:
            raise ValidationError(
                {"official": _("This person held office in another body. Name a person of this one.")}
            )

    def clean_alone(self):
        errors = date_problems("stated_on", self.stated_on, self.date_precision)
        if self.official_id and not self.speaker_title:
            errors["speaker_title"] = _("Enter the title the speaker held then.")
        unknown = set(self.themes or []) - set(words.Theme.values)
        if unknown:
            errors["themes"] = _("Unknown themes: %s") % ", ".join(sorted(unknown))
        if self.status == words.Status.RETRACTED and not self.retraction_reason:
            errors["retraction_reason"] = _("Say why it was retracted: readers see this.")
        if self.form == words.Form.NO_RESPONSE and self.stance != words.Stance.UNCLEAR:
            errors["stance"] = _("Silence is not a position: choose “No clear position”.")
        if self.form == words.Form.NO_RESPONSE and self.quote:
            errors["quote"] = _("Silence has no words to quote.")
        if errors:
            raise ValidationError(errors)

    def fill_derived(self):
        day = self._meta.get_field("stated_on").to_python(self.stated_on)
        if day:
            self.stated_on = settled("stated_on", day, self.date_precision)
            self.last_possible_on = range_end(self.stated_on, self.date_precision)


class CitationQuerySet(DependentQuerySet):
    def with_articles(self):
        """By a join: a prefetch of thousands of articles makes a question that SQLite refuses."""
        return self.select_related("article").defer("article__search_text").order_by("pk")


class Citation(RecordModel):
    """A statement rests on an article: how it is carried there, and where."""

    NATURAL = ("statement__slug", "article__slug")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="citations", db_index=False)
    article = models.ForeignKey(SourceArticle, on_delete=models.PROTECT, related_name="citations")
    carried_as = models.CharField(_("carried as"), max_length=15, choices=words.Carriage)
    locator = models.CharField(_("place in the text"), max_length=100, blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("Variant wording, misprinted names."))

    objects = CitationQuerySet.as_manager()
    history = Versions()

    class Meta:
        ordering = ["statement", "id"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "article"], name="an_article_is_cited_once_a_statement")
        ]

    def __str__(self):
        return f"{self.statement} ← {self.article.publisher}"

    @classmethod
    def bodies_of(cls, rows):
        return set(rows.values_list("statement__jurisdiction", flat=True))

    def natural_key(self):
        return (*self.statement.natural_key(), *self.article.natural_key())

    natural_key.dependencies = ["jurisdictions.statement", "jurisdictions.sourcearticle"]

    @property
    def is_firm(self):
        """True unless it only lists a group or rewrites another report."""
        return self.carried_as != words.Carriage.GROUP_LISTING and self.article.kind != words.SourceKind.REWRITE
