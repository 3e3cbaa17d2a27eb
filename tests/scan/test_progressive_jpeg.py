"""Of a progressive JPEG that is wanted small the means of blocks are read alone, and no pixel changes."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from core.scan.progressive_jpeg import means_alone
from core.scan.scaled_jpeg import decode_scaled
from tests.scan.pictures import noise

pytest.importorskip("simplejpeg", reason="the quicker decoder is not installed")


def _jpeg(size: tuple[int, int], mode: str = "RGB", **options: object) -> bytes:
    encoded = BytesIO()
    noise(*size).convert(mode).save(encoded, "JPEG", **({"progressive": True, "quality": 40} | options))
    return encoded.getvalue()


def _at_an_eighth(data: bytes) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    """Pillow's pixels."""
    with Image.open(BytesIO(data)) as image:
        image.draft(None, (1, 1))
        return np.asarray(image)


@pytest.mark.parametrize("sampling", ["4:2:0", "4:2:2", "4:4:4"])
@pytest.mark.parametrize("size", [(640, 480), (633, 471), (1601, 17)])
def test_no_pixel_changes_at_an_eighth(size: tuple[int, int], sampling: str) -> None:
    whole = _jpeg(size, subsampling=sampling)
    means = means_alone(whole)
    assert means is not None
    assert len(means) < 0.7 * len(whole)
    assert np.array_equal(_at_an_eighth(means), _at_an_eighth(whole))
    small = decode_scaled(whole, size, "RGB", (size[0] // 8, size[1] // 8))
    assert small is not None
    assert np.array_equal(np.asarray(small), _at_an_eighth(whole))


def test_no_pixel_of_a_grey_picture_changes() -> None:
    whole = _jpeg((640, 480), "L")
    means = means_alone(whole)
    assert means is not None
    assert np.array_equal(_at_an_eighth(means), _at_an_eighth(whole))


def test_facts_about_the_photo_stay() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    means = means_alone(_jpeg((640, 480), exif=exif))
    assert means is not None
    with Image.open(BytesIO(means)) as image:
        assert image.getexif()[0x010F] == "Maker"


@pytest.mark.parametrize(
    "data",
    [
        _jpeg((640, 480), progressive=False),
        _jpeg((640, 480), restart_marker_rows=1),
        _jpeg((640, 480))[:-2],
        _jpeg((640, 480))[:9000],
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xc2\0\x04\0\0\xff\xd9",
    ],
    ids=["baseline", "restarts", "no end", "cut short", "next to nothing", "no frame"],
)
def test_what_is_not_progressive_and_whole_is_left_as_it_is(data: bytes) -> None:
    assert means_alone(data) is None


def test_a_picture_wanted_larger_is_decoded_whole() -> None:
    whole = _jpeg((640, 480))
    found = decode_scaled(whole, (640, 480), "RGB", (160, 120))
    assert found is not None
    with Image.open(BytesIO(whole)) as image:
        image.draft(None, (160, 120))
        assert np.array_equal(np.asarray(found), np.asarray(image))
