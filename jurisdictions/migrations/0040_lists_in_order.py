"""Indexes for the order in which the desk lists bodies, people, sources and statements."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jurisdictions', '0038_merges'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='jurisdiction',
            index=models.Index(fields=['state', 'name', 'slug'], name='bodies_by_state_and_name'),
        ),
        migrations.AddIndex(
            model_name='official',
            index=models.Index(fields=['name', 'slug'], name='people_by_name'),
        ),
        migrations.AddIndex(
            model_name='sourcearticle',
            index=models.Index(fields=['publisher', 'title', 'slug'], name='sources_by_publisher'),
        ),
        migrations.AddIndex(
            model_name='sourcearticle',
            index=models.Index(fields=['published_on'], name='sources_by_day'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(fields=['-stated_on', 'slug'], name='statements_newest_first'),
        ),
    ]
