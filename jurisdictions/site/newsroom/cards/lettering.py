"""Text measured and broken into lines, in the font the repository carries."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).with_name("fonts")
FILES = ("public-sans-latin-wght-normal.woff2", "public-sans-latin-ext-wght-normal.woff2")
NO_LETTER = "\uffff"
ELLIPSIS = "…"


@lru_cache(maxsize=64)
def font(file, size, weight):
    face = ImageFont.truetype(FONTS / FILES[file], size, layout_engine=ImageFont.Layout.BASIC)
    face.set_variation_by_axes([weight])
    return face


@lru_cache(maxsize=4096)
def file_with(letter):
    """Which file draws this letter; None if neither does."""
    for file in range(len(FILES)):
        face = font(file, 24, 400)
        if letter.isspace() or bytes(face.getmask(letter)) != bytes(face.getmask(NO_LETTER)):
            return file
    return None


def drawable(text):
    """`text` with letters no file draws replaced: by their base letter, else by a question mark."""
    plain = []
    for letter in unicodedata.normalize("NFC", text):
        if file_with(letter) is None:
            base = unicodedata.normalize("NFKD", letter)[0]
            letter = base if file_with(base) is not None else "?"
        plain.append(letter)
    return " ".join("".join(plain).split())


def runs(text):
    """[(file, text)]: neighbours that one file draws go together."""
    found = []
    for letter in text:
        file = file_with(letter)
        if found and (found[-1][0] == file or letter == " "):
            found[-1] = (found[-1][0], found[-1][1] + letter)
        else:
            found.append((file, letter))
    return found


@lru_cache(maxsize=4096)
def width(text, size, weight):
    return sum(font(file, size, weight).getlength(part) for file, part in runs(text))


def pieces(word, size, weight, room):
    """A word, cut where it is wider than the room."""
    while word and width(word, size, weight) > room:
        cut = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or width(word[:n], size, weight) <= room)
        yield word[:cut]
        word = word[cut:]
    if word:
        yield word


def lines_of(text, size, weight, room):
    """A word is measured once: a line is as wide as its words and the spaces between them."""
    lines, taken, space = [], 0, width(" ", size, weight)
    for piece in (piece for word in text.split() for piece in pieces(word, size, weight, room)):
        wide = width(piece, size, weight)
        if lines and taken + space + wide <= room:
            lines[-1], taken = f"{lines[-1]} {piece}", taken + space + wide
        else:
            lines, taken = [*lines, piece], wide
    return lines


def cut_off(lines, most, size, weight, room, closing=""):
    """The first lines; where some are left out the last ends in an ellipsis, and in `closing` (a quotation mark)."""
    if len(lines) <= most:
        return lines
    kept, end = lines[:most], ELLIPSIS + closing
    last = kept[-1]
    while last and width(last.rstrip(" ,;:.") + end, size, weight) > room:
        last = last[:-1]
    return [*kept[:-1], last.rstrip(" ,;:.") + end]


def tall(size):
    """Height of a line in whole pixels: letters and the space to the next line."""
    return round(size * 1.25)


def fitted(text, weight, room, height, sizes):
    """(size, lines): the largest size at which all lines fit into the height; at the smallest the rest is cut off."""
    text = drawable(text)
    for size in sizes:
        lines, most = lines_of(text, size, weight, room), int(height // tall(size))
        if len(lines) <= most:
            break
    closing = "”" if text.startswith("“") else ""
    return size, cut_off(lines, max(most, 1), size, weight, room, closing)
