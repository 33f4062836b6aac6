"""Bodies of a list by type and by stance, empty groups left out."""

from jurisdictions.models import vocabulary as words


def by_type(bodies):
    """[(label, bodies)] in the order of the vocabulary."""
    groups = [(label, [body for body in bodies if body.agency_type == value])
              for value, label in words.AgencyType.choices]  # fmt: skip
    return [(label, group) for label, group in groups if group]


def by_stance(bodies):
    """[(stance, label, how many)] in the order of the vocabulary."""
    counts = [(value, label, sum(body.stance == value for body in bodies)) for value, label in words.POSITION_CHOICES]
    return [(value, label, count) for value, label, count in counts if count]
