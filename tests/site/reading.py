"""What an address answers, and what it costs."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def text_of(client, address, **data):
    return client.get(address, data).content.decode()


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
