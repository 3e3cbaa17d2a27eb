"""The ways that people change a picture between two copies of it, from harmless to strong.

Each edit takes an RGB picture and a random generator and gives the changed picture. The names are what the
calibration prints. `GENTLE` are the edits that leave the view as it is; `STRONG` change what is in it.
"""

import io
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

Edit = Callable[[Image.Image, np.random.Generator], Image.Image]


def re_encode(quality: int) -> Edit:
    """Save as a JPEG of this quality and open it again."""

    def edit(picture: Image.Image, _: np.random.Generator) -> Image.Image:
        return _through_jpeg(picture, quality)

    return edit


def resize(share: float) -> Edit:
    """Scale both sides to this share."""

    def edit(picture: Image.Image, _: np.random.Generator) -> Image.Image:
        size = (max(8, round(picture.width * share)), max(8, round(picture.height * share)))
        return picture.resize(size, Image.Resampling.LANCZOS)

    return edit


def crop(share: float) -> Edit:
    """Keep a window with this share of both sides, anywhere in the picture."""

    def edit(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
        width, height = round(picture.width * share), round(picture.height * share)
        left = int(rng.integers(picture.width - width + 1))
        top = int(rng.integers(picture.height - height + 1))
        return picture.crop((left, top, left + width, top + height))

    return edit


def crop_to(aspect: float) -> Edit:
    """Keep the middle in this aspect ratio, width over height."""

    def edit(picture: Image.Image, _: np.random.Generator) -> Image.Image:
        width = min(picture.width, round(picture.height * aspect))
        return ImageOps.fit(picture, (width, round(width / aspect)))

    return edit


def tone(brightness: float, contrast: float, colour: float) -> Edit:
    """Multiply brightness, contrast and saturation."""

    def edit(picture: Image.Image, _: np.random.Generator) -> Image.Image:
        picture = ImageEnhance.Brightness(picture).enhance(brightness)
        picture = ImageEnhance.Contrast(picture).enhance(contrast)
        return ImageEnhance.Color(picture).enhance(colour)

    return edit


def warm(red: float, blue: float) -> Edit:
    """Multiply the red and the blue channel, as a white balance does."""

    def edit(picture: Image.Image, _: np.random.Generator) -> Image.Image:
        scaled = np.asarray(picture) * np.array([red, 1.0, blue])
        return Image.fromarray(scaled.clip(0, 255).astype(np.uint8))

    return edit


def grey(picture: Image.Image, _: np.random.Generator) -> Image.Image:
    return ImageOps.grayscale(picture).convert("RGB")


def sepia(picture: Image.Image, _: np.random.Generator) -> Image.Image:
    return ImageOps.colorize(ImageOps.grayscale(picture), "#1c0f00", "#fff3d6")


def blur(picture: Image.Image, _: np.random.Generator) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(picture.width / 150))


def caption(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Write a line of text across a random height."""
    edited = picture.copy()
    place = (picture.width // 20, int(rng.integers(picture.height * 4 // 5)))
    ImageDraw.Draw(edited).text(place, "holiday 2024", fill="white", font_size=picture.height // 9)
    return edited


def logo(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Stamp a coloured disc of a sixth of the shorter side into one of the corners."""
    edited = picture.copy()
    side = min(picture.size) // 6
    left = int(rng.choice([4, picture.width - side - 4]))
    top = int(rng.choice([4, picture.height - side - 4]))
    colour = tuple(int(c) for c in rng.integers(0, 256, 3))
    ImageDraw.Draw(edited).ellipse((left, top, left + side, top + side), fill=colour)
    return edited


def frame(picture: Image.Image, _: np.random.Generator) -> Image.Image:
    return ImageOps.expand(picture, border=max(2, min(picture.size) // 25), fill="white")


def bars(picture: Image.Image, _: np.random.Generator) -> Image.Image:
    """Put the picture on black, as tall as it is wide or the other way round: a screenshot, a story."""
    side = max(picture.size)
    return ImageOps.pad(picture, (side, max(side, round(side * 1.25))), color="black")


def tilt(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Straighten the horizon by up to 5 degrees and cut the empty corners off."""
    angle = float(rng.uniform(2, 5)) * int(rng.choice([-1, 1]))
    turned = picture.rotate(angle, Image.Resampling.BICUBIC)
    inset_x, inset_y = round(picture.width * 0.06), round(picture.height * 0.06)
    return turned.crop((inset_x, inset_y, picture.width - inset_x, picture.height - inset_y))


def mirror(picture: Image.Image, _: np.random.Generator) -> Image.Image:
    return ImageOps.mirror(picture)


def turn(picture: Image.Image, _: np.random.Generator) -> Image.Image:
    return picture.transpose(Image.Transpose.ROTATE_90)


def shared_online(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Crop, tone and compress at once, as one round through a social network does."""
    for step in (crop(0.85), tone(1.1, 1.15, 1.2), resize(0.7), re_encode(50)):
        picture = step(picture, rng)
    return picture


GENTLE: dict[str, Edit] = {
    "jpeg 90": re_encode(90),
    "jpeg 60": re_encode(60),
    "jpeg 30": re_encode(30),
    "resize 1/2": resize(0.5),
    "crop to 95 %": crop(0.95),
    "crop to 85 %": crop(0.85),
    "brighter": tone(1.25, 1.0, 1.0),
    "contrast": tone(1.0, 1.3, 1.2),
    "faded": tone(1.1, 0.7, 0.7),
    "warmer": warm(1.12, 0.85),
    "blur": blur,
    "caption": caption,
    "logo": logo,
    "frame": frame,
    "tilt": tilt,
}

STRONG: dict[str, Edit] = {
    "resize 1/4": resize(0.25),
    "crop to 70 %": crop(0.7),
    "crop to 55 %": crop(0.55),
    "crop to 1:1": crop_to(1.0),
    "crop to 4:5": crop_to(0.8),
    "crop to 16:9": crop_to(16 / 9),
    "dark": tone(0.5, 1.0, 1.0),
    "grey": grey,
    "sepia": sepia,
    "black bars": bars,
    "shared online": shared_online,
    "mirror": mirror,
    "quarter turn": turn,
}


def _through_jpeg(picture: Image.Image, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("RGB")
