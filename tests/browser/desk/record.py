"""What the day at the desk begins with: cities, one of them entered twice, and police; an editor, two reviewers."""

from django.contrib.auth.models import Group, User
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories import a_body

PASSWORD = "seven green herons wade"
PHONE_KEY = "31323334353637383930313233343536373839a0"
BODIES = {
    "milton-fl": {"name": "City of Milton", "city": "Milton", "state": "FL"},
    "town-of-milton-fl": {"name": "Town of Milton", "city": "Milton", "state": "FL"},
    "milton-ga": {"name": "City of Milton", "city": "Milton", "state": "GA"},
    "milton-police-fl": {"name": "Milton Police Department", "city": "Milton", "state": "FL", "agency_type": "police"},
}


def fill():
    for slug, fields in BODIES.items():
        a_body(slug=slug, **fields)
    ada = a_person("ada", "Editors")
    TOTPDevice.objects.create(user=ada, name="phone", key=PHONE_KEY, confirmed=True)
    for name in ("bo", "cy"):
        a_person(name, "Reviewers")


def a_person(name, group):
    person = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    person.groups.add(Group.objects.get(name=group))
    return person
