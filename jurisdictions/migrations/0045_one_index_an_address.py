
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jurisdictions', '0044_one_index_a_column'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='permanentaddress',
            name='an_address_is_given_once',
        ),
        migrations.RemoveConstraint(
            model_name='permanentaddress',
            name='a_short_address_is_given_once',
        ),
        migrations.RemoveConstraint(
            model_name='permanentaddress',
            name='one_present_address_a_jurisdiction',
        ),
        migrations.RemoveConstraint(
            model_name='permanentaddress',
            name='one_present_address_a_statement',
        ),
        migrations.RemoveConstraint(
            model_name='permanentaddress',
            name='one_present_address_a_official',
        ),
        migrations.RemoveConstraint(
            model_name='permanentaddress',
            name='one_present_address_a_source',
        ),
        migrations.AlterField(
            model_name='permanentaddress',
            name='jurisdiction',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='jurisdictions.jurisdiction'),
        ),
        migrations.AlterField(
            model_name='permanentaddress',
            name='official',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='jurisdictions.official'),
        ),
        migrations.AlterField(
            model_name='permanentaddress',
            name='slug',
            field=models.SlugField(db_index=False, max_length=200),
        ),
        migrations.AlterField(
            model_name='permanentaddress',
            name='source',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='jurisdictions.sourcearticle'),
        ),
        migrations.AlterField(
            model_name='permanentaddress',
            name='statement',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='jurisdictions.statement'),
        ),
        migrations.AlterField(
            model_name='statement',
            name='status',
            field=models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('published', 'Published'), ('retracted', 'Retracted')], default='draft', max_length=10, verbose_name='status'),
        ),
        migrations.AddIndex(
            model_name='permanentaddress',
            index=models.Index(condition=models.Q(('jurisdiction__isnull', False)), fields=['jurisdiction'], name='addresses_of_a_jurisdiction'),
        ),
        migrations.AddIndex(
            model_name='permanentaddress',
            index=models.Index(condition=models.Q(('statement__isnull', False)), fields=['statement'], name='addresses_of_a_statement'),
        ),
        migrations.AddIndex(
            model_name='permanentaddress',
            index=models.Index(condition=models.Q(('official__isnull', False)), fields=['official'], name='addresses_of_a_official'),
        ),
        migrations.AddIndex(
            model_name='permanentaddress',
            index=models.Index(condition=models.Q(('source__isnull', False)), fields=['source'], name='addresses_of_a_source'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(fields=['status'], name='statements_by_status'),
        ),
        migrations.AddConstraint(
            model_name='permanentaddress',
            constraint=models.UniqueConstraint(models.F('kind'), models.F('slug'), name='an_address_is_given_once'),
        ),
        migrations.AddConstraint(
            model_name='permanentaddress',
            constraint=models.UniqueConstraint(models.F('kind'), models.F('code'), name='a_short_address_is_given_once'),
        ),
        migrations.AddConstraint(
            model_name='permanentaddress',
            constraint=models.UniqueConstraint(condition=models.Q(('retired_on__isnull', True), ('jurisdiction__isnull', False)), fields=('jurisdiction',), name='one_present_address_a_jurisdiction'),
        ),
        migrations.AddConstraint(
            model_name='permanentaddress',
            constraint=models.UniqueConstraint(condition=models.Q(('retired_on__isnull', True), ('statement__isnull', False)), fields=('statement',), name='one_present_address_a_statement'),
        ),
        migrations.AddConstraint(
            model_name='permanentaddress',
            constraint=models.UniqueConstraint(condition=models.Q(('retired_on__isnull', True), ('official__isnull', False)), fields=('official',), name='one_present_address_a_official'),
        ),
        migrations.AddConstraint(
            model_name='permanentaddress',
            constraint=models.UniqueConstraint(condition=models.Q(('retired_on__isnull', True), ('source__isnull', False)), fields=('source',), name='one_present_address_a_source'),
        ),
    ]
