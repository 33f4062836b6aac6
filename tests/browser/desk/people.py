"""Somebody of the desk with a browser of their own, and the public with another."""

import base64
from contextlib import contextmanager

from django_otp.oath import totp
from playwright.sync_api import expect

from .record import PASSWORD, PHONE_KEY

SECRET = ".signing-in-secret"
PATIENCE = 60_000  # milliseconds for a page to say what is expected of it, on a busy machine
expect.set_options(timeout=PATIENCE)


class Person:
    """`page` is their window; every step ends once the page after it says that it is done."""

    def __init__(self, name, page):
        self.name, self.page = name, page

    def open(self, path):
        answer = self.page.goto(path)
        assert answer.status == 200, f"{path} answers {answer.status}"
        return self.page

    def list_of(self, model, query=""):
        return self.open(f"/admin/jurisdictions/{model}/{query}")

    def follow(self, name):
        self.page.locator("#content").get_by_role("link", name=name).first.click()

    def press(self, name):
        self.page.locator("#content").get_by_role("button", name=name, exact=True).first.click()

    def is_told(self, text):
        expect(self.page.locator("#content, .messagelist").filter(has_text=text).first).to_be_visible()

    def choose(self, field, typed, option):
        """Find a related row by typing, as everybody does, and take the one with this whole name."""
        self.page.locator(f"[aria-labelledby='select2-id_{field}-container']").click()
        self.page.locator(".select2-search--dropdown input").fill(typed)
        self.page.locator(".select2-results__option").get_by_text(option, exact=True).click()

    def fill_in(self, prefix, values):
        """Type or select {field: value}."""
        for name, value in values.items():
            field = self.page.locator(f"#id_{prefix}{name}")
            is_choice = field.evaluate("field => field.tagName === 'SELECT'")
            (field.select_option if is_choice else field.fill)(value)

    def act(self, rows, action):
        """Tick these rows of the list that is open, choose the action, go."""
        for text in rows:
            row = self.page.locator("#result_list tbody tr").filter(has_text=text)
            row.locator("input.action-select").check()
        self.page.locator("select[name=action]").select_option(action)
        self.page.get_by_role("button", name="Go", exact=True).click()


@contextmanager
def signed_in(opened, name):
    """A Person at the desk's first page, by password and by the code of their phone."""
    with opened() as page:
        person = Person(name, page)
        person.open("/admin/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        give_code(person)
        page.wait_for_url("**/admin/")
        yield person


def give_code(person):
    """At the first sign-in the phone learns the key from the page; afterwards it knows it."""
    page = person.page
    page.get_by_label("Code").wait_for()
    sets_up = page.locator(SECRET).count() == 1
    key = base64.b32decode(page.locator(SECRET).inner_text().replace(" ", "")) if sets_up else bytes.fromhex(PHONE_KEY)
    page.get_by_label("Code").fill(f"{totp(key):06}")
    person.press("Confirm" if sets_up else "Go on")
    if sets_up:
        expect(page.locator(".signing-in-codes li")).to_have_count(10)
        person.follow("I have kept them")


class Public:
    """Anybody: a page in a browser, a program that asks for a feed or for data."""

    def __init__(self, page):
        self.page = page

    def reads(self, path):
        answer = self.page.goto(path)
        assert answer.status == 200, f"{path} answers {answer.status}"
        return self.page.locator("main").inner_text()

    def asks(self, path):
        answer = self.page.request.get(path)
        assert answer.ok, f"{path} answers {answer.status}"
        return answer
