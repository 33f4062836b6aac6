import os
import socket

import pytest


@pytest.fixture(autouse=True, scope="session")
def required_parts():
    """On the gate the database that was asked for must be the one that is used."""
    if os.environ.get("REQUIRE_EVERYTHING") and os.environ.get("DATABASE_URL"):
        with socket.create_connection(("127.0.0.1", 5432), timeout=5):
            pass
