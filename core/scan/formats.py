"""Which files are photos: by the name for a quick first guess, by the first bytes for the truth.

A name is a claim and the bytes are the fact: `IMG_0001` without an extension is found, and a `.jpg`
that is really HEIC is opened as HEIC. Formats that run programs (EPS, PDF), vector drawings and video
are left out on purpose.
"""

from collections.abc import Mapping

HEAD_BYTES = 64
"""How much of a file `sniff` wants to see."""


def _suffixes(text: str) -> frozenset[str]:
    return frozenset("." + word for word in text.split())


RAW_SUFFIXES = _suffixes(
    "3fr arw bay cap cr2 cr3 crw dcr dng erf fff gpr iiq k25 kdc mdc mef mos mrw nef nrw orf pef ptx pxn "
    "raf raw rw2 rwl rwz sr2 srf srw x3f"
)
"""Names of camera RAW files; many are TIFF files to the eye, and only the name tells the maker's format."""

PHOTO_SUFFIXES = RAW_SUFFIXES | _suffixes(
    "jpg jpeg jpe jfif jfi mpo png apng webp gif bmp dib tif tiff avif avifs heic heics heif heifs hif "
    "jxl jp2 j2k j2c jpc jpf jpx psd psb ico tga ppm pgm pbm pnm qoi pcx"
)
"""Names that are always looked into."""

OTHER_SUFFIXES = _suffixes(
    # documents and their like
    "txt md rst pdf doc docx odt rtf xls xlsx ods ppt pptx odp csv tsv epub mobi tex log "
    # drawings, and what belongs to photos without being one
    "svg svgz eps ai ps wmf emf cdr xcf kra blend indd xmp aae thm pp3 dop cos lrcat lrprev lrmprev icc "
    "icm cube "
    # video and audio
    "mp4 mov m4v avi mkv webm mpg mpeg mts m2ts ts wmv flv 3gp 3g2 vob ogv insv lrv srt vtt mp3 m4a aac "
    "flac wav ogg opus wma aif aiff mid midi m3u m3u8 "
    # archives, disks, programs
    "zip 7z rar gz bz2 xz zst tar tgz iso img dmg vmdk vdi qcow2 exe dll so dylib a o lib msi deb rpm apk "
    "jar war class pyc pyo pyd whl egg bin sys lnk url desktop "
    # code and data
    "py pyi js mjs jsx tsx css scss html htm xml json jsonl yaml yml toml ini cfg conf sh bat ps1 c cc "
    "cpp cxx h hh hpp java kt go rs rb php pl lua swift m mm cs vb r jl sql ipynb db sqlite sqlite3 "
    "sqlite3-wal sqlite3-shm npy npz h5 hdf5 pkl pickle parquet onnx keras pb pt pth safetensors tfrecord "
    "map lock bak tmp part crdownload ttf otf woff woff2 pak pack idx rev sample pem key crt"
)
"""Names that are never looked into: opening every document of a disk would make a scan slow."""


def sniff(head: bytes, suffix: str) -> str | None:
    """Tell a format from the first bytes of a file.

    Args:
        head: the first `HEAD_BYTES` of the file, or all of a shorter one.
        suffix: the name's extension in lower case with its dot, or ""; it decides only where bytes
            cannot: between TIFF and the camera formats made of TIFF, and for TGA, which has no signature.

    Returns:
        A short upper-case name ("JPEG", "HEIC", "NEF", ...), or None for what is not a photo.
    """
    for offset, magic, name in _SIGNATURES:
        if head.startswith(magic, offset):
            return name
    if head[4:8] == b"ftyp":
        return _iso_brand(head)
    if head[:4] in _TIFF_MAGIC:
        return suffix[1:].upper() if suffix in RAW_SUFFIXES else "TIFF"
    if head[:1] == b"P" and head[1:2] in b"123456fFyY7" and head[2:3].isspace():
        return "PPM"
    if head[:1] == b"\x0a" and head[1:2] in (b"\x00", b"\x02", b"\x03", b"\x05") and head[2:3] == b"\x01":
        return "PCX"
    if suffix == ".tga" and head[1:2] in (b"\x00", b"\x01") and head[2:3] in _TGA_KINDS:
        return "TGA"
    if suffix in RAW_SUFFIXES and len(head) == HEAD_BYTES:
        return suffix[1:].upper()  # old cameras wrote bare sensor data; LibRaw knows them by their size
    return None


PILLOW_NAMES: Mapping[str, str] = {
    "JPEG": "JPEG",
    "PNG": "PNG",
    "GIF": "GIF",
    "BMP": "BMP",
    "TIFF": "TIFF",
    "WEBP": "WEBP",
    "AVIF": "AVIF",
    "HEIC": "HEIF",
    "HEIF": "HEIF",
    "JXL": "JXL",
    "JPEG2000": "JPEG2000",
    "PSD": "PSD",
    "ICO": "ICO",
    "TGA": "TGA",
    "PPM": "PPM",
    "QOI": "QOI",
    "PCX": "PCX",
}
"""Pillow's name for each format that Pillow and its two plugins open. Every other name is a camera RAW."""

_SIGNATURES = (
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"\x89PNG\r\n\x1a\n", "PNG"),
    (0, b"GIF87a", "GIF"),
    (0, b"GIF89a", "GIF"),
    (8, b"WEBPVP8", "WEBP"),
    (0, b"\xff\x0a", "JXL"),
    (0, b"\x00\x00\x00\x0cJXL \r\n\x87\n", "JXL"),
    (0, b"\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG2000"),
    (0, b"\xff\x4f\xff\x51", "JPEG2000"),
    (0, b"8BPS\x00\x01", "PSD"),
    (0, b"8BPS\x00\x02", "PSD"),
    (0, b"qoif", "QOI"),
    (8, b"CR\x02\x00", "CR2"),
    (0, b"FUJIFILMCCD-RAW", "RAF"),
    (0, b"IIU\x00", "RW2"),
    (0, b"IIRO", "ORF"),
    (0, b"IIRS", "ORF"),
    (0, b"MMOR", "ORF"),
    (0, b"\x00MRM", "MRW"),
    (0, b"FOVb", "X3F"),
    (6, b"HEAPCCDR", "CRW"),
    (0, b"BM", "BMP"),
    (0, b"\x00\x00\x01\x00", "ICO"),
)

_TIFF_MAGIC = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")

_TGA_KINDS = (b"\x01", b"\x02", b"\x03", b"\x09", b"\x0a", b"\x0b")


def _iso_brand(head: bytes) -> str | None:
    """Tell the pictures that live in ISO media files (ISO/IEC 23008-12) from each other and from video."""
    length = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, length, 4))}
    if b"crx " in brands:
        return "CR3"
    if brands & {b"avif", b"avis"}:
        return "AVIF"
    if brands & {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}:
        return "HEIC"
    if brands & {b"mif1", b"mif2", b"msf1", b"jpeg", b"avci", b"j2ki", b"vvic"}:
        return "HEIF"
    return None
