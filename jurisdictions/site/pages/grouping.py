"""Bodies of a list by type and by stance, empty groups left out."""

from collections import Counter

from jurisdictions.models import vocabulary as words


def by_type(bodies):
    """[(label, bodies)] in the order of the vocabulary."""
    groups = [(label, [body for body in bodies if body.agency_type == value])
              for value, label in words.AgencyType.choices]  # fmt: skip
    return [(label, group) for label, group in groups if group]


def by_stance(stances):
    """[(stance, label, how many)] in the order of the vocabulary."""
    counts = Counter(stances)
    return [(value, label, counts[value]) for value, label in words.POSITION_CHOICES if counts[value]]
