from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.management.commands.loaddata import Command as LoadData
from django.db import transaction
from django.utils.translation import gettext

from jurisdictions.curation.rows import FIELDS
from jurisdictions.models.versions import because, catch_up


class Command(LoadData):
    """Django's loaddata writes rows raw, past `save()`; versions and what is derived follow in its transaction."""

    def handle(self, *labels, **options):
        try:
            with transaction.atomic():
                super().handle(*labels, **options)
                with because(gettext("Loaded with loaddata.")):
                    catch_up(FIELDS)
                call_command("rebuild_directory", verbosity=0, stdout=self.stdout)
        except ValidationError as error:
            raise CommandError(f"Nothing was loaded: {error.message_dict}") from error
