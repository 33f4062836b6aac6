"""How values may be spelt in an address, and how a message repeats one that was refused."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters.fields import MultipleChoiceField

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class DayField(forms.DateField):
    """A day as YYYY-MM-DD and no other way: 06/01/2025 is in June or in January, depending on the reader."""

    input_formats = ["%Y-%m-%d"]
    default_error_messages = {"invalid": _("Use a date of the calendar, as YYYY-MM-DD.")}

    def strptime(self, value, format):
        if not ISO_DAY.fullmatch(value):
            raise ValueError(value)
        return super().strptime(value, format)


class ChoicesField(MultipleChoiceField):
    """Capitals do not matter."""

    default_error_messages = {"invalid_choice": _("It is not one of the values to choose from.")}

    def to_python(self, value):
        return in_own_spelling(super().to_python(value), self.choices)


def in_own_spelling(values, choices):
    """The values as the choices spell them: `ne` is NE."""
    known = {str(value).casefold(): value for value, _label in choices}
    return [known.get(str(value).casefold(), value) for value in values]


def as_spelt(params, filter_class):
    """A copy of the parameters with every choice in its own spelling, so that chips, facets and links know it."""
    asked = params.copy()
    for name, known in filter_class.base_filters.items():
        if name in asked and "choices" in known.extra:
            asked.setlist(name, in_own_spelling(asked.getlist(name), known.extra["choices"]))
    return asked


def echoed(typed, length=80):
    """The beginning of what somebody typed, without characters nobody can see."""
    return "".join(character for character in typed if character.isprintable())[:length]
