"""What people and programs put on and around a picture: frames, screens, marks, captions, stickers.

Each takes an RGB picture and a random generator and gives a new picture.
"""

import numpy as np
from PIL import Image, ImageDraw, ImageFont, ImageOps

Colour = tuple[int, int, int]

_FILTERS = (Image.Resampling.BICUBIC, Image.Resampling.LANCZOS, Image.Resampling.BILINEAR)
_PHONES = ((540, 1170), (640, 1136), (720, 1280), (720, 1600), (750, 1334), (828, 1792), (1080, 2340))
_DESKTOPS = ((1024, 768), (1280, 720), (1280, 800), (1366, 768), (1600, 900))
_MARKS = ("PREVIEW", "© 2025 M. Lindqvist", "stockhaus.example", "DO NOT COPY", "SAMPLE", "Foto Brandt")
_CAPTIONS = (
    "our last day at the lake",
    "When the coffee is gone again",
    "Lisbon, May 2023",
    "nobody: … me at 6 am:",
    "Grandpa's 80th!",
    "TO BE CONTINUED",
)


def frame(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """One or two borders, sometimes with a wide foot as instant prints have."""
    short = min(picture.size)
    for _ in range(int(rng.integers(1, 3))):
        edge = max(2, round(short * float(rng.uniform(0.015, 0.12))))
        foot = edge * (3 if rng.random() < 0.25 else 1)
        picture = ImageOps.expand(picture, (edge, edge, edge, foot), fill=_colour(rng))
    return picture


def phone_screenshot(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """The picture scaled to the width of a phone's screen, a status bar above and buttons below."""
    width, height = _PHONES[int(rng.integers(len(_PHONES)))]
    if picture.width > 1.3 * picture.height and rng.random() < 0.3:
        width, height = height, width
    dark = rng.random() < 0.6
    ground, ink = _ground(dark)
    screen = Image.new("RGB", (width, height), ground)
    line = max(14, min(width, height) // 30)
    shown = _contained(picture, (width, height - 6 * line), rng)
    screen.paste(shown, ((width - shown.width) // 2, (height - shown.height) // 2))
    draw = ImageDraw.Draw(screen)
    draw.text((line, line // 3), f"{int(rng.integers(24))}:{int(rng.integers(60)):02d}", ink, _font(line))
    right = width - line
    draw.rounded_rectangle((right - 2 * line, line // 2, right, line * 1.3), line // 4, outline=ink, width=2)
    draw.rectangle((right - 1.8 * line, line * 0.7, right - line, line * 1.1), fill=ink)
    for bar in range(4):
        left = right - 4 * line + bar * line // 3
        draw.rectangle((left, line * (1.2 - 0.2 * bar), left + line // 5, line * 1.3), fill=ink)
    for place in np.linspace(0.12, 0.88, int(rng.integers(3, 6))):
        x, y = round(width * float(place)), height - 2 * line
        box = (x - line // 2, y - line // 2, x + line // 2, y + line // 2)
        if rng.random() < 0.5:
            draw.ellipse(box, outline=ink, width=max(2, line // 8))
        else:
            draw.rounded_rectangle(box, line // 5, outline=ink, width=max(2, line // 8))
    return screen


def desktop_screenshot(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """The picture in a viewer's window, with tools, thumbnails or not, on a desktop."""
    width, height = _DESKTOPS[int(rng.integers(len(_DESKTOPS)))]
    ground, ink = _ground(bool(rng.random() < 0.5))
    screen = Image.new("RGB", (width, height), _colour(rng))
    draw = ImageDraw.Draw(screen)
    left, top = (0, 0) if rng.random() < 0.5 else (int(rng.integers(10, 80)), int(rng.integers(10, 50)))
    right, bottom = width - left // 2, height - 36
    draw.rectangle((left, top, right, bottom), fill=ground)
    draw.rectangle((left, top, right, top + 28), fill=_mixed(ground, ink, 0.15))
    draw.text((left + 10, top + 6), f"IMG_{int(rng.integers(1000, 9999))} - Viewer", ink, _font(14))
    for button in range(3):
        x = right - 24 - 34 * button
        draw.rectangle((x, top + 9, x + 10, top + 19), outline=ink)
    for tool in range(int(rng.integers(4, 9))):
        x = left + 12 + 40 * tool
        draw.rounded_rectangle((x, top + 36, x + 22, top + 58), 4, outline=_mixed(ground, ink, 0.6), width=2)
    strip = 90 if rng.random() < 0.4 else 0
    room = (right - left - 8, bottom - top - 72 - strip)
    shown = _contained(picture, room, rng, enlarge=bool(rng.random() < 0.6))
    screen.paste(shown, (left + 4 + (room[0] - shown.width) // 2, top + 66 + (room[1] - shown.height) // 2))
    for place in range(strip and (right - left) // 110):
        thumbnail = Image.new("RGB", (100, 76), _colour(rng))
        screen.paste(thumbnail, (left + 6 + 110 * place, bottom - strip + 6))
    draw.rectangle((0, height - 36, width, height), fill=_mixed(ground, ink, 0.1))
    draw.text(
        (width - 64, height - 26), f"{int(rng.integers(24))}:{int(rng.integers(60)):02d}", ink, _font(14)
    )
    return screen


def watermark(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Half-transparent text once, in a corner or across the middle."""
    size = max(10, round(min(picture.size) * float(rng.uniform(0.05, 0.13))))
    text = _MARKS[int(rng.integers(len(_MARKS)))]
    mark = _text(text, size, float(rng.uniform(0.35, 0.8)), white=bool(rng.random() < 0.7))
    mark.thumbnail((round(picture.width * 0.9), round(picture.height * 0.5)))
    spare = (picture.width - mark.width, picture.height - mark.height)
    place = [(0.03, 0.96), (0.97, 0.96), (0.97, 0.04), (0.5, 0.5)][int(rng.integers(4))]
    return _laid_over(picture, mark, (round(spare[0] * place[0]), round(spare[1] * place[1])))


def tiled_watermark(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Half-transparent slanting text all over."""
    size = max(10, round(min(picture.size) * float(rng.uniform(0.04, 0.09))))
    text = _MARKS[int(rng.integers(len(_MARKS)))]
    mark = _text(text, size, float(rng.uniform(0.2, 0.5)), white=bool(rng.random() < 0.7))
    mark = mark.rotate(float(rng.uniform(10, 40)), Image.Resampling.BICUBIC, expand=True)
    gap = float(rng.uniform(1.1, 1.7))
    for row, top in enumerate(range(-mark.height // 2, picture.height, round(mark.height * gap))):
        for left in range(-mark.width // (1 + row % 2), picture.width, round(mark.width * gap)):
            picture = _laid_over(picture, mark, (left, top))
    return picture


def caption(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """A line of text on a bar, laid over the picture or added above or below it."""
    high = max(16, round(picture.height * float(rng.uniform(0.08, 0.18))))
    ground = _colour(rng)
    ink = (0, 0, 0) if sum(ground) > 380 else (255, 255, 255)
    bar = Image.new("RGB", (picture.width, high), ground)
    text = _CAPTIONS[int(rng.integers(len(_CAPTIONS)))]
    size = min(high * 0.6, 1.7 * picture.width / len(text))
    ImageDraw.Draw(bar).text((picture.width / 2, high / 2), text, ink, _font(size), anchor="mm")
    if rng.random() < 0.5:
        result = picture.copy()
        result.paste(bar, (0, 0 if rng.random() < 0.4 else picture.height - high))
        return result
    above = rng.random() < 0.5
    result = Image.new("RGB", (picture.width, picture.height + high))
    result.paste(picture, (0, high if above else 0))
    result.paste(bar, (0, 0 if above else picture.height))
    return result


def sticker(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """A face, a badge or a logo over 1.5 to 8 % of the picture."""
    result = picture.copy()
    draw = ImageDraw.Draw(result)
    side = max(16, round((picture.width * picture.height * float(rng.uniform(0.015, 0.08))) ** 0.5))
    left = int(rng.integers(max(1, picture.width - side)))
    top = int(rng.integers(max(1, picture.height - side)))
    box = (left, top, left + side, top + side)
    chance = rng.random()
    if chance < 0.4:
        draw.ellipse(box, fill=(255, 210, 60), outline=(120, 80, 0), width=max(1, side // 24))
        for eye in (0.28, 0.62):
            x, y = left + side * eye, top + side * 0.3
            draw.ellipse((x, y, x + side * 0.1, y + side * 0.16), fill=(60, 40, 0))
        mouth = (left + side * 0.22, top + side * 0.35, left + side * 0.78, top + side * 0.8)
        draw.arc(mouth, 15, 165, fill=(60, 40, 0), width=max(1, side // 20))
        return result
    if chance < 0.7:
        draw.rounded_rectangle(box, side // 6, fill=_colour(rng))
    else:
        draw.regular_polygon(
            (left + side / 2, top + side / 2, side / 2), int(rng.integers(3, 9)), fill=_colour(rng)
        )
    word = ("NEW", "-30%", "TV", "HD", "N°1")[int(rng.integers(5))]
    draw.text((left + side / 2, top + side / 2), word, _colour(rng), _font(side * 0.32), anchor="mm")
    return result


def _contained(
    picture: Image.Image, room: tuple[int, int], rng: np.random.Generator, *, enlarge: bool = True
) -> Image.Image:
    scale = min(room[0] / picture.width, room[1] / picture.height)
    if not enlarge:
        scale = min(1.0, scale)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, _FILTERS[int(rng.integers(len(_FILTERS)))])


def _text(words: str, size: float, opacity: float, *, white: bool) -> Image.Image:
    font = _font(size)
    left, top, right, bottom = font.getbbox(words)
    mark = Image.new("RGBA", (round(right - left) + 4, round(bottom - top) + 4))
    value = 255 if white else 0
    ImageDraw.Draw(mark).text((2 - left, 2 - top), words, (value, value, value, round(255 * opacity)), font)
    return mark


def _laid_over(picture: Image.Image, mark: Image.Image, place: tuple[int, int]) -> Image.Image:
    result = picture.copy()
    result.paste(mark.convert("RGB"), place, mark)
    return result


def _font(size: float) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size=max(6.0, float(size)))
    assert isinstance(font, ImageFont.FreeTypeFont)  # Pillow brings one along
    return font


def _ground(dark: bool) -> tuple[Colour, Colour]:
    return ((16, 16, 18), (235, 235, 235)) if dark else ((250, 250, 250), (30, 30, 30))


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _colour(rng: np.random.Generator) -> Colour:
    """White, black, or anything."""
    if rng.random() < 0.5:
        return (255, 255, 255) if rng.random() < 0.6 else (0, 0, 0)
    red, green, blue = (int(value) for value in rng.integers(0, 256, 3))
    return red, green, blue
