"""Draws a card as PNG."""

from functools import lru_cache
from io import BytesIO
from threading import Lock

from PIL import Image, ImageColor, ImageDraw

from jurisdictions.site.newsroom.cards import layout
from jurisdictions.site.newsroom.cards.lettering import font, runs

SHADES = 16  # between paper and each colour: smooth letters in a third of the bytes
KEPT = 64  # cards, 2 MB at most
ONE_AT_A_TIME = Lock()  # the fonts are shared by all threads of a server


@lru_cache(maxsize=KEPT)
def png_of(card):
    """Bytes of the picture, the same for the same card."""
    with ONE_AT_A_TIME:
        return drawn(card)


def drawn(card):
    image = Image.new("RGB", (layout.WIDTH, layout.HEIGHT), layout.PAPER)
    pen, tone = ImageDraw.Draw(image), layout.TONES[card.stance]
    lines, shape = layout.set_card(card)
    pen.rectangle((0, 0, layout.BAND, layout.HEIGHT), fill=tone)
    pen.line((layout.MARGIN, layout.FOOT, layout.WIDTH - layout.RIGHT, layout.FOOT), fill=layout.LINE, width=2)
    draw_shape(pen, card.stance, shape, tone)
    for line in lines:
        draw_line(pen, line)
    file = BytesIO()
    image.quantize(palette=palette(tone), dither=Image.Dither.NONE).save(file, "PNG", compress_level=6)
    return file.getvalue()


@lru_cache
def palette(tone):
    """Paper shaded towards each colour of the card: known beforehand, it need not be looked for in the picture."""
    image = Image.new("P", (1, 1))
    image.putpalette([part for colour in (layout.INK, layout.QUIET, layout.LINE, tone) for part in shades(colour)])
    return image


def shades(colour):
    paper, ink = ImageColor.getrgb(layout.PAPER), ImageColor.getrgb(colour)
    for step in range(SHADES):
        yield from (round(light + (dark - light) * step / (SHADES - 1)) for light, dark in zip(paper, ink, strict=True))


def draw_line(pen, line):
    x = line.x
    for file, text in runs(line.text):
        face = font(file, line.size, line.weight)
        pen.text((x, line.y), text, font=face, fill=line.colour)
        x += face.getlength(text)


def draw_shape(pen, stance, at, tone):
    """The shape every stance has beside its colour, as in components/_shape.html (12 units wide)."""
    unit = layout.SHAPE / 12

    def points(*pairs):
        return [(at[0] + x * unit, at[1] + y * unit) for x, y in pairs]

    circle = points((1, 1), (11, 11))
    if stance == "declines":
        pen.rectangle(circle, fill=tone)
    elif stance == "limits":
        pen.ellipse(circle, outline=tone, width=6)
        pen.pieslice(circle, -90, 90, fill=tone)
    elif stance == "cooperates":
        pen.ellipse(circle, fill=tone)
    elif stance == "requires":
        pen.polygon(points((6, 0.5), (11.8, 11.5), (0.2, 11.5)), fill=tone)
    elif stance == "comments":
        pen.polygon(points((6, 1), (11, 6), (6, 11), (1, 6)), outline=tone, width=6)
    elif stance == "unclear":
        for start in range(0, 360, 45):
            pen.arc(circle, start, start + 27, fill=tone, width=6)
    else:
        pen.rectangle(points((1, 5), (11, 7)), fill=tone)
