from django.core.management import call_command
from django.core.management.commands.loaddata import Command as LoadData


class Command(LoadData):
    """Django's loaddata writes rows raw, past `save()`; what is derived from them is rebuilt afterwards."""

    def handle(self, *labels, **options):
        super().handle(*labels, **options)
        call_command("rebuild_directory", verbosity=0, stdout=self.stdout)
