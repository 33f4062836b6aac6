from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from . import vocabulary as words
from .addresses import page_of, web_address
from .natural import DependentQuerySet, RecordModel, SlugQuerySet
from .versions import Versions

SHOWN_POSITION = ("stance", "since", "since_precision", "recorded_on", "statement_id")


class JurisdictionQuerySet(SlugQuerySet):
    def in_state(self, state):
        return self.filter(state=state.upper())

    def as_of(self, day=None):
        """With the position on `day` (the cached one when None) as stance, since, since_precision, recorded_on,
        statement_id: one join, because every body has exactly one span on each day.
        """
        if day is None:
            return self.annotate(**{name: F(f"position_{name}") for name in SHOWN_POSITION})
        on_that_day = Q(spans__starts_on__lte=day) & (Q(spans__ends_on__isnull=True) | Q(spans__ends_on__gt=day))
        rows = self.alias(held=models.FilteredRelation("spans", condition=on_that_day)).filter(held__isnull=False)
        return rows.annotate(**{name: F(f"held__{name}") for name in SHOWN_POSITION})

    def newest_first(self):
        """After `as_of()`: by the day the position was recorded, bodies without one last."""
        return self.order_by(F("recorded_on").desc(nulls_last=True), "slug")


class Jurisdiction(RecordModel):
    """A body that acts. The `position_*` columns are a cache that only `positions.rebuild` writes."""

    CACHED_POSITION = (
        "position_stance", "position_since", "position_since_precision", "position_recorded_on",
        "position_statement_id",
    )  # fmt: skip
    DERIVED = (*CACHED_POSITION, "name_text", "search_text")

    slug = models.SlugField(_("permanent name in addresses"), max_length=150, unique=True)
    name = models.CharField(_("name"), max_length=200)
    agency_type = models.CharField(_("agency type"), max_length=20, choices=words.AgencyType, db_index=True)
    city = models.CharField(_("city"), max_length=100, blank=True, db_index=True)
    county = models.CharField(_("county"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=2, choices=list(words.STATES.items()))
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True, validators=[web_address])
    exists_from = models.DateField(_("exists from"), null=True, blank=True)
    exists_until = models.DateField(_("existed until"), null=True, blank=True)
    parents = models.ManyToManyField("self", through="ParentTie", symmetrical=False, related_name="children")
    position_stance = models.CharField(
        max_length=10,
        choices=words.POSITION_CHOICES,
        default=words.NO_POSITION,
        editable=False,
        db_index=True,
    )
    position_since = models.DateField(null=True, editable=False)
    position_since_precision = models.CharField(max_length=5, choices=words.Precision, blank=True, editable=False)
    position_recorded_on = models.DateField(null=True, editable=False, db_index=True)
    position_statement = models.ForeignKey(
        "Statement", null=True, on_delete=models.SET_NULL, editable=False, related_name="+"
    )
    name_text = models.TextField(blank=True, editable=False)
    search_text = models.TextField(blank=True, editable=False)

    objects = JurisdictionQuerySet.as_manager()
    history = Versions(derived=[name.removesuffix("_id") for name in DERIVED])

    class Meta:
        ordering = ["state", "name", "slug"]
        verbose_name = _("jurisdiction")
        indexes = [models.Index(fields=["state", "name", "slug"], name="bodies_by_state_and_name")]
        verbose_name_plural = _("jurisdictions")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "agency_type", "state", "county", "city"],
                name="a_body_is_entered_once",
            ),
            models.CheckConstraint(
                condition=Q(agency_type__in=words.AgencyType.values), name="an_agency_type_is_a_known_word"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="a_point_has_two_coordinates",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.get_agency_type_display()}, {self.state})"

    @classmethod
    def bodies_of(cls, rows):
        return set(rows.values_list("pk", flat=True))

    def natural_key(self):
        return (self.slug,)

    @property
    def position_columns(self):
        """The cached position as `positions.Position.columns` spells it."""
        return tuple(getattr(self, name) for name in self.CACHED_POSITION)

    @position_columns.setter
    def position_columns(self, columns):
        for name, value in zip(self.CACHED_POSITION, columns, strict=True):
            setattr(self, name, value)

    def get_absolute_url(self):
        return page_of("jurisdiction", self.slug)

    def clean_alone(self):
        errors = {}
        if (self.latitude is None) != (self.longitude is None):
            errors["longitude"] = _("Enter both coordinates or neither.")
        for name, most in (("latitude", 90), ("longitude", 180)):
            if abs(getattr(self, name) or 0) > most:
                errors[name] = _("Enter degrees from -%(most)d to %(most)d.") % {"most": most}
        if self.exists_from and self.exists_until and self.exists_until < self.exists_from:
            errors["exists_until"] = _("It ends before it begins.")
        if errors:
            raise ValidationError(errors)


class Alias(RecordModel):
    """Another name people use for a body."""

    NATURAL = ("jurisdiction__slug", "name")
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=200)
    objects = DependentQuerySet.as_manager()
    history = Versions()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = _("aliases")
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "name"], name="an_alias_is_entered_once")]

    def __str__(self):
        return self.name

    @classmethod
    def bodies_of(cls, rows):
        return set(rows.values_list("jurisdiction", flat=True))

    def natural_key(self):
        return (*self.jurisdiction.natural_key(), self.name)

    natural_key.dependencies = ["jurisdictions.jurisdiction"]


class Identifier(RecordModel):
    """A body's number in somebody else's register."""

    NATURAL = ("jurisdiction__slug", "scheme")
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("scheme"), max_length=10, choices=words.Scheme)
    value = models.CharField(_("value"), max_length=150)
    objects = DependentQuerySet.as_manager()
    history = Versions()

    class Meta:
        ordering = ["scheme"]
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "scheme"], name="one_identifier_a_scheme")]

    def __str__(self):
        return f"{self.get_scheme_display()} {self.value}"

    @classmethod
    def bodies_of(cls, rows):
        return set(rows.values_list("jurisdiction", flat=True))

    def natural_key(self):
        return (*self.jurisdiction.natural_key(), self.scheme)

    natural_key.dependencies = ["jurisdictions.jurisdiction"]


class ParentTie(RecordModel):
    """A body stands under another; it never takes over that body's position."""

    NATURAL = ("child__slug", "parent__slug")
    child = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE, related_name="parent_ties")
    parent = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE, related_name="child_ties")
    relation = models.CharField(_("relation"), max_length=15, choices=words.Relation)
    objects = DependentQuerySet.as_manager()
    history = Versions()

    class Meta:
        ordering = ["child", "parent"]
        verbose_name = _("parent")
        constraints = [
            models.UniqueConstraint(fields=["child", "parent"], name="one_tie_between_two_bodies"),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="no_body_is_its_own_parent"),
        ]

    def __str__(self):
        return f"{self.child} → {self.parent}"

    @classmethod
    def bodies_of(cls, rows):
        return set()

    def natural_key(self):
        return (*self.child.natural_key(), *self.parent.natural_key())

    natural_key.dependencies = ["jurisdictions.jurisdiction"]
