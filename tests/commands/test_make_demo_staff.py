import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def password_of(capsys):
    return capsys.readouterr().out.split()[-1]


def test_the_demo_login_opens_the_desk_and_a_second_run_gives_a_new_password(settings, capsys):
    settings.DEBUG = True
    call_command("make_demo_staff")
    first = password_of(capsys)
    assert authenticate(username="demo-editor", password=first).is_staff
    call_command("make_demo_staff")
    assert authenticate(username="demo-editor", password=first) is None
    assert authenticate(username="demo-editor", password=password_of(capsys)).is_staff
