import re

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def logins(capsys):
    """{name: password} as printed."""
    call_command("make_demo_staff")
    return dict(re.findall(r"as (\S+) with the password (\S+)", capsys.readouterr().out))


def test_an_editor_and_a_reviewer_open_the_desk_and_a_second_run_gives_new_passwords(settings, capsys):
    settings.DEBUG = True
    first, second = logins(capsys), logins(capsys)
    for name, may_publish in (("demo-editor", False), ("demo-reviewer", True)):
        assert authenticate(username=name, password=first[name]) is None
        person = authenticate(username=name, password=second[name])
        assert person.is_staff and person.has_perm("jurisdictions.publish_statement") == may_publish
