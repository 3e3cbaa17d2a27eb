"""What is lost with a photo, as two files at full size tell it."""

import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageDraw, ImageEnhance, ImageOps
from PIL.PngImagePlugin import PngInfo

from core.loss import LossKind
from core.scan import full_picture
from core.scan.full_look import compare_all
from tests.lineage.pictures import (
    blurred,
    compared,
    kinds,
    look_at,
    marked,
    pixelated,
    saturated,
    scaled,
    stretched,
)
from tests.photos import draw as drawn
from tests.photos import grainy, save


@pytest.fixture
def original(tmp_path: Path) -> Path:
    return save(grainy(5), tmp_path / "original.jpg", quality=90)


@pytest.fixture
def picture(original: Path) -> Image.Image:
    return Image.open(original).convert("RGB")


def test_a_lossless_copy_is_equal_to_the_pixel_and_covered_and_the_jpeg_is_its_source(
    original, picture, tmp_path
):
    found, equal = compared(original, save(picture, tmp_path / "copy.png"))
    assert equal
    assert found.losses_b == ()
    assert found.b_of_a > found.a_of_b


@pytest.mark.parametrize("by", [0.5, 0.35])
def test_a_smaller_copy_was_made_of_the_photo_and_never_covers_it(original, picture, tmp_path, by):
    found, _ = compared(original, save(scaled(picture, by), tmp_path / "small.jpg", quality=85))
    assert found.b_of_a > 0.9
    assert LossKind.DETAIL in kinds(found.losses_a)


def test_a_thumbnail_whose_pixels_are_as_large_as_a_window_does_not_cover_the_photo(tmp_path):
    photo = grainy(3, (1440, 1056))
    large = save(photo, tmp_path / "large.jpg", quality=90)
    found, _ = compared(large, save(photo.resize((90, 66)), tmp_path / "small.jpg", quality=90))
    assert found.b_of_a > 0.5
    assert LossKind.UNSEEN not in kinds(found.losses_a)
    assert found.losses_a != ()


def test_an_enlargement_has_pixels_and_no_detail(original, picture, tmp_path):
    found, _ = compared(original, save(scaled(picture, 2), tmp_path / "large.png"))
    assert found.b_of_a > 0.9
    assert found.losses_b == ()


def test_a_crop_does_not_cover_the_whole(original, picture, tmp_path):
    found, _ = compared(original, save(picture.crop((160, 0, 640, 480)), tmp_path / "crop.jpg", quality=90))
    assert LossKind.EXTENT in kinds(found.losses_a)
    assert LossKind.EXTENT not in kinds(found.losses_b)


def test_a_plain_frame_is_no_extent(original, picture, tmp_path):
    framed = ImageOps.expand(picture, 30, (245, 245, 245))
    found, _ = compared(original, save(framed, tmp_path / "framed.png"))
    assert LossKind.EXTENT not in kinds(found.losses_b)


def test_black_and_white_does_not_cover_colour(original, picture, tmp_path):
    found, _ = compared(original, save(picture.convert("L"), tmp_path / "grey.jpg", quality=92))
    assert LossKind.COLOUR in kinds(found.losses_a)
    assert LossKind.COLOUR not in kinds(found.losses_b)


def test_turned_hues_are_covered_by_neither(original, picture, tmp_path):
    hue, saturation, value = picture.convert("HSV").split()
    turned = Image.merge("HSV", (hue.point([(v + 85) % 256 for v in range(256)]), saturation, value))
    found, _ = compared(original, save(turned.convert("RGB"), tmp_path / "hue.png"))
    assert LossKind.COLOUR in kinds(found.losses_a)
    assert LossKind.COLOUR in kinds(found.losses_b)


def test_a_copy_made_anew_with_a_caption_does_not_cover_the_clean_photo(original, picture, tmp_path):
    marked = picture.copy()
    draw = ImageDraw.Draw(marked)
    draw.rectangle((60, 380, 580, 450), fill="black")
    draw.text((80, 390), "HAPPY BIRTHDAY", fill="white", font_size=48)
    found, _ = compared(original, save(marked, tmp_path / "caption.jpg", quality=90))
    assert found.losses_a != ()


@pytest.mark.parametrize("suffix", [".gif", ".png", ".webp", ".tif"])
def test_other_frames_behind_an_equal_first_one_are_lost(tmp_path, suffix):
    first, *rest = (scaled(grainy(n), 0.5) for n in range(3))
    one, other = tmp_path / f"one{suffix}", tmp_path / f"other{suffix}"
    first.save(one, save_all=True, append_images=[rest[0]])
    first.save(other, save_all=True, append_images=[rest[1]])
    found, _ = compared(one, other)
    assert LossKind.FRAMES in kinds(found.losses_a)
    assert LossKind.FRAMES in kinds(found.losses_b)


def test_a_page_that_differs_by_a_letter_is_another_page(tmp_path):
    cover, page = grainy(1, (320, 320)).convert("L"), Image.new("L", (320, 320), 245)
    for name in "ab":
        last = page.copy()
        ImageDraw.Draw(last).text((100, 100), name, fill=20)
        cover.save(tmp_path / f"{name}.tif", save_all=True, append_images=[page, last])
    found, _ = compared(tmp_path / "a.tif", tmp_path / "b.tif")
    assert LossKind.FRAMES in kinds(found.losses_b)


def test_a_signature_on_white_paper_is_no_tone_of_the_paper(tmp_path):
    page = Image.new("RGB", (900, 1270), (252, 252, 250))
    pen = ImageDraw.Draw(page)
    for line in range(60, 900, 40):
        pen.text((60, line), "that all of it is to be paid by the first of June " * 2, "black", font_size=17)
    page.save(tmp_path / "plain.webp", quality=90)
    stroke = [(330 + 9 * x, 1150 + 16 * (x % 3 - 1)) for x in range(28)]
    pen.line(stroke, (20, 30, 120), 3)
    page.save(tmp_path / "signed.webp", quality=84)
    found, _ = compared(tmp_path / "plain.webp", tmp_path / "signed.webp")
    assert LossKind.CONTENT in kinds(found.losses_b)


def test_hidden_colours_are_no_content(tmp_path):
    image = drawn(5, (400, 300)).convert("RGBA")
    image.putalpha(Image.new("L", image.size, 0))
    image.paste(drawn(5, (400, 300)).crop((100, 50, 300, 250)), (100, 50))
    bare = np.array(image)
    bare[bare[..., 3] == 0] = 0
    found, equal = compared(
        save(image, tmp_path / "hidden.png"), save(Image.fromarray(bare), tmp_path / "bare.png")
    )
    assert equal
    assert not found.losses_a
    assert not found.losses_b


def test_a_plain_copy_is_not_covered_by_a_better_saved_sibling_with_a_circle_on_it(tmp_path):
    master = grainy(14)
    circled = master.copy()
    ImageDraw.Draw(circled).ellipse((60, 60, 160, 140), outline=(220, 20, 20), width=5)
    found, _ = compared(
        save(circled, tmp_path / "circled.jpg", quality=93), save(master, tmp_path / "plain.jpg", quality=82)
    )
    assert LossKind.CONTENT in kinds(found.losses_b)


CHANGES = [blurred, pixelated, saturated, stretched]


@pytest.mark.parametrize("change", CHANGES)
def test_a_plain_copy_is_not_covered_by_a_better_saved_changed_one(tmp_path, change):
    master = grainy(14)
    changed = save(change(master), tmp_path / "changed.jpg", quality=94)
    found, _ = compared(changed, save(master, tmp_path / "plain.jpg", quality=80))
    assert kinds(found.losses_b) & {LossKind.SIBLING, LossKind.SOURCE, LossKind.CONTENT, LossKind.COLOUR}


def test_a_smaller_copy_with_a_blurred_place_is_covered_by_the_photo(original, picture, tmp_path):
    small = scaled(blurred(picture), 0.6)
    found, _ = compared(original, save(small, tmp_path / "small.jpg", quality=80))
    assert found.losses_b == ()


def test_two_that_are_marked_in_other_places_do_not_cover_each_other(picture, tmp_path):
    one = save(marked(picture, (130, 140)), tmp_path / "one.jpg", quality=92)
    found, _ = compared(one, save(marked(picture, (420, 300)), tmp_path / "other.jpg", quality=80))
    assert LossKind.CONTENT in kinds(found.losses_a)
    assert LossKind.CONTENT in kinds(found.losses_b)


@pytest.mark.parametrize("seed", [3, 4])
def test_two_with_other_prices_on_one_label_do_not_cover_each_other(tmp_path, seed):
    for name, price, quality in (("a.webp", "57 €", 90), ("b.jpg", "43 €", 92)):
        picture = grainy(seed, (480, 320))
        pen = ImageDraw.Draw(picture)
        pen.rounded_rectangle((50, 50, 150, 100), 10, fill=(210, 30, 40))
        pen.text((60, 60), price, "white", font_size=30)
        picture.save(tmp_path / name, quality=quality)
    found, _ = compared(tmp_path / "a.webp", tmp_path / "b.jpg")
    assert LossKind.CONTENT in kinds(found.losses_a)
    assert LossKind.CONTENT in kinds(found.losses_b)


def test_neither_of_a_transparent_and_an_opaque_copy_covers_the_other(tmp_path):
    opaque = grainy(4)
    half = opaque.convert("RGBA")
    half.putalpha(128)
    found, _ = compared(save(opaque, tmp_path / "opaque.png"), save(half, tmp_path / "half.png"))
    assert LossKind.CONTENT in kinds(found.losses_a)  # what shines through the other one
    assert LossKind.TRANSPARENCY in kinds(found.losses_b)


def test_a_damaged_file_does_not_cover_the_sound_one(original, tmp_path):
    pytest.importorskip("simplejpeg", reason="tells what libjpeg warns of")
    data = bytearray(original.read_bytes())
    damaged = tmp_path / "damaged.jpg"
    damaged.write_bytes(data[: int(len(data) * 0.8)] + b"\xff\xd9")
    found, _ = compared(original, damaged)
    assert LossKind.SOUND in kinds(found.losses_a)
    assert LossKind.SOUND not in kinds(found.losses_b)


def test_the_film_of_a_motion_photo_is_lost_with_it(original, tmp_path):
    moving = tmp_path / "moving.jpg"
    film = b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + bytes(9000)
    moving.write_bytes(original.read_bytes() + film)
    found, equal = compared(original, moving)
    assert equal
    assert kinds(found.losses_b) == {LossKind.FILM}
    assert found.losses_a == ()


def test_sixteen_bits_are_not_covered_by_eight(tmp_path):
    grey = np.asarray(grainy(6).convert("L"))
    deep = Image.fromarray(grey.astype(np.uint16) * 257)
    found, _ = compared(
        save(deep, tmp_path / "deep.png"), save(Image.fromarray(grey), tmp_path / "plain.png")
    )
    assert LossKind.DEPTH in kinds(found.losses_a)
    assert LossKind.DEPTH not in kinds(found.losses_b)


def test_stars_that_only_one_file_carries_are_facts(original, picture, tmp_path):
    exif = Image.Exif()
    exif[0x4746] = 5
    found, _ = compared(original, save(picture, tmp_path / "rated.png", exif=exif, pnginfo=PngInfo()))
    assert LossKind.FACTS in kinds(found.losses_b)
    assert LossKind.FACTS not in kinds(found.losses_a)


def test_photos_of_other_things_cover_nothing(original, tmp_path):
    found, _ = compared(original, save(grainy(77), tmp_path / "other.jpg", quality=90))
    assert found.losses_a != ()
    assert found.losses_b != ()


def test_a_file_that_vanished_or_has_other_bytes_by_now_says_nothing_of_its_content(
    original, picture, tmp_path
):
    other = save(ImageEnhance.Brightness(picture).enhance(1.1), tmp_path / "other.jpg")
    look = look_at(original, other)
    save(picture, other)
    assert compare_all(look) == {}
    other.unlink()
    assert compare_all(look) == {}


def test_a_copy_byte_for_byte_stands_in_for_a_file_that_has_other_bytes_by_now(original, picture, tmp_path):
    other = save(ImageEnhance.Brightness(picture).enhance(1.1), tmp_path / "other.jpg")
    copy = tmp_path / "copy.jpg"
    copy.write_bytes(other.read_bytes())
    look = look_at(original, other, copy)
    before = compare_all(look)
    save(grainy(77), other)
    assert compare_all(look) == before


def test_a_photo_that_is_too_large_to_be_compared_covers_nothing(original, picture, tmp_path, monkeypatch):
    look = look_at(original, save(ImageEnhance.Brightness(picture).enhance(1.1), tmp_path / "other.jpg"))
    monkeypatch.setattr(full_picture, "MOST_PIXELS", 1000)
    found, _ = compare_all(look)[0, 1]
    assert kinds(found.losses_a) == kinds(found.losses_b) == {LossKind.UNSEEN}


def test_a_stereo_pair_is_not_covered_by_one_of_its_views(original, picture, tmp_path):
    other = picture.transform(picture.size, Image.Transform.AFFINE, (1, 0, 6, 0, 1, 0))
    pair = save(picture, tmp_path / "pair.mpo", save_all=True, append_images=[other], quality=85)
    found, _ = compared(original, pair)
    assert LossKind.FRAMES in kinds(found.losses_b)
    assert LossKind.FRAMES not in kinds(found.losses_a)


def test_colours_that_srgb_cannot_show_are_lost_in_an_srgb_copy(picture, tmp_path):
    vivid = ImageEnhance.Color(picture).enhance(3)
    wide = save(vivid, tmp_path / "wide.jpg", quality=90, icc_profile=profile_with_primaries(_P3))
    plain = save(vivid, tmp_path / "plain.jpg", quality=95)
    assert LossKind.COLOUR in kinds(compared(wide, plain)[0].losses_a)
    assert LossKind.COLOUR not in kinds(compared(wide, plain)[0].losses_b)


def test_a_wide_profile_around_pale_colours_is_no_loss(picture, tmp_path):
    pale = ImageEnhance.Color(picture).enhance(0.4)
    wide = save(pale, tmp_path / "wide.jpg", quality=90, icc_profile=profile_with_primaries(_P3))
    assert LossKind.COLOUR not in kinds(compared(wide, save(pale, tmp_path / "plain.png"))[0].losses_a)


_P3 = ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841))
"""The primaries of Display P3 as XYZ under D50."""


def profile_with_primaries(primaries: tuple[tuple[float, float, float], ...]) -> bytes:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for tag, xyz in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True):
        entry = profile.find(tag)
        at = int.from_bytes(profile[entry + 4 : entry + 8], "big")
        profile[at + 8 : at + 20] = struct.pack(">3i", *(round(value * 65536) for value in xyz))
    return bytes(profile)
