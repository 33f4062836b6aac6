"""The two groups of the desk. Their permissions are made here, because Django makes its own only after the last one."""

from django.db import migrations

READ_AND_WRITE = ("view", "add", "change")
RECORD = ("jurisdiction", "alias", "identifier", "parenttie", "official", "sourcearticle", "statement", "citation")
EDITORS = {
    **{model: READ_AND_WRITE for model in ("jurisdiction", "official")},
    **{model: (*READ_AND_WRITE, "delete") for model in RECORD if model not in ("jurisdiction", "official")},
}
REVIEWERS = {
    **{model: (*READ_AND_WRITE, "delete") for model in RECORD},
    "statement": (*READ_AND_WRITE, "delete", "publish", "retract"),
}


def make_groups(apps, schema_editor):
    using = schema_editor.connection.alias
    groups = apps.get_model("auth", "Group").objects.using(using)
    for name, rights in (("Editors", EDITORS), ("Reviewers", REVIEWERS)):
        group, _made = groups.get_or_create(name=name)
        group.permissions.add(*permissions(apps, using, rights))


def permissions(apps, using, rights):
    types = apps.get_model("contenttypes", "ContentType").objects.using(using)
    known = apps.get_model("auth", "Permission").objects.using(using)
    for model, actions in rights.items():
        content_type, _made = types.get_or_create(app_label="jurisdictions", model=model)
        label = apps.get_model("jurisdictions", model)._meta.verbose_name
        for action in actions:
            name = f"Can {action} {'statements' if action in ('publish', 'retract') else label}"
            yield known.get_or_create(
                content_type=content_type, codename=f"{action}_{model}", defaults={"name": name}
            )[0]


class Migration(migrations.Migration):

    dependencies = [
        ("jurisdictions", "0003_words_of_people_and_sources"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="statement",
            options={
                "ordering": ["-stated_on", "slug"],
                "permissions": [
                    ("publish_statement", "Can publish statements"),
                    ("retract_statement", "Can retract statements"),
                ],
            },
        ),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
