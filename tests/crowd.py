"""Several people who do something at once."""

import threading

from django.db import close_old_connections, connection


def at_once(tasks):
    """What these raised, run side by side with a connection each; one after another on SQLite, which has one writer."""
    raised, side_by_side = [], connection.vendor == "postgresql"
    gate = threading.Barrier(len(tasks) if side_by_side else 1)

    def attempt(task):
        try:
            gate.wait(timeout=60)
            task()
        except Exception as error:  # noqa: BLE001 - a thread's error must reach the assertion
            raised.append(error)
        finally:
            if side_by_side:
                close_old_connections()
                connection.close()

    if side_by_side:
        threads = [threading.Thread(target=attempt, args=[task]) for task in tasks]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
    else:
        [attempt(task) for task in tasks]
    return raised
