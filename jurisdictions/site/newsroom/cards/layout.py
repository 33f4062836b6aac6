"""Where everything stands on a card: boxes that never overlap and never leave the page, however long the words."""

from dataclasses import dataclass

from jurisdictions.site.newsroom.cards.lettering import fitted, tall, width

WIDTH, HEIGHT = 1200, 630  # what networks crop least
BAND, MARGIN, RIGHT = 20, 72, 56
ROOM = WIDTH - MARGIN - RIGHT
FOOT = 548  # where the line above the foot is
INK, QUIET, PAPER, LINE = "#1d1b18", "#5b564d", "#fbfaf7", "#d9d3c7"
TONES = {"declines": "#563a94", "limits": "#805200", "cooperates": "#00635b", "requires": "#6d3b1e",
         "comments": "#4b4f58", "unclear": "#4b4f58", "none": "#5b564d"}  # fmt: skip
SHAPE = 44  # side of the square the shape of a stance is drawn in


@dataclass(frozen=True)
class Line:
    text: str
    x: int
    y: int
    size: int
    weight: int
    colour: str

    @property
    def box(self):
        """Left, top, right, bottom."""
        return (self.x, self.y, self.x + width(self.text, self.size, self.weight), self.y + tall(self.size))


class Sheet:
    """Lines set below one another; `y` is where the next begins."""

    def __init__(self, y):
        self.y, self.lines = y, []

    def put(self, text, *, sizes, weight=400, colour=INK, height=None, left=MARGIN, after=0):
        if not text:
            return
        room = WIDTH - RIGHT - left
        size, lines = fitted(text, weight, room, height or tall(sizes[-1]), sizes)
        for line in lines:
            self.lines.append(Line(line, left, round(self.y), size, weight, colour))
            self.y += tall(size)
        self.y += after


def set_card(card):
    """(lines, place of the stance's shape as left and top) of a Card; fonts are 28 px or more, 14 px on a phone."""
    sheet, tone = Sheet(44), TONES[card.stance]
    sheet.put(card.kicker, sizes=(30, 28), colour=QUIET, after=4)
    sheet.put(card.name, sizes=(64, 56, 48, 44), weight=700, height=122, after=10)
    shape = (MARGIN, round(sheet.y + 10))
    sheet.put(card.label, sizes=(48, 44), weight=700, colour=tone, left=MARGIN + SHAPE + 18, after=4)
    sheet.put(card.recorded, sizes=(32, 30, 28), weight=600)
    sheet.put(card.condition, sizes=(32, 30, 28), weight=600)
    sheet.y += 18
    left_for_words = FOOT - 12 - sheet.y - (42 if card.by else 0)
    sheet.put(card.words, sizes=(38, 34, 31), height=left_for_words, after=4)
    sheet.put(card.by, sizes=(28,), colour=QUIET)
    return [*sheet.lines, *foot(card)], shape


def foot(card):
    """Name of the directory on the right, sources and day on the left."""
    site_width = width(card.site, 30, 700)
    size, lines = fitted(card.day, 600, ROOM - site_width - 40, tall(30), (30, 28))
    return [
        Line(lines[0], MARGIN, FOOT + 18, size, 600, INK),
        Line(card.site, round(WIDTH - RIGHT - site_width), FOOT + 18, 30, 700, INK),
    ]
