"""Twenty kinds of edits to judge a descriptor by.

Drawn with Pillow by other code than the training's edits (`augment.py`), so that a descriptor which learnt
the drawing instead of the photo would show.
"""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from training.edits import (
    Edit,
    caption,
    crop,
    frame,
    grey,
    mirror,
    re_encode,
    resize,
    sepia,
    tilt,
    tone,
    turn,
)

Rng = np.random.Generator


def noise(picture: Image.Image, rng: Rng) -> Image.Image:
    """Add Gaussian noise with a standard deviation of 20 of 255."""
    noisy = np.asarray(picture) + rng.normal(0, 20, (picture.height, picture.width, 3))
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))


def soften(picture: Image.Image, _: Rng) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(min(picture.size) / 80))


def sticker(picture: Image.Image, rng: Rng) -> Image.Image:
    """Put a face with two eyes and a mouth somewhere, a third of the shorter side across."""
    edited = picture.copy()
    draw = ImageDraw.Draw(edited)
    size = min(picture.size) // 3
    x, y = int(rng.integers(picture.width - size)), int(rng.integers(picture.height - size))
    draw.ellipse((x, y, x + size, y + size), fill="#ffd23c", outline="#b48c14")
    for eye in (0.3, 0.6):
        draw.ellipse((x + size * eye, y + size * 0.3, x + size * (eye + 0.1), y + size * 0.45), fill="black")
    draw.arc(
        (x + size * 0.25, y + size * 0.4, x + size * 0.75, y + size * 0.8), 20, 160, fill="black", width=3
    )
    return edited


def screenshot(picture: Image.Image, rng: Rng) -> Image.Image:
    """Show the picture in a phone's gallery: 9:19.5, a status bar, buttons at the foot."""
    width = picture.width
    height = max(round(width * 19.5 / 9), round(picture.height * 1.15))
    dark = rng.random() < 0.5
    ground, ink = ("#000000", "#ffffff") if dark else ("#ffffff", "#202020")
    screen = Image.new("RGB", (width, height), ground)
    screen.paste(picture, (0, (height - picture.height) // 2))
    draw = ImageDraw.Draw(screen)
    line = width // 22
    draw.text((line, line), "21:47", fill=ink, font_size=line)
    draw.rectangle((width - 3 * line, line, width - line, 2 * line), outline=ink)
    for place in (0.2, 0.4, 0.6, 0.8):
        x, y = width * place, height - 3 * line
        draw.rounded_rectangle((x - line / 2, y - line / 2, x + line / 2, y + line / 2), 3, outline=ink)
    return screen


def inside(other: Image.Image) -> Edit:
    """Paste the picture into the other one, as half of its area."""

    def edit(picture: Image.Image, rng: Rng) -> Image.Image:
        size = (round(picture.width * 2**0.5), round(picture.height * 2**0.5))
        canvas = other.resize(size)
        place = (int(rng.integers(size[0] - picture.width)), int(rng.integers(size[1] - picture.height)))
        canvas.paste(picture, place)
        return canvas

    return edit


def photographed(picture: Image.Image, rng: Rng) -> Image.Image:
    """Photograph it from a screen: askew on a dark desk, fine stripes, a reflection."""
    width, height = picture.size
    shaken = rng.uniform(0.02, 0.1, 8) * np.array([-1, -1, -1, 1, 1, 1, 1, -1]) * np.tile([width, height], 4)
    corners = np.array([0, 0, 0, height, width, height, width, 0]) + shaken
    shot = picture.transform(
        picture.size, Image.Transform.QUAD, tuple(corners), Image.Resampling.BILINEAR, fillcolor=(30, 28, 26)
    )
    y, x = np.mgrid[0:height, 0:width]
    stripes = 1 + 0.1 * np.sin(x * rng.uniform(0.8, 2.0) + y * rng.uniform(0.1, 1.0))
    reflection = 70 * np.exp(
        -((x - width * rng.random()) ** 2 + (y - height * rng.random()) ** 2) / width**2 * 12
    )
    lit = np.asarray(shot) * stripes[..., None] * np.array([0.95, 1.0, 1.06]) + reflection[..., None]
    return ImageOps.expand(Image.fromarray(lit.clip(0, 255).astype(np.uint8)), width // 20, (30, 28, 26))


def kinds(other: Image.Image) -> dict[str, Edit]:
    """The twenty edits by name; `other` is a different photo to put pictures into."""
    return {
        "jpeg 30": re_encode(30),
        "resize 1/4": resize(0.25),
        "crop to 70 %": crop(0.7**0.5),
        "crop to 50 %": crop(0.5**0.5),
        "crop to 35 %": crop(0.35**0.5),
        "quarter turn": turn,
        "tilt": tilt,
        "mirror": mirror,
        "dark": tone(0.5, 1.0, 1.0),
        "contrast": tone(1.1, 1.5, 1.4),
        "grey": grey,
        "sepia": sepia,
        "blur": soften,
        "noise": noise,
        "caption": caption,
        "sticker": sticker,
        "frame": frame,
        "screenshot": screenshot,
        "inside another": inside(other),
        "photographed": photographed,
    }
