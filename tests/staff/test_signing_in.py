"""Signing in: wrong passwords lock, and in production the password alone opens nothing."""

import base64
import logging
import re

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from directory.lockout import client_address

pytestmark = pytest.mark.django_db
PASSWORD = "seven green herons wade"
ASK, SET_UP, CODES = "/admin/second-factor/", "/admin/second-factor/set-up/", "/admin/second-factor/codes/"


@pytest.fixture
def ada(db):
    return User.objects.create_superuser("ada", password=PASSWORD)


@pytest.fixture
def strict(settings):
    settings.REQUIRE_SECOND_FACTOR = True


def sign_in(client, password=PASSWORD, **more):
    return client.post("/admin/login/?next=/admin/", {"username": "ada", "password": password}, **more)


def code_now(device, steps=0):
    """What the phone shows; `steps` half minutes later, since a code is good once."""
    return f"{totp(device.bin_key, step=device.step, t0=device.t0, digits=device.digits, drift=steps):06}"


@pytest.fixture
def phone(ada, strict):
    """Ada's phone, set up; and a browser of hers in which nobody is signed in."""
    client = Client()
    sign_in(client)
    client.get(SET_UP)
    device = TOTPDevice.objects.get()
    client.post(SET_UP, {"code": code_now(device)})
    device.refresh_from_db()
    assert device.confirmed
    return device


def is_open(client):
    return client.get("/admin/").status_code == 200


def test_the_sixth_try_after_five_wrong_passwords_is_refused_even_with_the_right_one(client, ada):
    answers = [sign_in(client, "wrong").status_code for _try in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    page = sign_in(client)
    assert page.status_code == 429
    assert "quarter of an hour" in page.content.decode()
    assert not is_open(client)


def test_a_success_forgets_the_wrong_passwords_before_it(client, ada):
    for _round in range(2):
        for _try in range(4):
            sign_in(client, "wrong")
        assert sign_in(client).status_code == 302


def test_a_lock_holds_for_the_address_it_came_from_only(client, ada):
    for _try in range(5):
        sign_in(client, "wrong", REMOTE_ADDR="192.0.2.1")
    assert sign_in(client, REMOTE_ADDR="192.0.2.1").status_code == 429
    assert sign_in(client, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_behind_a_proxy_the_address_is_the_one_the_proxy_wrote(rf, settings):
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.9, 192.0.2.1")
    settings.BEHIND_PROXY = True
    assert client_address(request) == "192.0.2.1"
    settings.BEHIND_PROXY = False
    assert client_address(request) == "10.0.0.1"


def test_a_made_up_forwarding_header_does_not_open_a_lock_behind_a_proxy(client, ada, settings):
    settings.BEHIND_PROXY = True
    for number in range(5):
        sign_in(client, "wrong", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 192.0.2.1")
    assert sign_in(client, HTTP_X_FORWARDED_FOR="203.0.113.77, 192.0.2.1").status_code == 429


def test_without_the_requirement_the_password_opens_the_desk(client, ada):
    assert sign_in(client, follow=True).request["PATH_INFO"] == "/admin/"
    assert is_open(client)


@pytest.mark.parametrize("path", ["", "jurisdictions/statement/", "password_change/", "autocomplete/", "jsi18n/"])
def test_the_password_alone_opens_no_page_of_the_desk(client, ada, strict, path):
    sign_in(client)
    answer = client.get(f"/admin/{path}")
    assert (answer.status_code, answer.url) == (302, f"{ASK}?next=/admin/{path}")


def test_the_password_alone_changes_nothing(client, ada, strict):
    sign_in(client)
    client.post("/admin/auth/user/add/", {"username": "eve", "password1": PASSWORD, "password2": PASSWORD})
    assert not User.objects.filter(username="eve").exists()


def test_anonymous_and_readers_with_a_login_reach_none_of_its_pages(client, strict):
    assert client.get(SET_UP).url.startswith("/admin/login/")
    client.force_login(User.objects.create_user("reader"))
    for page in (ASK, SET_UP, CODES):
        assert client.get(page).url.startswith("/admin/login/")
    assert not TOTPDevice.objects.exists()


def test_the_first_sign_in_sets_up_the_phone_and_gives_backup_codes(client, ada, strict):
    page = sign_in(client, follow=True)
    assert page.request["PATH_INFO"] == SET_UP
    text = page.content.decode()
    device = TOTPDevice.objects.get()
    drawn = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', text).group(1)
    assert b"<svg" in base64.b64decode(drawn)
    key = re.search(r'signing-in-secret">([A-Z2-7 ]+)<', text).group(1).replace(" ", "")
    assert base64.b32decode(key) == device.bin_key
    page = client.post(f"{SET_UP}?next=/admin/jurisdictions/", {"code": code_now(device)})
    assert len(page.context["codes"]) == 10
    assert 'href="/admin/jurisdictions/"' in page.content.decode()
    assert is_open(client)


def test_a_wrong_code_sets_up_nothing_and_the_same_key_is_shown_again(client, ada, strict):
    sign_in(client)
    before = client.get(SET_UP).context["secret"]
    page = client.post(SET_UP, {"code": "000000"})
    assert page.context["form"].errors and page.context["secret"] == before
    assert not is_open(client)


def test_the_code_of_the_phone_opens_the_desk_once(client, ada, phone):
    sign_in(client)
    code = code_now(phone, steps=1)
    assert (
        client.post(f"{ASK}?next=/admin/jurisdictions/", {"code": f"{code[:3]} {code[3:]}"}).url
        == "/admin/jurisdictions/"
    )
    assert is_open(client)
    other = Client()
    sign_in(other)
    assert other.post(ASK, {"code": code}).context["form"].errors
    assert not is_open(other)


def test_after_wrong_codes_even_the_right_one_waits(client, ada, phone):
    sign_in(client)
    for _try in range(3):
        client.post(ASK, {"code": "000000"})
    client.post(ASK, {"code": code_now(phone, steps=1)})
    assert not is_open(client)


def test_a_backup_code_stands_in_for_the_phone_once(client, ada, phone):
    code = StaticToken.objects.first().token
    for expected in (True, False):
        browser = Client()
        sign_in(browser)
        browser.post(ASK, {"code": code.upper()})
        assert is_open(browser) is expected


def test_a_stolen_password_cannot_set_up_a_phone_of_its_own(client, ada, phone):
    sign_in(client)
    assert client.get(SET_UP).url.startswith(ASK)
    client.post(SET_UP, {"code": "123456"})
    client.post(CODES)
    assert list(TOTPDevice.objects.all()) == [phone]
    assert StaticToken.objects.count() == 10


def test_a_new_phone_replaces_the_old_one_and_new_codes_the_old_ones(client, ada, phone):
    sign_in(client)
    client.post(ASK, {"code": code_now(phone, steps=1)})
    old = set(StaticToken.objects.values_list("token", flat=True))
    client.get(SET_UP)
    client.post(SET_UP, {"code": code_now(TOTPDevice.objects.get(confirmed=False))})
    assert TOTPDevice.objects.get().pk != phone.pk
    assert is_open(client)
    assert not old & set(client.post(CODES).context["codes"])


def test_who_owes_the_code_may_leave(client, ada, strict):
    sign_in(client)
    client.post("/admin/logout/")
    assert "_auth_user_id" not in client.session


def test_after_the_code_nobody_is_sent_to_another_site(client, ada, phone):
    sign_in(client)
    answer = client.post(f"{ASK}?next=//evil.example/", {"code": code_now(phone, steps=1)})
    assert answer.url == "/admin/"


def test_the_session_gets_a_new_key_with_the_second_factor(client, ada, phone):
    sign_in(client)
    before = client.session.session_key
    client.post(ASK, {"code": code_now(phone, steps=1)})
    assert client.session.session_key != before


def test_an_administrator_resets_a_lost_phone_and_open_sessions_owe_the_code_again(client, ada, phone, capsys):
    sign_in(client)
    client.post(ASK, {"code": code_now(phone, steps=1)})
    call_command("reset_second_factor", "ada")
    assert not TOTPDevice.objects.exists() and not StaticToken.objects.exists()
    assert not is_open(client)
    with pytest.raises(CommandError, match="Nobody is named “bob”"):
        call_command("reset_second_factor", "bob")


def test_everything_is_in_the_log_but_no_password_and_no_code(client, ada, strict, caplog):
    caplog.set_level(logging.INFO)
    sign_in(client, "not her password")
    sign_in(client)
    client.get(SET_UP)
    code = code_now(TOTPDevice.objects.get())
    client.post(SET_UP, {"code": "000000"})
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    client.post(SET_UP, {"code": code})
    client.post(ASK, {"code": "000001"})
    call_command("reset_second_factor", "ada")
    log = caplog.text
    for event in ("login failure", "Successful login", "not set up: wrong code", "set up. ada", "Backup codes made",
                  "refused: wrong code", "Second factor reset"):  # fmt: skip
        assert event in log
    assert "ada" in log
    for secret in (PASSWORD, "not her password", f" {code}"):
        assert secret not in log


@pytest.mark.parametrize("password", ["short-one", "483920174652", "password1234", "ada-lovelace"])
def test_weak_passwords_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, User(username="ada-lovelace"))


def test_a_session_ends_after_a_working_day(client, ada):
    sign_in(client)
    assert client.session.get_expiry_age() <= 12 * 60 * 60


def test_the_pages_carry_no_inline_code_the_policy_would_stop(client, ada, strict):
    sign_in(client)
    text = client.get(SET_UP).content.decode()
    assert "style=" not in text and not re.search(r"<script(?![^>]*src=)", text)
