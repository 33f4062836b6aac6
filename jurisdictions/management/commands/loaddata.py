from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.management.commands.loaddata import Command as LoadData
from django.db import transaction


class Command(LoadData):
    """Django's loaddata writes rows raw, past `save()`; what is derived from them is rebuilt in its transaction."""

    def handle(self, *labels, **options):
        try:
            with transaction.atomic():
                super().handle(*labels, **options)
                call_command("rebuild_directory", verbosity=0, stdout=self.stdout)
        except ValidationError as error:
            raise CommandError(f"Nothing was loaded: {error.message_dict}") from error
