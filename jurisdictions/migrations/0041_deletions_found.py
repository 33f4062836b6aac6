"""Deletions are found among all versions by their sign."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jurisdictions', '0040_lists_in_order'),
    ]

    operations = [
        migrations.AlterField(
            model_name='historicalalias',
            name='history_type',
            field=models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], db_index=True, max_length=1),
        ),
        migrations.AlterField(
            model_name='historicalcitation',
            name='history_type',
            field=models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], db_index=True, max_length=1),
        ),
        migrations.AlterField(
            model_name='historicalcorrection',
            name='history_type',
            field=models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], db_index=True, max_length=1),
        ),
        migrations.AlterField(
            model_name='historicalidentifier',
            name='history_type',
            field=models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], db_index=True, max_length=1),
        ),
        migrations.AlterField(
            model_name='historicaljurisdiction',
            name='history_type',
            field=models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], db_index=True, max_length=1),
        ),
        migrations.AlterField(
            model_name='historicalofficial',
            name='history_type',
            field=models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], db_index=True, max_length=1),
        ),
        migrations.AlterField(
            model_name='historicalparenttie',
            name='history_type',
            field=models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], db_index=True, max_length=1),
        ),
        migrations.AlterField(
            model_name='historicalsourcearticle',
            name='history_type',
            field=models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], db_index=True, max_length=1),
        ),
        migrations.AlterField(
            model_name='historicalstatement',
            name='history_type',
            field=models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], db_index=True, max_length=1),
        ),
        migrations.AlterField(
            model_name='historicalterritory',
            name='history_type',
            field=models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], db_index=True, max_length=1),
        ),
    ]
