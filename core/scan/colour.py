"""From any mode that a decoder gives to eight-bit sRGB."""

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from typing import Any, Literal, cast

import numpy as np
from PIL import Image, ImageCms

from core.scan.samples import to_eight_bits


def to_averageable(image: Image.Image) -> Image.Image:
    """Bring a decoded picture into a mode whose values can be averaged, with as few copies as can be."""
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        return Image.fromarray(to_eight_bits(np.asarray(image)))
    if image.mode in ("L", "RGB", "CMYK", "LAB", "RGBA") and not _has_key_colour(image):
        return image
    return image.convert("RGBA" if image.has_transparency_data else "L" if image.mode == "1" else "RGB")


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert an averageable picture to sRGB through its ICC profile: RGB, or RGBA where it is that.

    A broken profile, or one for another kind of picture, is ignored.
    """
    if image.mode == "RGBA":
        colours = to_srgb(image.convert("RGB"), profile)
        colours.putalpha(image.getchannel("A"))
        return colours
    transform = (
        _lab_to_srgb() if image.mode == "LAB" else _transform(profile, image.mode) if profile else None
    )
    if transform is not None:
        return transform.apply(image)
    return image if image.mode == "RGB" else image.convert("RGB")


def reaches_beyond_srgb(image: Image.Image) -> bool:
    """Whether a picture has colours that sRGB cannot show, by its ICC profile: they do not come back from
    it. One in a hundred of the places counts."""
    profile = image.info.get("icc_profile")
    if image.mode != "RGB" or not isinstance(profile, bytes):
        return False
    way, back = _transform(profile, "RGB"), _way_back(profile)
    if way is None or back is None:
        return False
    few = image.resize((_FEW, _FEW), Image.Resampling.BOX)
    there_and_back = np.asarray(back.apply(way.apply(few))).astype(int)
    lost = np.abs(there_and_back - np.asarray(few).astype(int)).max(axis=2) > _SEEN
    return float(lost.mean()) > 0.01


_FEW, _SEEN = 96, 8


@lru_cache(maxsize=16)
def _way_back(profile: bytes) -> ImageCms.ImageCmsTransform | None:
    try:
        target = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.buildTransform(_built_in("sRGB"), target, "RGB", "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _has_key_colour(image: Image.Image) -> bool:
    """Whether one colour of the picture stands for "transparent", as in some PNG files."""
    return "transparency" in image.info and image.mode in ("L", "RGB")


@lru_cache(maxsize=16)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """The way from a profile to sRGB; None where the profile is sRGB itself, or no use.

    Kept, because a camera's photos share one profile, and building the way takes longer than going it.
    """
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        way = ImageCms.buildTransform(source, _built_in("sRGB"), mode, "RGB")
        return None if mode == "RGB" and (_changes_nothing(way) or not _keeps_white(way)) else way
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _keeps_white(way: ImageCms.ImageCmsTransform) -> bool:
    """Whether white stays nearly white, as it does by every profile whose primaries make sense."""
    shown = cast("tuple[int, int, int]", way.apply(Image.new("RGB", (1, 1), "white")).getpixel((0, 0)))
    return min(shown) > _NEARLY_WHITE


_NEARLY_WHITE = 200


def _changes_nothing(way: ImageCms.ImageCmsTransform) -> bool:
    """Whether a profile is sRGB, judged by what it does: names say "sRGB" of linear ones too."""
    levels = np.linspace(0, 255, 6).astype(np.uint8)
    cube = np.stack(np.meshgrid(levels, levels, levels), axis=-1).reshape(1, -1, 3)
    changed = np.asarray(way.apply(Image.fromarray(cube))).astype(int)
    return int(np.abs(changed - cube).max()) <= _HARDLY


_HARDLY = 4
"""Grey values by which makers' own sRGB profiles differ from one another."""


@lru_cache(maxsize=1)
def _lab_to_srgb() -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(_built_in("LAB"), _built_in("sRGB"), "LAB", "RGB")


def _built_in(space: Literal["LAB", "sRGB"]) -> ImageCms.ImageCmsProfile:
    create = cast("Callable[[str], Any]", ImageCms.createProfile)  # pyright: ignore[reportUnknownMemberType]
    return ImageCms.ImageCmsProfile(create(space))
