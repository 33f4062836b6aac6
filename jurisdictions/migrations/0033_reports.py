"""Reports and replies from outside, which editors read and reviewers decide about."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


RIGHTS = {"Editors": ["view"], "Reviewers": ["view", "change"]}


def give_rights(apps, schema_editor):
    """Django makes its own permissions only after the last migration."""
    using = schema_editor.connection.alias
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.using(using).get_or_create(
        app_label="jurisdictions", model="report"
    )
    known = apps.get_model("auth", "Permission").objects.using(using)
    for name, actions in RIGHTS.items():
        group, _made = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=name)
        for action in actions:
            right, _made = known.get_or_create(
                content_type=content_type,
                codename=f"{action}_report",
                defaults={"name": f"Can {action} report or reply"},
            )
            group.permissions.add(right)


class Migration(migrations.Migration):

    dependencies = [
        ('jurisdictions', '0032_judged_pairs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('error', 'An error'), ('reply', 'A reply from the body or person concerned')], max_length=5, verbose_name='kind')),
                ('text', models.TextField(verbose_name='as sent')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='name given')),
                ('contact', models.CharField(blank=True, max_length=200, verbose_name='contact given')),
                ('received_at', models.DateTimeField(auto_now_add=True, verbose_name='received')),
                ('sender', models.CharField(db_index=True, editable=False, max_length=64)),
                ('status', models.CharField(choices=[('new', 'New'), ('accepted', 'Accepted'), ('declined', 'Declined')], db_index=True, default='new', max_length=8, verbose_name='status')),
                ('shown_text', models.TextField(blank=True, verbose_name='as readers see it')),
                ('shown_name', models.CharField(blank=True, max_length=200, verbose_name='from whom, as readers see it')),
                ('disputes', models.BooleanField(default=False, verbose_name='disputes the entry')),
                ('accepted_on', models.DateField(blank=True, null=True, verbose_name='accepted on')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('jurisdiction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='jurisdictions.jurisdiction', verbose_name='body')),
                ('statement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to='jurisdictions.statement', verbose_name='statement')),
            ],
            options={
                'verbose_name': 'report or reply',
                'verbose_name_plural': 'reports and replies',
                'ordering': ['-received_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'reply'), ('status', 'accepted'), _negated=True), models.Q(('accepted_on__isnull', False), models.Q(('shown_text', ''), _negated=True), models.Q(('shown_name', ''), _negated=True)), _connector='OR'), name='an_accepted_reply_is_dated_and_signed')],
            },
        ),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
