"""What people do to their photos: send them, crop them, tone them, write on them, export them."""

from collections.abc import Callable

from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps

Edit = Callable[[Image.Image], Image.Image]


def unchanged(image: Image.Image) -> Image.Image:
    return image


def shrunk(long_side: int) -> Edit:
    """As a messenger or a web page makes it."""

    def edit(image: Image.Image) -> Image.Image:
        small = image.copy()
        small.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
        return small

    return edit


def cropped(left: float, top: float, right: float, bottom: float) -> Edit:
    """Cut off shares of the width and height at each side."""

    def edit(image: Image.Image) -> Image.Image:
        width, height = image.size
        return image.crop(
            (
                round(left * width),
                round(top * height),
                round((1 - right) * width),
                round((1 - bottom) * height),
            )
        )

    return edit


def square(image: Image.Image) -> Image.Image:
    """The middle square with stronger colours, as a photo feed likes it."""
    side = min(image.size)
    return ImageEnhance.Color(ImageOps.fit(image, (side, side))).enhance(1.35)


def warmed(image: Image.Image) -> Image.Image:
    """A warm filter: more red, less blue, a little more contrast."""
    red, green, blue = image.split()
    red = red.point([min(255, round(value * 1.10 + 6)) for value in range(256)])
    blue = blue.point([round(value * 0.84) for value in range(256)])
    return ImageEnhance.Contrast(Image.merge("RGB", (red, green, blue))).enhance(1.08)


def brightened(image: Image.Image) -> Image.Image:
    return ImageEnhance.Color(ImageEnhance.Brightness(image).enhance(1.22)).enhance(1.15)


def black_and_white(image: Image.Image) -> Image.Image:
    return ImageEnhance.Contrast(ImageOps.grayscale(image)).enhance(1.2).convert("RGB")


def mirrored(image: Image.Image) -> Image.Image:
    return ImageOps.mirror(image)


def framed(image: Image.Image) -> Image.Image:
    """A white border, as for printing; the whole keeps its size."""
    border = round(0.045 * min(image.size))
    return ImageOps.expand(image, border, fill=(250, 249, 246)).resize(image.size, Image.Resampling.LANCZOS)


def captioned(text: str) -> Edit:
    """Large words across the lower part."""

    def edit(image: Image.Image) -> Image.Image:
        width, height = image.size
        return _written(image, text, (width / 2, height * 0.88), height / 13, 255)

    return edit


def watermarked(text: str) -> Edit:
    """Small, half transparent words in the corner."""

    def edit(image: Image.Image) -> Image.Image:
        width, height = image.size
        return _written(image, text, (width * 0.83, height * 0.955), height / 34, 170)

    return edit


def held_by_hand(frame: int) -> Edit:
    """What an unsteady hand does between two frames of a burst: a small turn and a small shift."""

    def edit(image: Image.Image) -> Image.Image:
        width, height = image.size
        turned = image.rotate(0.5 * frame, Image.Resampling.BICUBIC, translate=(5 * frame, -4 * frame))
        margin = round(0.02 * frame * min(image.size))
        box = (margin, margin, width - margin, height - margin)
        return turned.resize(image.size, Image.Resampling.LANCZOS, box=box)

    return edit


def _written(
    image: Image.Image, text: str, at: tuple[float, float], size: float, strength: int
) -> Image.Image:
    layer = Image.new("L", image.size)
    pen = ImageDraw.Draw(layer)
    font = ImageFont.load_default(size)
    pen.text(at, text, fill=strength, font=font, anchor="mm")
    outline = Image.new("L", image.size)
    ImageDraw.Draw(outline).text(
        at, text, fill=strength // 2, font=font, anchor="mm", stroke_width=max(1, round(size / 16))
    )
    written = image.copy()
    written.paste((20, 20, 24), mask=outline)
    written.paste((255, 255, 255), mask=layer)
    return written
