"""How gunicorn serves the directory, on a desk and in production; WEB_CONCURRENCY sets the number of workers."""

threads = 4
preload_app = True


def when_ready(server):
    print(f"Serving {server.LISTENERS[0]} (Ctrl-C stops it)", flush=True)
