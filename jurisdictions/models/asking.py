"""How kept questions (`kept.Asked`) are put to the database: several at once, or ahead of whoever uses the answers."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, nullcontext

from django.db import DEFAULT_DB_ALIAS, connections

READING = ThreadPoolExecutor(2, "reading")  # ahead of who writes files


def together(*questions):
    """The list of rows of each `Asked`, [] for None or False; PostgreSQL is waited for once, not for each."""
    connection = connections[DEFAULT_DB_ALIAS]
    are_many = sum(map(bool, questions)) > 1
    with pipeline(connection) if are_many and knows_pipelines(connection) else nullcontext():
        cursors = begun(questions, connection)  # whose answers have come at the end of the pipeline
    return answers(questions, found(cursors))


def one_after_the_other(several):
    """`together` for each of these lists of questions; the database works at the next while the caller uses an answer.

    Meanwhile the caller asks nothing: it would wait for that too, and hold the database until the next is sent.
    """
    connection, before = connections[DEFAULT_DB_ALIAS], None
    with (ahead_in_a_pipeline if knows_pipelines(connection) else ahead_in_a_thread)(connection) as (begin, end):
        for questions in several:
            ready = before and (before[0], end(before[1]))
            before = questions, begin(questions)
            if ready:
                yield answers(*ready)
        if before:
            yield answers(before[0], end(before[1]))


@contextmanager
def ahead_in_a_pipeline(connection):
    """(what begins to ask questions, what gives all rows of each), each lot in a transaction of its own."""
    with pipeline(connection) as end_transaction:

        def begin(questions):
            cursors = begun(questions, connection)
            end_transaction()
            return cursors

        yield begin, found


@contextmanager
def ahead_in_a_thread(connection):
    """The same where a question waits for its answer; rows in one text leave the interpreter alone until they come."""
    asked = []

    def begin(questions):
        asked[:] = [READING.submit(lambda: found(begun(questions, connection)))]
        return asked[0]

    connection.inc_thread_sharing()
    try:
        yield begin, Future.result
    finally:
        wait(asked)
        connection.dec_thread_sharing()


def knows_pipelines(connection):
    return connection.vendor == "postgresql"


@contextmanager
def pipeline(connection):
    """What is executed inside need not be answered before more is. Gives a function that ends its transaction there."""
    connection.ensure_connection()
    server = connection.connection
    try:
        with connection.wrap_database_errors, server.pipeline() as sending:

            def end():
                """Without waiting for the answers, as psycopg's own `sync` does: a reader may take them slowly."""
                sending._enqueue_sync()
                server.wait(sending._communicate_gen())

            yield end
    except Exception:
        if not connection.in_atomic_block:  # else a rollback does it
            server.close()  # it takes what the server skipped after an error for prepared
            connection.close()
        raise


def begun(questions, connection):
    """The cursor that the rows of each will come from."""
    cursors = []
    for asked in filter(None, questions):
        cursors.append(connection.cursor())
        cursors[-1].execute(asked.sql, asked.params)
    return cursors


def found(cursors):
    """All rows of each, as the database gives them."""
    rows = []
    for cursor in cursors:
        with cursor:
            rows.append(cursor.fetchall())
    return rows


def answers(questions, rows):
    """The list of rows of each question, of what was `found` of those that were asked."""
    rows = iter(rows)
    return [asked.answer(next(rows)) if asked else [] for asked in questions]
