"""All that a photo itself says, in whichever dialects it does."""

from core.review.dialects.exif import exif_in, from_exif
from core.review.dialects.iptc import from_iptc
from core.review.dialects.written import Written, joined
from core.review.dialects.xmp import from_xmp, xmp_in


def from_photo(raw: bytes) -> Written:
    """Read what stands in a photo itself.

    Args:
        raw: the photo, or its first bytes.
    """
    exif = exif_in(raw)
    xmp = xmp_in(raw)
    return joined(
        one
        for one in (
            from_exif(exif) if exif is not None else None,
            from_xmp(xmp) if xmp is not None else None,
            from_iptc(raw),
        )
        if one is not None
    )
