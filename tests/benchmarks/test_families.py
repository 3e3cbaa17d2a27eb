"""Families to measure with hold what their truth says, and nothing that gives the original away."""

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from benchmarks.families import make_families, make_family, usable_photos
from benchmarks.family_kinds import KINDS, Kind
from benchmarks.family_scores import print_scores
from benchmarks.plain_files import without_metadata
from tests.photos import draw


def encoded(
    seed: int = 1, format_: str = "JPEG", size: tuple[int, int] = (280, 210), **options: object
) -> bytes:
    buffer = io.BytesIO()
    draw(seed, size).save(buffer, format_, **options)
    return buffer.getvalue()


def with_metadata(format_: str = "JPEG", **options: object) -> bytes:
    exif = Image.Exif()
    exif[0x0110] = "Camera"
    words = {"xmp": b"<x:xmpmeta/>", "comment": "words"} if format_ == "JPEG" else {}
    return encoded(format_=format_, exif=exif, **words, **options)


def pixels(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


@pytest.mark.parametrize("progressive", [False, True])
def test_cutting_metadata_off_a_jpeg_changes_no_pixel(progressive: bool):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = with_metadata(progressive=progressive, icc_profile=profile) + b"a film behind it"
    plain = without_metadata(data)
    opened = Image.open(io.BytesIO(plain))
    assert np.array_equal(pixels(plain), pixels(data))
    assert not {"exif", "xmp", "comment"} & opened.info.keys()
    assert opened.info["icc_profile"] == profile
    assert plain.endswith(b"\xff\xd9")


def test_cutting_metadata_off_a_png_changes_no_pixel():
    data = with_metadata("PNG")
    plain = without_metadata(data)
    assert np.array_equal(pixels(plain), pixels(data))
    assert not Image.open(io.BytesIO(plain)).getexif()


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_file_without_metadata_keeps_its_very_bytes(format_: str):
    data = encoded(format_=format_)
    assert without_metadata(data) == data


def test_jpeg_cut_short_is_refused():
    with pytest.raises(ValueError, match="JPEG"):
        without_metadata(encoded()[:-200])


def test_photos_of_no_use_are_left_out(tmp_path: Path):
    (tmp_path / "good.jpg").write_bytes(with_metadata())
    (tmp_path / "small.jpg").write_bytes(encoded(size=(100, 90)))
    (tmp_path / "broken.jpg").write_bytes(encoded()[:-200])
    (tmp_path / "tagged.webp").write_bytes(with_metadata("WEBP"))
    draw(1, (280, 210)).convert("RGBA").save(tmp_path / "transparent.png")
    assert list(usable_photos(tmp_path, 1, 200, 6)) == [(without_metadata(with_metadata()), ".jpg")]


def test_families_are_as_their_truth_says(tmp_path: Path):
    photos = tmp_path / "photos"
    photos.mkdir()
    for seed in range(4):
        (photos / f"{seed}.jpg").write_bytes(encoded(seed))
    out = tmp_path / "families"
    assert make_families(usable_photos(photos, 1, 200, 6), out, 6, seed=1) == 4
    truth = json.loads((out / "truth.json").read_text("utf-8"))
    written = {path.name for path in out.iterdir()} - {"truth.json"}
    assert written == set(truth["parents"]) == {name for family in truth["groups"] for name in family}
    originals = {(out / family[0]).read_bytes() for family in truth["groups"]}
    assert originals == {encoded(seed) for seed in range(4)}
    for original, *copies in truth["groups"]:
        assert truth["parents"][original] == [None, "original"]
        assert 3 <= len(copies) <= 6
        known = {original: 0}
        for name in copies:
            parent, kind = truth["parents"][name]
            assert kind in {one.name for one in KINDS}
            known[name] = known[parent] + 1
        assert max(known.values()) <= 3
    for name in written:
        with Image.open(out / name) as opened:
            assert not {"exif", "xmp", "comment"} & {key for key, value in opened.info.items() if value}
            assert opened.format in ("TIFF", "MPO") or not opened.getexif()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_makes_a_file_that_opens(kind: Kind):
    for seed in range(3):
        data, suffix = kind.make(draw(2, (280, 210)), np.random.default_rng(seed), lossless=True) or (b"", "")
        assert suffix in (".jpg", ".png", ".tif", ".bmp", ".webp", ".avif", ".heic")
        with Image.open(io.BytesIO(data)) as opened:
            opened.load()


def test_no_copy_of_a_lossless_original_holds_its_pixels():
    original = encoded(format_="PNG")
    for seed in range(12):
        family = make_family(original, ".png", np.random.default_rng(seed))
        assert not any(np.array_equal(pixels(original), pixels(copy)) for copy in family.files[1:])


def test_kinds_and_formats_can_be_left_out():
    rng = np.random.default_rng(3)
    for _ in range(8):
        family = make_family(encoded(), ".jpg", rng, frozenset(("heic", "avif", "frame")))
        assert not {"heic", "avif", "frame"} & set(family.kinds)
        assert not {".heic", ".avif"} & set(family.suffixes)


def test_same_seed_makes_the_same_family():
    one, same, other = (make_family(encoded(), ".jpg", np.random.default_rng(seed)) for seed in (5, 5, 6))
    assert one == same
    assert one.files != other.files


def test_scores_say_what_was_kept_lost_and_offered(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    names = ["a.jpg", "a1.png", "a2.jpg", "b.jpg", "b1.png"]
    for name in names:
        draw(1).save(tmp_path / name)
    truth = {
        "groups": [names[:3], names[3:]],
        "parents": {
            "a.jpg": [None, "original"],
            "a1.png": ["a.jpg", "png"],
            "a2.jpg": ["a1.png", "blur"],
            "b.jpg": [None, "original"],
            "b1.png": ["b.jpg", "png"],
        },
    }
    kept = [
        {"path": "a1.png", "relation": "same_picture", "covered": True, "losses": []},
        {"path": "a2.jpg", "relation": "same_picture", "covered": False, "losses": ["it is blurred"]},
    ]
    lost = [{"path": "b.jpg", "relation": "same_picture"}]
    report = {"groups": [{"keeper": "a.jpg", "members": kept}, {"keeper": "b1.png", "members": lost}]}
    print_scores(report, truth, tmp_path)
    said = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "original kept 0.500" in said
    assert "original lost to a bulk mark 0.500" in said
    assert "copies of kept originals offered 0.500 of 2" in said
    assert "kept instead of the original: 1 png" in said
    assert "blur 0.00 of 1 it is blurred (1)" in said
