"""Forms the desk needs beyond those Django derives from the models."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.forms.models import construct_instance
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import SourceArticle, Statement
from jurisdictions.models.vocabulary import Precision, Status, Theme
from jurisdictions.staff.slugs import fill_slug
from jurisdictions.staff.workflow import evidence_problems

from .accounting import AccountingForm

PUBLISH_BUTTON, SUBMIT_BUTTON = "_publish", "_submit"


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = AdminTextareaWidget(attrs={"rows": 3})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return self.to_python(data) != (initial or [])


class ThemesField(forms.MultipleChoiceField):
    """Themes as checkboxes; stored as a list of known words."""

    def __init__(self, **kwargs):
        super().__init__(choices=Theme.choices, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)


def fill_title(cleaned):
    """The title held then is the one of the person's entry, unless another one was typed."""
    if cleaned.get("official") and not cleaned.get("speaker_title"):
        cleaned["speaker_title"] = cleaned["official"].title
    return cleaned


class StatementForm(AccountingForm):
    def clean_themes(self):
        """The same themes keep the order they are stored in: ticking boxes is no change of it."""
        typed, stored = self.cleaned_data["themes"], self.instance.themes
        return stored if set(typed) == set(stored) else typed

    def clean(self):
        return fill_title(super().clean())


class CitationFormSet(forms.BaseInlineFormSet):
    """The sources of one statement: enough of them for what is or is about to be published."""

    def clean(self):
        super().clean()
        stored = Statement.objects.filter(pk=self.instance.pk, status=Status.PUBLISHED).first()
        public = stored or PUBLISH_BUTTON in self.data or SUBMIT_BUTTON in self.data
        if not public or any(self.errors):
            return
        filled = [
            form for form in self.forms if form.cleaned_data.get("article") and not form.cleaned_data.get("DELETE")
        ]
        quotes = {self.instance.quote, stored.quote if stored else self.instance.quote}  # the old one while one waits
        problems = [evidence_problems(quote, [form.instance for form in filled]) for quote in quotes]
        if any(problems):
            raise ValidationError(list({text: text for found in problems for text in found.values()}))


class CitedStatementForm(forms.ModelForm):
    """A citation together with the new statement it carries, entered as one; the statement starts as a draft.

    The inline adds the statement's fields, named in `STATEMENT_FIELDS`.
    """

    STATEMENT_FIELDS = [
        "jurisdiction", "official", "speaker_title", "capacity", "form", "stance", "stated_on", "date_precision",
        "date_note", "quote", "summary", "condition", "themes",
    ]  # fmt: skip

    def clean(self):
        return fill_title(super().clean())

    def _post_clean(self):
        super()._post_clean()
        self.statement = construct_instance(self, Statement(), self.STATEMENT_FIELDS)
        checked = set(self.STATEMENT_FIELDS) - set(self.errors)
        exclude = {field.name for field in Statement._meta.fields} - checked
        try:
            self.statement.full_clean(exclude=exclude)
        except ValidationError as error:
            self._update_errors(error)

    def save(self, commit=True):
        fill_slug(self.statement)
        self.statement.save()
        self.instance.statement = self.statement
        return super().save(commit)


class SourceForm(AccountingForm):
    def clean(self):
        """A date without a precision is a day; no date has none."""
        cleaned = super().clean()
        if "published_on" in cleaned:
            known = cleaned.get("date_precision") or Precision.DAY
            cleaned["date_precision"] = known if cleaned["published_on"] else ""
        return cleaned

    def clean_url(self):
        url = self.cleaned_data["url"]
        known = SourceArticle.objects.at_address(url).exclude(pk=self.instance.pk).first()
        if known:
            link = reverse("admin:jurisdictions_sourcearticle_change", args=[known.pk])
            raise ValidationError(
                format_html('{} <a href="{}">{}</a>', _("This article is entered already:"), link, known)
            )
        return url
