import pytest

from tests.factories import a_reviewer, an_editor


@pytest.fixture
def editor(db, client):
    """An editor, who is also the one logged in."""
    person = an_editor()
    client.force_login(person)
    return person


@pytest.fixture
def reviewer(db, client):
    """A reviewer, who is also the one logged in."""
    person = a_reviewer()
    client.force_login(person)
    return person
