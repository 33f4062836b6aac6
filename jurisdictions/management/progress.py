"""A progress bar for commands, shown on a terminal only."""

import sys

WIDTH = 30


def progress_bar(stream):
    """A function of (done, total) that draws the bar on this stream of a command, at most once a percent."""
    shown = -1

    def draw(done, total):
        nonlocal shown
        percent = 100 * done // total
        if sys.stderr.isatty() and percent != shown:
            shown, filled = percent, WIDTH * done // total
            bar = "#" * filled + "." * (WIDTH - filled)
            stream.write(f"\r[{bar}] {done}/{total}", ending="\n" * (done == total))

    return draw
