import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

NAME = "demo-editor"


class Command(BaseCommand):
    help = "Make a login to try the staff desk with, or give it a new password; on a development machine only."

    def handle(self, **options):
        if not settings.DEBUG:
            raise CommandError("A demo login would be an open door here: use createsuperuser instead.")
        editor, _new = get_user_model().objects.get_or_create(username=NAME)
        password = secrets.token_urlsafe(9)
        editor.is_staff = True
        editor.set_password(password)
        editor.save()
        editor.groups.set(Group.objects.filter(name="Editors"))
        self.stdout.write(f"Log in at {reverse('admin:index')} as {NAME} with the password {password}")
