"""Our corrections, of whatever the lists show under the same filters."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import cached_property

from jurisdictions.models import Correction
from jurisdictions.models.correction import SUBJECTS
from jurisdictions.search import filters
from jurisdictions.search.directory_query import DirectoryQuery
from jurisdictions.search.keys import any_of
from jurisdictions.search.query import NEWEST, Jurisdictions, Officials, Sources, Statements

LISTS = dict(zip(SUBJECTS, (Statements, Jurisdictions, Officials, Sources), strict=True))


@dataclass
class Corrections(DirectoryQuery):
    """Newest first: of each statement, body, person and source that the list of its kind shows with these filters."""

    filter_class: type = filters.StatementFilter
    sorts = {"newest": (NEWEST, ("-corrected_on", "-slug"))}

    def base(self):
        return Correction.objects.published()

    def rows(self):
        return self.base().with_subjects().filter(self.of_what_fits).order_by(*self.ordering())

    @cached_property
    def of_what_fits(self):
        if not any(self.cleaned.values()):
            return Q()
        found = Q(pk=None)
        for subject, list_class in LISTS.items():
            if keys := self.fitting(subject, list_class):
                found |= Q(**{f"{subject}__in": any_of(keys)})
        return found

    def fitting(self, subject, list_class):
        """Primary keys of what was corrected and fits. There are few, so the list need not be searched for the rest."""
        corrected = self.base().exclude(**{subject: None}).order_by().values_list(subject, flat=True).distinct()
        corrected = list(corrected)
        if not corrected:
            return []
        asked = list_class(self.asked)
        return list(asked.filtered().qs.filter(pk__in=any_of(corrected)).order_by().values_list("pk", flat=True))

    def total(self):
        return self.rows().count()

    def page(self, offset, limit):
        return list(self.rows()[offset : offset + limit])
