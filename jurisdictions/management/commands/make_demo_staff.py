import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

DEMO = {"demo-editor": "Editors", "demo-reviewer": "Reviewers"}


class Command(BaseCommand):
    help = "Make an editor and a reviewer to try the staff desk with, or new passwords; on a development machine only."

    def handle(self, **options):
        if not settings.DEBUG:
            raise CommandError("A demo login would be an open door here: use createsuperuser instead.")
        for name, group in DEMO.items():
            person, _new = get_user_model().objects.get_or_create(username=name)
            password = secrets.token_urlsafe(9)
            person.is_staff = True
            person.set_password(password)
            person.save()
            person.groups.set(Group.objects.filter(name=group))
            self.stdout.write(f"Log in at {reverse('admin:index')} as {name} with the password {password}")
        self.stdout.write("The editor writes, the reviewer publishes: nobody publishes an entry of their own.")
