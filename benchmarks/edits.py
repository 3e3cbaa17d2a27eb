"""Twenty ways in which people change a picture between two copies of it, for measuring and for fitting.

Each edit takes an RGB picture, a random generator and another photo (the background that some edits need),
and gives the changed picture. Strengths are drawn anew for each photo, so that nothing is tuned to one
setting. `MILD` are the edits that everybody expects to be found.
"""

import io
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

Edit = Callable[[Image.Image, np.random.Generator, Image.Image], Image.Image]


def jpeg(picture: Image.Image, rng: np.random.Generator, _: Image.Image) -> Image.Image:
    """Save as a JPEG of quality 10 to 60."""
    return _through_jpeg(picture, int(rng.integers(10, 61)))


def resize_small(picture: Image.Image, rng: np.random.Generator, _: Image.Image) -> Image.Image:
    """Shrink to a long side of 96 to 160 pixels, at most to half."""
    scale = min(0.5, float(rng.uniform(96, 160)) / max(picture.size))
    return _scaled(picture, scale)


def crop_80(picture: Image.Image, rng: np.random.Generator, _: Image.Image) -> Image.Image:
    """Keep 80 % of the area, anywhere."""
    return _window(picture, rng, 0.8, 1.0)


def crop_60(picture: Image.Image, rng: np.random.Generator, _: Image.Image) -> Image.Image:
    """Keep 60 % of the area, anywhere."""
    return _window(picture, rng, 0.6, 1.0)


def crop_35(picture: Image.Image, rng: np.random.Generator, _: Image.Image) -> Image.Image:
    """Keep 35 % of the area, anywhere."""
    return _window(picture, rng, 0.35, 1.0)


def crop_aspect(picture: Image.Image, rng: np.random.Generator, _: Image.Image) -> Image.Image:
    """Cut to a square, a story or a banner: 55 to 75 % of the area in another shape."""
    stretch = float(rng.choice([0.6, 0.75, 1.33, 1.6]))
    return _window(picture, rng, float(rng.uniform(0.55, 0.6)), stretch)


def quarter_turn(picture: Image.Image, rng: np.random.Generator, _: Image.Image) -> Image.Image:
    """Turn by 90, 180 or 270 degrees."""
    turns = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
    return picture.transpose(turns[int(rng.integers(3))])


def tilt(picture: Image.Image, rng: np.random.Generator, _: Image.Image) -> Image.Image:
    """Straighten the horizon by 2 to 10 degrees and cut the empty corners off."""
    angle = float(rng.uniform(2, 10)) * float(rng.choice([-1, 1]))
    turned = picture.rotate(angle, Image.Resampling.BICUBIC)
    inset = np.tan(np.radians(abs(angle))) / 2
    x, y = round(picture.height * inset), round(picture.width * inset)
    return turned.crop((x, y, max(x + 16, picture.width - x), max(y + 16, picture.height - y)))


def mirror(picture: Image.Image, _: np.random.Generator, __: Image.Image) -> Image.Image:
    """Swap left and right."""
    return ImageOps.mirror(picture)


def border(picture: Image.Image, rng: np.random.Generator, _: Image.Image) -> Image.Image:
    """Add a plain frame of 4 to 15 % of the short side."""
    width = max(2, round(min(picture.size) * float(rng.uniform(0.04, 0.15))))
    return ImageOps.expand(picture, width, fill=_colour(rng))


def caption(picture: Image.Image, rng: np.random.Generator, _: Image.Image) -> Image.Image:
    """Write one or two lines across the top, the middle or the bottom, on a bar or on the photo itself."""
    edited = picture.copy()
    draw = ImageDraw.Draw(edited)
    size = max(8, round(picture.height * float(rng.uniform(0.07, 0.12))))
    lines = [str(rng.choice(_SAYINGS)) for _ in range(int(rng.integers(1, 3)))]
    top = round(float(rng.choice([0.02, 0.45, 0.95])) * (picture.height - size * 1.3 * len(lines)))
    if rng.random() < 0.5:
        draw.rectangle((0, top - size // 6, picture.width, top + 1.3 * size * len(lines)), fill=_colour(rng))
    for number, line in enumerate(lines):
        place = (picture.width // 20, top + round(number * 1.3 * size))
        draw.text(
            place, line, fill="white", font_size=size, stroke_width=max(1, size // 12), stroke_fill="black"
        )
    return edited


def sticker(picture: Image.Image, rng: np.random.Generator, _: Image.Image) -> Image.Image:
    """Put a round face or a badge over 3 to 12 % of the photo."""
    edited = picture.copy()
    draw = ImageDraw.Draw(edited)
    side = round((picture.width * picture.height * float(rng.uniform(0.03, 0.12))) ** 0.5)
    left = int(rng.integers(max(1, picture.width - side)))
    top = int(rng.integers(max(1, picture.height - side)))
    box = (left, top, left + side, top + side)
    if rng.random() < 0.5:
        draw.ellipse(box, fill=_colour(rng), outline="black", width=max(1, side // 20))
        for eye in (0.3, 0.65):
            x, y = left + side * eye, top + side * 0.3
            draw.ellipse((x, y, x + side * 0.1, y + side * 0.15), fill="black")
        draw.arc(
            (left + side * 0.2, top + side * 0.3, left + side * 0.8, top + side * 0.8), 20, 160, fill="black"
        )
    else:
        draw.rounded_rectangle(box, side // 5, fill=_colour(rng))
        draw.text((left + side * 0.1, top + side * 0.3), "SALE", fill="white", font_size=max(6, side // 3))
    return edited


def screenshot(picture: Image.Image, rng: np.random.Generator, _: Image.Image) -> Image.Image:
    """Show the photo on a phone: as wide as the screen, bars with text and icons above and below."""
    width = max(picture.width, 160)
    height = round(width * float(rng.uniform(1.6, 2.2)))
    dark = rng.random() < 0.5
    screen = Image.new("RGB", (width, height), (18, 18, 20) if dark else (250, 250, 250))
    shown = ImageOps.contain(picture, (width, round(height * 0.8)))
    top = (height - shown.height) // 2
    screen.paste(shown, ((width - shown.width) // 2, top))
    draw = ImageDraw.Draw(screen)
    ink = "white" if dark else "black"
    size = max(7, height // 36)
    draw.text(
        (width // 30, size // 2),
        f"{int(rng.integers(24)):02d}:{int(rng.integers(60)):02d}",
        ink,
        font_size=size,
    )
    draw.rectangle((width * 0.86, size * 0.6, width * 0.96, size * 1.3), outline=ink)
    draw.text((width // 8, 3 * size), str(rng.choice(_SAYINGS)), ink, font_size=size)
    for place in range(4):
        x, y = width * (0.1 + 0.25 * place), height - 2.5 * size
        draw.ellipse((x, y, x + 1.4 * size, y + 1.4 * size), outline=ink, width=max(1, size // 8))
    return screen


def collage(picture: Image.Image, rng: np.random.Generator, other: Image.Image) -> Image.Image:
    """Lay the photo beside another one, or into one: it takes 30 to 50 % of the result."""
    if rng.random() < 0.5:
        beside = ImageOps.fit(other, picture.size)
        tall = picture.width > picture.height
        sheet = Image.new("RGB", (picture.width * (1 if tall else 2), picture.height * (2 if tall else 1)))
        first, second = (picture, beside) if rng.random() < 0.5 else (beside, picture)
        sheet.paste(first, (0, 0))
        sheet.paste(second, (0, picture.height) if tall else (picture.width, 0))
        return sheet
    scale = float(rng.uniform(0.3, 0.5)) ** 0.5
    background = ImageOps.fit(other, picture.size)
    inset = _scaled(picture, scale)
    left = int(rng.integers(picture.width - inset.width + 1))
    top = int(rng.integers(picture.height - inset.height + 1))
    background.paste(inset, (left, top))
    return background


def grey(picture: Image.Image, _: np.random.Generator, __: Image.Image) -> Image.Image:
    """Take the colours out."""
    return ImageOps.grayscale(picture).convert("RGB")


def sepia(picture: Image.Image, rng: np.random.Generator, _: Image.Image) -> Image.Image:
    """Turn into brown tones, a little faded."""
    black = (int(rng.integers(10, 50)), int(rng.integers(5, 30)), int(rng.integers(0, 15)))
    return ImageOps.colorize(ImageOps.grayscale(picture), black, (255, 243, 214))


def blur(picture: Image.Image, rng: np.random.Generator, _: Image.Image) -> Image.Image:
    """Blur by a Gaussian of 0.5 to 1.2 % of the long side."""
    return picture.filter(ImageFilter.GaussianBlur(max(picture.size) * float(rng.uniform(0.005, 0.012))))


def noise(picture: Image.Image, rng: np.random.Generator, _: Image.Image) -> Image.Image:
    """Add grain with a standard deviation of 12 to 35 grey values."""
    grain = rng.normal(0, float(rng.uniform(12, 35)), (picture.height, picture.width, 3))
    return _clipped(np.asarray(picture) + grain)


def tone(picture: Image.Image, rng: np.random.Generator, _: Image.Image) -> Image.Image:
    """Change exposure, contrast, saturation and the white balance."""
    for enhance, low, high in (
        (ImageEnhance.Brightness, 0.55, 1.5),
        (ImageEnhance.Contrast, 0.6, 1.5),
        (ImageEnhance.Color, 0.4, 1.8),
    ):
        picture = enhance(picture).enhance(float(rng.uniform(low, high)))
    return _clipped(np.asarray(picture) * rng.uniform(0.8, 1.2, 3))


def screen_photo(picture: Image.Image, rng: np.random.Generator, other: Image.Image) -> Image.Image:
    """Photograph the photo on a screen: perspective, moire, glare, blur, grain."""
    width, height = picture.size
    canvas = (round(width * 1.25), round(height * 1.25))
    corners = np.array([(0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)]) + rng.uniform(-0.05, 0.05, (4, 2))
    seen = _projected(picture, corners * canvas, canvas)
    mask = _projected(Image.new("L", picture.size, 255), corners * canvas, canvas)
    desk = ImageOps.fit(other, canvas).filter(ImageFilter.GaussianBlur(max(canvas) / 40))
    shot = np.asarray(
        Image.composite(seen, ImageEnhance.Brightness(desk).enhance(0.4), mask), dtype=np.float32
    )
    y, x = np.mgrid[: canvas[1], : canvas[0]].astype(np.float32)
    period, angle = float(rng.uniform(3, 9)), float(rng.uniform(0, np.pi))
    moire = np.sin(2 * np.pi * (x * np.cos(angle) + y * np.sin(angle)) / period) * float(rng.uniform(2, 8))
    centre = rng.uniform(0, 1, 2) * canvas
    glare = float(rng.uniform(0, 70)) * np.exp(
        -((x - centre[0]) ** 2 + (y - centre[1]) ** 2) / (0.06 * canvas[0] * canvas[1])
    )
    shot = shot + (moire + glare)[..., None] + rng.normal(0, 4, shot.shape)
    photo = _clipped(shot * float(rng.uniform(0.8, 1.1))).filter(ImageFilter.GaussianBlur(max(canvas) / 500))
    return _through_jpeg(photo, 80)


EDITS: dict[str, Edit] = {
    "jpeg": jpeg,
    "resize small": resize_small,
    "crop to 80 %": crop_80,
    "crop to 60 %": crop_60,
    "crop to 35 %": crop_35,
    "crop, other aspect": crop_aspect,
    "quarter turn": quarter_turn,
    "tilt": tilt,
    "mirror": mirror,
    "border": border,
    "caption": caption,
    "sticker": sticker,
    "screenshot": screenshot,
    "collage": collage,
    "grey": grey,
    "sepia": sepia,
    "blur": blur,
    "noise": noise,
    "tone": tone,
    "photo of a screen": screen_photo,
}

MILD = (
    "jpeg",
    "resize small",
    "crop to 80 %",
    "mirror",
    "border",
    "caption",
    "grey",
    "sepia",
    "blur",
    "tone",
)

_SAYINGS = (
    "holiday 2024",
    "when it is Monday",
    "best day ever",
    "Happy Birthday!",
    "look at this",
    "for sale",
)


def _through_jpeg(picture: Image.Image, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("RGB")


def _scaled(picture: Image.Image, scale: float) -> Image.Image:
    size = (max(8, round(picture.width * scale)), max(8, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _window(picture: Image.Image, rng: np.random.Generator, area: float, stretch: float) -> Image.Image:
    """Cut a window with this share of the area out, its aspect that of the picture times `stretch`."""
    width = min(1.0, (area * stretch) ** 0.5)
    height = min(1.0, area / width)
    width, height = round(picture.width * width), round(picture.height * height)
    left = int(rng.integers(picture.width - width + 1))
    top = int(rng.integers(picture.height - height + 1))
    return picture.crop((left, top, left + width, top + height))


def _colour(rng: np.random.Generator) -> tuple[int, int, int]:
    if rng.random() < 0.5:
        return (0, 0, 0) if rng.random() < 0.5 else (255, 255, 255)
    red, green, blue = rng.integers(0, 256, 3).tolist()
    return red, green, blue


def _clipped(pixels: NDArray[np.floating]) -> Image.Image:
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def _projected(picture: Image.Image, corners: NDArray[np.floating], canvas: tuple[int, int]) -> Image.Image:
    """Draw the picture into a quadrangle: `corners` clockwise from the upper left."""
    width, height = picture.size
    source = ((0, 0), (width, 0), (width, height), (0, height))
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    coefficients = np.linalg.solve(np.array(rows, dtype=np.float64), np.array(values, dtype=np.float64))
    return picture.transform(
        canvas, Image.Transform.PERSPECTIVE, coefficients.tolist(), Image.Resampling.BICUBIC
    )
