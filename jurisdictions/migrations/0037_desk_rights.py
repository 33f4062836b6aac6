"""A third group that only looks, and what every group may do with proposed changes and corrections."""

from importlib import import_module

from django.db import migrations

permissions = import_module("jurisdictions.migrations.0004_desk_groups").permissions
RECORD = ("jurisdiction", "alias", "identifier", "parenttie", "official", "sourcearticle", "statement", "citation")
LOOK = {model: ("view",) for model in ("proposedchange", "correction")}
RIGHTS = {
    "Viewers": {**{model: ("view",) for model in RECORD}, **LOOK},
    "Editors": LOOK,
    "Reviewers": {**LOOK, "correction": ("view", "change")},
}


def give_rights(apps, schema_editor):
    using = schema_editor.connection.alias
    for name, rights in RIGHTS.items():
        group, _made = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=name)
        group.permissions.add(*permissions(apps, using, rights))


class Migration(migrations.Migration):

    dependencies = [
        ("jurisdictions", "0036_review_and_corrections"),
    ]

    operations = [
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
