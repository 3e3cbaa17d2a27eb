"""Damaged photos: each ends as a photo or as a sentence, whatever the damage, and never as anything else.

In this process, where a crash of a decoder would end the run and be seen. The program decodes in workers.
"""

import io
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from core.errors import UnreadablePhoto
from core.photo import ExifFacts
from core.scan.decode import decode
from core.scan.exif import orientation_of, read_exif
from core.scan.walk import stat_image
from tests.fuzz.mutations import damaged, fuzz, outcome
from tests.photos import draw


def exif_block() -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Camera maker"
    exif[ExifTags.Base.Model] = "Model"
    exif[ExifTags.Base.Orientation] = 6
    detail = exif.get_ifd(ExifTags.IFD.Exif)
    detail[0x9003] = "2024:05:14 12:30:01"
    detail[0x9291] = "250"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitude] = (51.0, 30.0, 0.5)
    gps[ExifTags.GPS.GPSLatitudeRef] = "N"
    gps[ExifTags.GPS.GPSLongitude] = (0.0, 7.0, 0.5)
    gps[ExifTags.GPS.GPSLongitudeRef] = "W"
    return exif.tobytes()


def encoded(name: str, **options: object) -> bytes:
    raw = io.BytesIO()
    draw(1, (48, 36)).save(raw, name, **options)
    return raw.getvalue()


EXIF = exif_block()
FILES = {
    "jpg": [encoded("JPEG", exif=EXIF), encoded("JPEG", progressive=True, quality=40)],
    "png": [encoded("PNG", exif=EXIF)],
    "webp": [encoded("WEBP", exif=EXIF), encoded("WEBP", lossless=True)],
    "gif": [encoded("GIF")],
    "tif": [encoded("TIFF", exif=EXIF), encoded("TIFF", compression="tiff_lzw")],
    "bmp": [encoded("BMP")],
    "jp2": [encoded("JPEG2000")],
    "tga": [encoded("TGA")],
    "ppm": [encoded("PPM")],
}


@pytest.mark.parametrize("suffix", FILES)
def test_a_damaged_photo_is_a_photo_or_a_sentence(suffix: str, tmp_path: Path):
    path = tmp_path / f"a.{suffix}"

    @fuzz(40)
    @given(damaged(FILES[suffix]))
    def try_one(raw: bytes) -> None:
        path.write_bytes(raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = outcome(lambda: decode(stat_image(path), 32), UnreadablePhoto)
        if isinstance(found, str):
            assert found.endswith(".")
        else:
            assert found.pixels.shape == (32, 32, 3)

    try_one()


@fuzz(150)
@given(damaged([EXIF]))
def test_damaged_exif_gives_facts_or_none(raw: bytes):
    exif = Image.Exif()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exif.load(raw)
        except Exception:  # Pillow's own refusal, which `decode` meets too
            return
        assert isinstance(read_exif(exif), ExifFacts)
        assert 1 <= orientation_of(exif) <= 8


@fuzz(100)
@given(
    st.dictionaries(
        st.integers(0, 0xFFFF),
        st.one_of(
            st.none(), st.text(), st.binary(), st.integers(), st.floats(), st.tuples(st.floats(), st.floats())
        ),
    )
)
def test_exif_of_any_type_gives_facts(tags: dict[int, object]):
    from core.scan.exif import exif_facts

    assert isinstance(exif_facts(tags, tags, tags), ExifFacts)
