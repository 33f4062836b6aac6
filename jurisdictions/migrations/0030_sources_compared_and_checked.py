"""Addresses of sources in the spelling they are compared by, and what each answered when it was asked."""

import django.db.models.deletion
from django.db import migrations, models

from jurisdictions.models.addresses import canonical_address


def fill(apps, schema_editor):
    sources = apps.get_model("jurisdictions", "SourceArticle").objects.using(schema_editor.connection.alias)
    rows = list(sources.only("url"))
    for row in rows:
        row.canonical_url = canonical_address(row.url)[:1000]
    sources.bulk_update(rows, ["canonical_url"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('jurisdictions', '0007_change_log'),
    ]

    operations = [
        migrations.AddField(
            model_name='sourcearticle',
            name='canonical_url',
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=1000),
        ),
        migrations.CreateModel(
            name='SourceCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('checked_at', models.DateTimeField(verbose_name='asked')),
                ('status', models.CharField(choices=[('works', 'Works'), ('moved', 'Works, at another address'), ('gone', 'Gone'), ('refused', 'Refuses programs'), ('busy', 'Busy'), ('fails', 'Fails'), ('unreachable', 'Cannot be reached'), ('not_asked', 'Not asked')], max_length=12, verbose_name='answer')),
                ('final_url', models.CharField(blank=True, max_length=2000, verbose_name='address in the end')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='in full')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='jurisdictions.sourcearticle')),
            ],
            options={
                'verbose_name': 'check of a source',
                'verbose_name_plural': 'checks of sources',
                'ordering': ['-checked_at', '-pk'],
                'indexes': [models.Index(fields=['article', '-checked_at'], name='checks_of_an_article')],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
