from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from jurisdictions.staff import second_factor


class Command(BaseCommand):
    help = "Forget the phone and the backup codes of a member of staff, who sets up new ones at the next sign-in."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        person = get_user_model().objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"Nobody is named “{username}” here.")
        second_factor.reset(person, by="manage.py reset_second_factor")
        self.stdout.write(f"{username} sets up a new second step at the next sign-in. Check first that it is them.")
