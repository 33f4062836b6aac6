"""Merges with their journals, and who may merge."""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

permissions = import_module("jurisdictions.migrations.0004_desk_groups").permissions
RIGHTS = {
    "Viewers": {"merge": ("view",)},
    "Editors": {"merge": ("view",)},
    "Reviewers": {"merge": ("view", "add", "change")},
}


def give_rights(apps, schema_editor):
    using = schema_editor.connection.alias
    for name, rights in RIGHTS.items():
        group, _made = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=name)
        group.permissions.add(*permissions(apps, using, rights))


class Migration(migrations.Migration):

    dependencies = [
        ('jurisdictions', '0037_desk_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('old_key', models.BigIntegerField(db_index=True)),
                ('old_slug', models.CharField(max_length=150)),
                ('old_label', models.CharField(max_length=600)),
                ('reason', models.TextField(verbose_name='reason')),
                ('merged_on', models.DateField(db_index=True)),
                ('undone_on', models.DateField(null=True)),
                ('changes', models.JSONField()),
                ('jurisdiction', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='jurisdictions.jurisdiction')),
                ('merged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('official', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='jurisdictions.official')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-merged_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('jurisdiction__isnull', True), ('official__isnull', False)), models.Q(('jurisdiction__isnull', False), ('official__isnull', True)), _connector='OR'), name='a_merge_is_of_one_kind'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_merge_says_why')],
            },
        ),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
