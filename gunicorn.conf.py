"""How gunicorn serves the directory, on a desk and in production; WEB_CONCURRENCY sets the number of workers."""

threads = 4
preload_app = True
limit_request_line = 8190  # bytes; the most gunicorn takes, for filters that repeat and words outside ASCII


def when_ready(server):
    print(f"Serving {server.LISTENERS[0]} (Ctrl-C stops it)", flush=True)
