"""Where a file keeps its EXIF block, and whether the orientation in it is still to be done."""

from io import BytesIO

from PIL import ExifTags, Image

from core.scan.jxl import jxl_exif


def exif_in(tiff: bytes) -> Image.Exif:
    """The EXIF of a TIFF structure; empty where it cannot be parsed."""
    exif = Image.Exif()
    try:
        exif.load_from_fp(BytesIO(tiff))  # which copies nothing
    except Exception:  # damaged directories fail in every way there is
        return Image.Exif()
    return exif


def exif_of(image: Image.Image, data: bytes, name: str) -> Image.Exif:
    """A picture's EXIF block; an empty one where there is none or it makes no sense."""
    if name in _TURNED_BY_THE_CONTAINER:
        # Pillow would take an orientation from there, which the container overrules.
        image.info.pop("xmp", None)
    if name == "PNG" and "exif" not in image.info:
        image.load()  # the block may lie behind the pixels
    if name == "JXL" and not getattr(image, "jpeg", False):
        return exif_in(jxl_exif(data))
    try:
        exif = image.getexif()
        exif.get(ExifTags.Base.Orientation)
    except Exception:  # damaged directories fail in every way there is
        return Image.Exif()
    return exif


_TURNED_BY_THE_CONTAINER = ("AVIF", "HEIC", "HEIF", "JXL")


def turns_itself(image: Image.Image, name: str) -> bool:
    """Whether a decoder applies the orientation: Pillow for TIFF, libjxl for all but a JPEG inside JPEG XL.

    libheif turns too, and its plug-in has set the EXIF orientation to upright.
    """
    return name == "TIFF" or (name == "JXL" and not getattr(image, "jpeg", False))
