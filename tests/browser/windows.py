"""Windows of the browser."""

from contextlib import contextmanager


@contextmanager
def window_at(chromium, site, width=1280, height=800, patience=10_000, **options):
    """A page in a window of its own; `patience` in milliseconds."""
    viewport = {"width": width, "height": height}
    with chromium.new_context(base_url=site, viewport=viewport, reduced_motion="reduce", **options) as window:
        window.set_default_timeout(patience)
        yield window.new_page()
