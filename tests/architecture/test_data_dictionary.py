import re

from django.apps import apps
from django.conf import settings
from simple_history.models import HistoricalChanges

from jurisdictions.models import vocabulary as words


def dictionary():
    return (settings.BASE_DIR / "docs/data-dictionary.md").read_text()


def test_every_field_of_every_model_is_explained():
    chapters = re.split(r"^## ", dictionary(), flags=re.MULTILINE)
    for model in apps.get_app_config("jurisdictions").get_models():
        name = "Version" if issubclass(model, HistoricalChanges) else model.__name__
        (chapter,) = [text for text in chapters if re.search(rf"\b{name}\b", text.splitlines()[0])]
        fields = [field.name for field in (*model._meta.fields, *model._meta.many_to_many) if field.name != "id"]
        if name == "Version":  # the rest stands with the model it is a version of
            fields = [field for field in fields if "history" in field]
        missing = [field for field in fields if f"`{field}`" not in chapter]
        assert not missing, f"{name}: {missing}"


def test_every_word_of_the_vocabulary_is_explained():
    for choices in (words.AgencyType, words.Stance, words.Form, words.Theme, words.SourceKind, words.Carriage):
        missing = [value for value in choices.values if f"`{value}`" not in dictionary()]
        assert not missing, f"{choices.__name__}: {missing}"
