"""How gunicorn serves the directory, on a desk and in production; WEB_CONCURRENCY sets the number of workers."""

import gc

threads = 4
preload_app = True
limit_request_line = 8190  # bytes; the most gunicorn takes, for filters that repeat and words outside ASCII


def when_ready(server):
    """What every worker shares is looked through for garbage no more, and what a page leaves behind less often.

    Without it a tenth of the time of a page goes there (docs/performance.md).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    print(f"Serving {server.LISTENERS[0]} (Ctrl-C stops it)", flush=True)
