from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from . import vocabulary as words
from .addresses import page_of_place
from .folding import padded
from .jurisdiction import Jurisdiction
from .natural import DependentQuerySet, RecordModel
from .versions import Versions


class PlaceQuerySet(models.QuerySet):
    def in_state(self, state):
        return self.filter(state=state.upper())

    def largest_first(self):
        return self.order_by(F("population").desc(nulls_last=True), "name", "state", "slug")


class Place(models.Model):
    """A county or an incorporated place of the gazetteer: ground with a Census number, not a body that acts.

    Loaded from the project's own data file by `load_places`; nothing else writes it. `ground` names the row that has
    the page where two numbers stand for one ground (Carson City, San Francisco: the county yields to the city).
    """

    geoid = models.CharField(_("Census GEOID"), max_length=10, unique=True)  # 5 digits: county; 7: place; 10: town
    kind = models.CharField(_("kind"), max_length=10, choices=words.PlaceKind)
    designation = models.CharField(_("designation"), max_length=60, blank=True)  # "city", "Parish", "independent city"
    name = models.CharField(_("name"), max_length=120)
    state = models.CharField(_("state"), max_length=2, choices=list(words.STATES.items()), db_index=True)
    slug = models.SlugField(max_length=140)
    population = models.PositiveIntegerField(null=True, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    counties = models.ManyToManyField("self", symmetrical=False, related_name="places", blank=True)
    ground = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="other_numbers")
    name_text = models.TextField(blank=True, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["state", "name", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["state", "slug"], name="one_place_an_address"),
            models.CheckConstraint(condition=Q(kind__in=words.PlaceKind.values), name="a_place_kind_is_a_known_word"),
        ]

    def __str__(self):
        return f"{self.name}, {self.state} ({self.designation or self.get_kind_display()})"

    def get_absolute_url(self):
        return page_of_place(self.state, self.slug)

    @property
    def page_url(self):
        """The page of its ground; `get_absolute_url` only leads there."""
        return (self.ground or self).get_absolute_url()

    def fill_derived(self):
        self.name_text = padded(self.name, self.designation, self.state, words.STATES[self.state])


class ZipCode(models.Model):
    """A postal code and the places it reaches; mail routes, not borders, so one code may reach several."""

    code = models.CharField(max_length=5, unique=True)
    places = models.ManyToManyField(Place, related_name="zip_codes")

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.code


class Territory(RecordModel):
    """A body serves the ground with this Census number (a county's five digits, a place's seven, a town's ten).

    Tied by the number, never by name, and without a foreign key: the record stands without the gazetteer, and
    `check_places` finds a number that the gazetteer does not hold.
    """

    NATURAL = ("jurisdiction__slug", "geoid")
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE, related_name="territories")
    geoid = models.CharField(
        _("Census GEOID"), max_length=10, db_index=True, validators=[RegexValidator(r"^\d{5}(\d{2}|\d{5})?$")]
    )
    objects = DependentQuerySet.as_manager()
    history = Versions()

    class Meta:
        ordering = ["jurisdiction", "geoid"]
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "geoid"], name="a_territory_is_entered_once")]

    def __str__(self):
        return f"{self.jurisdiction}: {self.geoid}"

    @classmethod
    def bodies_of(cls, rows):
        return set(rows.values_list("jurisdiction", flat=True))

    def natural_key(self):
        return (*self.jurisdiction.natural_key(), self.geoid)

    natural_key.dependencies = ["jurisdictions.jurisdiction"]
