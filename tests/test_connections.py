"""A connection that PostgreSQL has ended is replaced before somebody asks with it."""

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from directory.connections import Connection


@pytest.fixture(scope="module")
def url(new_postgres_url):
    return new_postgres_url()


@pytest.fixture
def pool(url):
    own = {"connection_class": Connection, "check": ConnectionPool.check_connection}  # as Django makes it
    with ConnectionPool(url, min_size=1, max_size=1, kwargs={"autocommit": True}, **own) as pool:
        yield pool


def process(pool):
    with pool.connection() as connection:
        return connection.execute("SELECT pg_backend_pid()").fetchone()[0]


def end(url, number):
    with psycopg.connect(url) as other:
        assert other.execute("SELECT pg_terminate_backend(%s, 10000)", [number]).fetchone()[0]


def test_one_that_the_server_ended_is_replaced(pool, url):
    first = process(pool)
    end(url, first)
    assert process(pool) != first


def test_one_that_lives_is_kept_and_not_asked_whether_it_does(pool, url):
    first = process(pool)
    with pool.connection() as connection, psycopg.connect(url) as other:
        asked = "SELECT state_change FROM pg_stat_activity WHERE pid = %s"
        before = other.execute(asked, [first]).fetchone()
        other.rollback()
        ConnectionPool.check_connection(connection)
        assert other.execute(asked, [first]).fetchone() == before
    assert process(pool) == first


def test_an_empty_question_to_one_that_was_ended_is_an_error(url):
    with Connection.connect(url, autocommit=True) as connection:
        end(url, connection.info.backend_pid)
        assert not connection.is_silent()
        with pytest.raises(psycopg.OperationalError):
            connection.execute("")
