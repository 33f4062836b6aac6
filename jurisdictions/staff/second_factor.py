"""A code from the phone as second factor, and backup codes for the day the phone is lost.

Whatever happens to a second factor is written to the log `desk.signing_in`, with the name of the person.
"""

import base64
import io
import logging
from base64 import b32encode

import qrcode
from django.db import transaction
from django_otp import match_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from qrcode.image.svg import SvgPathImage

BACKUP_CODES = 10
log = logging.getLogger("desk.signing_in")


def has_one(person):
    return TOTPDevice.objects.filter(user=person, confirmed=True).exists()


@transaction.atomic
def pending(person):
    """The device this person is about to set up; the same one until it is confirmed or dropped."""
    found = TOTPDevice.objects.filter(user=person, confirmed=False).order_by("pk").last()
    return found or TOTPDevice.objects.create(user=person, confirmed=False, name="phone")


@transaction.atomic
def confirm(person, code):
    """The confirmed device, which replaces an earlier one, if `code` is what it shows now; else None."""
    device = TOTPDevice.objects.select_for_update().filter(user=person, confirmed=False).order_by("pk").last()
    if device is None or not device.verify_token(digits(code)):
        log.warning("Second factor not set up: wrong code. %s", person)
        return None
    device.confirmed = True
    device.save()
    TOTPDevice.objects.filter(user=person).exclude(pk=device.pk).delete()
    log.info("Second factor set up. %s", person)
    return device


def verify(person, code):
    """The device whose code this is, or None. After wrong codes it waits, longer each time, whatever is typed."""
    typed = code.replace(" ", "").replace("-", "").lower()
    device = match_token(person, typed)
    how = "backup code" if isinstance(device, StaticDevice) else "code"
    if device:
        log.info("Second factor given by %s. %s", how, person)
    else:
        log.warning("Second factor refused: wrong code. %s", person)
    return device


@transaction.atomic
def new_backup_codes(person):
    """Fresh codes, each good once; the earlier ones are void."""
    StaticDevice.objects.filter(user=person).delete()
    device = StaticDevice.objects.create(user=person, name="backup codes", confirmed=True)
    made = [StaticToken.random_token() for _number in range(BACKUP_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in made)
    log.info("Backup codes made. %s", person)
    return made


@transaction.atomic
def reset(person, *, by):
    """Forget phone and backup codes: at the next sign-in this person sets up a new one."""
    TOTPDevice.objects.filter(user=person).delete()
    StaticDevice.objects.filter(user=person).delete()
    log.warning("Second factor reset by %s. %s", by, person)


def digits(code):
    return "".join(sign for sign in code if sign.isdigit())


def picture(device):
    """The QR code as an address of its own data, for an image tag."""
    drawn = io.BytesIO()
    qrcode.make(device.config_url, image_factory=SvgPathImage, border=2).save(drawn)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode()


def secret(device):
    """The key to type in where no picture can be taken, in groups of four."""
    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
