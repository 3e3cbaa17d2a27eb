"""Pictures of kinds that are not read: a scan lists them, so that nobody thinks that they were seen.

Only by their first bytes: `.hdr` is a map's header too, `.sgi` and `.rgb` are anything.
"""

_SIGNATURES = (
    (0, b"DDS ", "DDS"),
    (0, b"\x01\xda\x00\x01", "SGI"),
    (0, b"\x01\xda\x00\x02", "SGI"),
    (0, b"\x01\xda\x01\x01", "SGI"),
    (0, b"\x01\xda\x01\x02", "SGI"),
    (0, b"#?RADIANCE", "Radiance HDR"),
    (0, b"#?RGBE", "Radiance HDR"),
    (0, b"v/1\x01", "OpenEXR"),
    (0, b"SIMPLE  =", "FITS"),
    (0, b"II\xbc", "JPEG XR"),
    (0, b"SDPX", "DPX"),
    (0, b"XPDS", "DPX"),
    (0, b"\x80\x2a\x5f\xd7", "Cineon"),
    (0, b"BPG\xfb", "BPG"),
    (0, b"FLIF", "FLIF"),
    (0, b"\x8aMNG\r\n\x1a\n", "MNG"),
    (0, b"\x8bJNG\r\n\x1a\n", "JNG"),
    (0, b"\x59\xa6\x6a\x95", "Sun Raster"),
    (0, b"/* XPM */", "XPM"),
    (0, b"AT&TFORM", "DjVu"),
    (8, b"ILBMBMHD", "ILBM"),
    (8, b"PBM BMHD", "ILBM"),
    (0, b"\xabKTX ", "KTX"),
    (0, b"VTF\x00", "VTF"),
    (0, b"Paint Shop Pro Image File\n", "Paint Shop Pro"),
    (0, b"gimp xcf ", "GIMP"),
    (0, b"CSFCHUNK", "Clip Studio"),
    (0, b"\x00\xffKA", "Affinity"),
)
"""Offset, bytes, and the name of the format, or of the program whose own it is."""

NAMES = tuple(dict.fromkeys(name for _, _, name in _SIGNATURES))


def unread_picture(head: bytes) -> str | None:
    """Why a picture is not read, by the first bytes of its file; None for what is no such picture.

    >>> unread_picture(b"DDS |")
    'A picture in the format DDS, which NearDup does not read.'
    """
    name = next((name for at, magic, name in _SIGNATURES if head.startswith(magic, at)), None)
    return f"A picture in the format {name}, which NearDup does not read." if name else None
