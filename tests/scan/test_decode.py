"""What one reading of a file gives, for every kind of file that people have."""

import hashlib
from datetime import datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms, ImageFilter

from core.photo import DecodedPhoto
from core.scan.decode import decode, open_upright
from core.scan.walk import stat_image
from tests.scan.dng import dng
from tests.scan.pictures import BLUE, corners, is_upright, lying, noise, save

SIDE = 64


@pytest.fixture(scope="module", autouse=True)
def _writers() -> None:
    """Let Pillow write HEIC and JPEG XL in these tests."""
    import pillow_jxl  # noqa: F401

    pillow_heif.register_heif_opener()


def _decode(path: Path, side: int = SIDE) -> DecodedPhoto:
    return decode(stat_image(path), side)


def test_one_reading_gives_every_fact(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Canon", "Canon EOS R5"
    exif.get_ifd(0x8769)[0x9003] = "2023:07:01 12:30:45"
    path = save(corners(1200, 800), tmp_path / "a.jpg", exif=exif)
    photo = _decode(path)
    assert photo.file == stat_image(path)
    assert photo.sha256 == hashlib.sha256(path.read_bytes()).digest()
    assert (photo.width, photo.height, photo.format) == (1200, 800, "JPEG")
    assert photo.pixels.shape == (SIDE, SIDE, 3)
    assert photo.pixels.dtype == np.uint8
    assert photo.pixels.flags.c_contiguous
    assert photo.exif.camera == "Canon EOS R5"
    assert photo.exif.captured == datetime(2023, 7, 1, 12, 30, 45)
    with Image.open(BytesIO(photo.thumbnail)) as thumbnail:
        assert (thumbnail.format, thumbnail.size) == ("JPEG", (400, 267))
        assert is_upright(np.asarray(thumbnail))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", ["jpg", "tif", "png", "webp", "avif", "heic"])
def test_every_orientation_lands_upright(tmp_path: Path, suffix: str, orientation: int) -> None:
    image, exif = lying(orientation)
    path = save(image, tmp_path / f"a.{suffix}", exif=exif.tobytes())
    photo = _decode(path)
    assert is_upright(photo.pixels)
    assert (photo.width, photo.height) == (96, 64)
    assert is_upright(np.asarray(open_upright(path)))
    assert open_upright(path, 48).size == (48, 32)


@pytest.mark.parametrize(
    ("suffix", "name"),
    [
        ("jpg", "JPEG"),
        ("png", "PNG"),
        ("webp", "WEBP"),
        ("gif", "GIF"),
        ("bmp", "BMP"),
        ("tif", "TIFF"),
        ("avif", "AVIF"),
        ("heic", "HEIC"),
        ("jxl", "JXL"),
        ("jp2", "JPEG2000"),
        ("ico", "ICO"),
        ("tga", "TGA"),
        ("ppm", "PPM"),
        ("pcx", "PCX"),
        ("qoi", "QOI"),
    ],
)
def test_every_format_is_read_and_named(tmp_path: Path, suffix: str, name: str) -> None:
    photo = _decode(save(corners(64, 64), tmp_path / f"a.{suffix}"))
    assert is_upright(photo.pixels)
    assert (photo.format, photo.width, photo.height) == (name, 64, 64)


def test_content_beats_name(tmp_path: Path) -> None:
    path = save(corners(), tmp_path / "a.heic")
    renamed = path.rename(tmp_path / "a.jpg")
    assert _decode(renamed).format == "HEIC"
    assert is_upright(_decode(renamed).pixels)


def test_phone_photo_with_a_second_picture_inside_is_its_first(tmp_path: Path) -> None:
    path = save(
        corners(), tmp_path / "a.jpg", format="MPO", save_all=True, append_images=[Image.new("RGB", (96, 64))]
    )
    photo = _decode(path)
    assert is_upright(photo.pixels)
    assert photo.format == "JPEG"


def test_orientation_that_heic_only_notes_in_exif_does_not_count(tmp_path: Path) -> None:
    image, exif = corners(), Image.Exif()
    exif[0x0112] = 6  # given as an object it reaches the EXIF block, but not the container, which decides
    assert is_upright(_decode(save(image, tmp_path / "a.heic", exif=exif)).pixels)


def test_jpeg_inside_jpeg_xl_stands_upright(tmp_path: Path) -> None:
    image, exif = lying(6)
    inner = save(image, tmp_path / "a.jpg", exif=exif)
    with Image.open(inner) as jpeg:
        path = save(jpeg, tmp_path / "a.jxl", lossless_jpeg=True)
    photo = _decode(path)
    assert is_upright(photo.pixels)
    assert (photo.format, photo.width, photo.height) == ("JXL", 96, 64)


def test_large_jpeg_is_decoded_small_and_keeps_its_size(tmp_path: Path) -> None:
    path = save(corners(4000, 3000), tmp_path / "a.jpg")
    photo = _decode(path)
    assert is_upright(photo.pixels)
    assert (photo.width, photo.height) == (4000, 3000)


def test_small_picture_from_a_heics_own_thumbnail_shows_the_same(tmp_path: Path) -> None:
    image = corners(2000, 1500).filter(ImageFilter.GaussianBlur(9))
    plain = _decode(save(image, tmp_path / "a.heic", quality=90))
    thumbed = _decode(save(image, tmp_path / "b.heic", quality=90, thumbnails=[512]))
    assert (thumbed.width, thumbed.height) == (2000, 1500)
    assert np.abs(plain.pixels.astype(int) - thumbed.pixels.astype(int)).mean() < 3


@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_sixteen_bit_grey_keeps_its_middle(tmp_path: Path, suffix: str) -> None:
    ramp = np.tile(np.linspace(0, 65535, 256, dtype=np.uint16), (64, 1))
    photo = _decode(save(Image.fromarray(ramp), tmp_path / f"a.{suffix}"))
    across = photo.pixels[32, :, 0].astype(int)
    assert abs(int(across[SIDE // 2]) - 128) < 6
    assert across[0] < 8
    assert across[-1] > 247


def test_floating_point_keeps_its_middle(tmp_path: Path) -> None:
    ramp = np.tile(np.linspace(0, 1, 256, dtype=np.float32), (64, 1))
    photo = _decode(save(Image.fromarray(ramp), tmp_path / "a.tif"))
    assert abs(int(photo.pixels[32, SIDE // 2, 0]) - 128) < 6


def test_cmyk_is_not_inverted(tmp_path: Path) -> None:
    for suffix in ("jpg", "tif"):
        photo = _decode(save(corners().convert("CMYK"), tmp_path / f"a.{suffix}"))
        assert is_upright(photo.pixels)


def test_lab_becomes_rgb(tmp_path: Path) -> None:
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    image = ImageCms.profileToProfile(corners(), srgb, lab, outputMode="LAB")
    assert image is not None
    assert is_upright(_decode(save(image, tmp_path / "a.tif")).pixels)


def test_what_is_transparent_lies_on_white(tmp_path: Path) -> None:
    image = corners().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 48, 32))
    for suffix in ("png", "webp", "avif", "heic", "jxl", "tif"):
        photo = _decode(save(image, tmp_path / f"a.{suffix}"))
        assert photo.pixels[4, 4].min() > 240, suffix
        assert np.abs(photo.pixels[-5, 4].astype(int) - BLUE).max() < 24, suffix


def test_a_thumbnail_keeps_what_is_transparent(tmp_path: Path) -> None:
    image = corners().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 48, 32))
    path = save(image, tmp_path / "a.png")
    thumbnail = Image.open(BytesIO(_decode(path).thumbnail))
    assert thumbnail.mode == "RGBA"
    assert thumbnail.getpixel((5, 5))[3] < 8
    assert open_upright(path, with_alpha=True).getpixel((5, 5))[3] == 0
    assert open_upright(path).mode == "RGB"


def test_white_on_transparent_does_not_vanish(tmp_path: Path) -> None:
    veil = Image.new("RGBA", (96, 64), (255, 255, 255, 0))
    veil.paste((250, 252, 255, 200), (16, 16, 48, 48))
    path = tmp_path / "veil.png"
    veil.save(path)
    shown = open_upright(path)
    assert shown.getpixel((30, 30)) > (180, 180, 180)
    assert shown.getpixel((80, 10)) == (0, 0, 0)


def test_palette_with_transparency_lies_on_white(tmp_path: Path) -> None:
    image = corners().convert("P", palette=Image.Palette.ADAPTIVE, colors=8)
    clear = image.getpixel((4, 4))
    photo = _decode(save(image, tmp_path / "a.png", transparency=clear))
    assert photo.pixels[4, 4].min() > 240
    assert np.abs(photo.pixels[-5, 4].astype(int) - BLUE).max() < 24


def test_picture_with_nothing_opaque_is_shown_all_the_same(tmp_path: Path) -> None:
    image = corners().convert("RGBA")
    image.putalpha(0)
    assert is_upright(_decode(save(image, tmp_path / "a.tga")).pixels)


@pytest.mark.parametrize("suffix", ["gif", "webp", "png"])
def test_moving_picture_is_its_first_frame(tmp_path: Path, suffix: str) -> None:
    rest = [Image.new("RGB", (96, 64), colour) for colour in ("black", "white")]
    path = save(corners(), tmp_path / f"a.{suffix}", save_all=True, append_images=rest, duration=100)
    assert is_upright(_decode(path).pixels)


def test_pages_of_a_tiff_are_its_first(tmp_path: Path) -> None:
    path = save(corners(), tmp_path / "a.tif", save_all=True, append_images=[Image.new("RGB", (10, 10))])
    assert is_upright(_decode(path).pixels)


def test_colours_come_through_the_profile(tmp_path: Path) -> None:
    swapped = _profile_with_red_and_green_swapped()
    image = Image.new("RGB", (64, 64), (255, 0, 0))
    with_profile = _decode(save(image, tmp_path / "a.png", icc_profile=swapped)).pixels[32, 32]
    without = _decode(save(image, tmp_path / "b.png")).pixels[32, 32]
    assert with_profile[1] > 200 > 60 > with_profile[0]
    assert without[0] > 250


@pytest.mark.parametrize("profile", [b"broken", b"\0" * 3000])
def test_broken_profile_is_ignored(tmp_path: Path, profile: bytes) -> None:
    assert is_upright(_decode(save(corners(), tmp_path / "a.jpg", icc_profile=profile)).pixels)


def test_profile_for_another_kind_of_picture_is_ignored(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert is_upright(_decode(save(corners(), tmp_path / "a.png", icc_profile=lab)).pixels)


def test_sharpness_falls_with_blur_and_stays_with_size(tmp_path: Path) -> None:
    image = noise(60, 40).resize((1200, 800), Image.Resampling.BICUBIC)
    sharp = _decode(save(image, tmp_path / "a.jpg", quality=92)).sharpness
    blurred = image.filter(ImageFilter.GaussianBlur(20))
    soft = _decode(save(blurred, tmp_path / "b.jpg", quality=92)).sharpness
    smaller = _decode(save(image.resize((600, 400)), tmp_path / "c.jpg", quality=92)).sharpness
    assert soft < sharp / 2
    assert smaller == pytest.approx(sharp, rel=0.15)


def test_extreme_shapes_are_read(tmp_path: Path) -> None:
    for size in ((1, 1), (20_000, 1), (3, 9_000)):
        photo = _decode(save(Image.new("RGB", size, (10, 200, 30)), tmp_path / "a.png"))
        assert (photo.width, photo.height) == size
        assert photo.pixels.shape == (SIDE, SIDE, 3)


def test_preview_is_never_larger_than_the_picture(tmp_path: Path) -> None:
    path = save(corners(), tmp_path / "a.jpg")
    assert open_upright(path, 5000).size == (96, 64)
    assert open_upright(path).mode == "RGB"


def test_camera_raw_is_developed_upright_at_its_full_size(tmp_path: Path) -> None:
    path = tmp_path / "a.dng"
    path.write_bytes(dng(corners(96, 64)))
    photo = _decode(path)
    assert (photo.format, photo.width, photo.height) == ("DNG", 96, 64)
    assert photo.exif.camera == "Acme One"
    assert photo.pixels[4, 4].argmax() == 0
    assert photo.pixels[4, -5].argmax() == 1
    assert photo.pixels[-5, 4].argmax() == 2


def test_camera_raw_stands_upright_and_is_known_by_content(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(dng(lying(6)[0], 6))
    photo = _decode(path)
    assert (photo.format, photo.width, photo.height) == ("DNG", 96, 64)
    assert photo.pixels[4, 4].argmax() == 0
    assert photo.pixels[4, -5].argmax() == 1


def _profile_with_red_and_green_swapped() -> bytes:
    """An sRGB profile in which the red and the green primaries have changed places."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = profile.find(b"rXYZ"), profile.find(b"gXYZ")
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile).replace("sRGB".encode("utf-16-be"), "ABCD".encode("utf-16-be"))


def test_a_linear_profile_that_is_named_srgb_counts(tmp_path: Path) -> None:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for tag in (b"rTRC", b"gTRC", b"bTRC"):
        entry = profile.find(tag)
        at = int.from_bytes(profile[entry + 4 : entry + 8], "big")
        profile[at : at + 12] = b"curv" + bytes(8)  # no entries: the identity
    assert "sRGB" in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(bytes(profile))))
    linear = Image.new("RGB", (64, 64), (55, 55, 55))
    shown = _decode(save(linear, tmp_path / "a.png", icc_profile=bytes(profile))).pixels[32, 32]
    assert np.abs(shown.astype(int) - 128).max() < 6


def test_a_profile_whose_primaries_are_zero_is_ignored(tmp_path: Path) -> None:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for tag in (b"rXYZ", b"bXYZ"):
        entry = profile.find(tag)
        at = int.from_bytes(profile[entry + 4 : entry + 8], "big")
        profile[at + 8 : at + 20] = bytes(12)
    path = save(corners(), tmp_path / "a.png", icc_profile=bytes(profile))
    assert is_upright(np.asarray(open_upright(path)))
