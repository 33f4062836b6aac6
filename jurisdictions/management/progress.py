"""A progress bar for commands, shown on a terminal only."""

import sys

WIDTH = 30


def progress_bar(stream):
    """A function of (done, total) that draws the bar on this stream of a command."""

    def draw(done, total):
        if sys.stderr.isatty() and (done % 50 == 0 or done == total):
            filled = WIDTH * done // total
            bar = "#" * filled + "." * (WIDTH - filled)
            stream.write(f"\r[{bar}] {done}/{total}", ending="\n" * (done == total))

    return draw
