"""Every row of the table, on the disk: the companion goes with its photo, and with no other."""

import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from core.companions import units
from core.companions.conventions import CONVENTIONS, Kind, is_backup
from core.companions.folder import FolderNames, points_at
from core.companions.units import Companion, Units

RAW = b"II*\x00\x10\x00\x00\x00CR\x02\x00" + bytes(64)
JPEG = b"\xff\xd8\xff\xe0" + bytes(64)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64)
LIVE = b"\x00\x00\x00\x14ftypqt  " + bytes(200) + b"com.apple.quicktime.content.identifier" + bytes(99)
EXAMPLES = [(row, *example) for row in CONVENTIONS for example in row.examples]


def photo(path: Path) -> Path:
    suffix = path.suffix.lower()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        {".heic": HEIC, ".jpg": JPEG, ".jpeg": JPEG, ".png": b"\x89PNG\r\n\x1a\n"}.get(suffix, RAW)
    )
    return path


def beside(path: Path, content: bytes = b"{}") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(("row", "companion", "named"), EXAMPLES, ids=[f"{c} < {p}" for _, c, p in EXAMPLES])
def test_each_row_s_companion_goes_with_its_photo_and_with_no_other(row, companion, named, tmp_path):
    content = LIVE if row.kind is Kind.FILM else f'{{"title": "{named}"}}'.encode()
    own, other = photo(tmp_path / named), photo(tmp_path / "OTHER_9.jpg")
    file = beside(tmp_path / companion, content)
    assert points_at(companion, named) == row
    assert Units().family(own) == (Companion(file, row.kind),)
    assert Units().bound_to(other) == ()


@pytest.mark.parametrize(("row", "companion", "named"), EXAMPLES, ids=[f"{c} < {p}" for _, c, p in EXAMPLES])
def test_names_are_the_same_whatever_their_case(row, companion, named, tmp_path):
    content = LIVE if row.kind is Kind.FILM else f'{{"title": "{named}"}}'.encode()
    own, file = photo(tmp_path / named), beside(tmp_path / companion.swapcase(), content)
    assert Units().bound_to(own) == (file,)


@pytest.mark.parametrize("name", ["IMG_1.xmp", "IMG_1.pp3", "IMG_1.WAV", "IMG_1.on1"])
def test_what_two_photos_could_claim_goes_with_neither_and_is_told(name, tmp_path):
    one, other = photo(tmp_path / "IMG_1.HEIC"), photo(tmp_path / "IMG_1.png")
    file = beside(tmp_path / name, b"settings")
    assert Units().bound_to(one) == Units().bound_to(other) == ()
    assert Units().shared(one) == Units().shared(other) == (file,)


def test_xmp_says_itself_which_of_two_photos_it_was_written_for(tmp_path):
    one, other = photo(tmp_path / "IMG_1.HEIC"), photo(tmp_path / "IMG_1.png")
    file = beside(tmp_path / "IMG_1.xmp", b'<x crs:RawFileName="IMG_1.HEIC"/>')
    assert (Units().bound_to(one), Units().bound_to(other)) == ((file,), ())


def test_xmp_of_a_raw_that_lies_elsewhere_does_not_go_with_a_jpeg_of_its_name(tmp_path):
    jpeg = photo(tmp_path / "IMG_1.jpg")
    beside(tmp_path / "IMG_1.xmp", b'<x photoshop:SidecarForExtension="CR2"/>')
    assert Units().bound_to(jpeg) == ()


def test_the_json_that_an_edit_shares_with_its_original_goes_with_neither(tmp_path):
    one, edit = photo(tmp_path / "IMG_1.jpg"), photo(tmp_path / "IMG_1-edited.jpg")
    json = beside(tmp_path / "IMG_1.jpg.json")
    assert Units().bound_to(one) == Units().bound_to(edit) == ()
    assert Units().shared(edit) == (json,)
    one.unlink()
    assert Units().bound_to(edit) == (json,)


def test_a_film_with_another_still_s_identifier_is_not_its_film(tmp_path):
    mine, another = (f"{n}0000000-0000-4000-8000-000000000000" for n in "AB")
    note = b"Apple iOS\x00\x00\x01MM\x00\x01" + b"\x00\x11\x00\x02\x00\x00\x00\x25\x00\x00\x00\x40"
    still = photo(tmp_path / "IMG_1.HEIC")
    still.write_bytes(HEIC + note.ljust(0x40, b"\0") + mine.encode() + b"\0")
    film = beside(tmp_path / "IMG_1.MOV", LIVE + another.encode())
    assert Units().bound_to(still) == ()
    film.write_bytes(LIVE + mine.encode())
    assert Units().bound_to(still) == (film,)


def test_a_jpeg_of_another_camera_is_not_a_raw_s_own_whatever_its_name(tmp_path):
    raw, jpeg = tmp_path / "IMG_1.tif", tmp_path / "IMG_1.JPG"
    for path, camera in ((raw, "Canon EOS 80D"), (jpeg, "iPhone 6")):
        exif = Image.Exif()
        exif[0x0110] = camera
        Image.new("RGB", (8, 8)).save(path, exif=exif)
    raw = raw.rename(tmp_path / "IMG_1.NEF")
    assert Units().bound_to(raw) == ()
    assert Units().leader(jpeg) == jpeg


def test_pixel_s_raw_and_cover_are_one_and_its_portrait_and_original_are_two(tmp_path):
    raw, cover = photo(tmp_path / "PXL_1.RAW-02.ORIGINAL.dng"), photo(tmp_path / "PXL_1.RAW-01.COVER.jpg")
    assert Units().family(cover) == (Companion(raw, Kind.RAW),)
    portrait = photo(tmp_path / "PXL_2.PORTRAIT-01.COVER.jpg")
    photo(tmp_path / "PXL_2.PORTRAIT-02.ORIGINAL.jpg")
    assert Units().bound_to(portrait) == ()


def test_a_video_s_thumbnail_does_not_go_with_a_photo_of_its_number(tmp_path):
    still = photo(tmp_path / "IMG_1.jpg")
    beside(tmp_path / "IMG_1.MP4", b"a film")
    thumbnail = beside(tmp_path / "IMG_1.THM", JPEG)
    assert Units().bound_to(still) == ()
    assert Units().shared(still) == (thumbnail,)


def test_a_backup_is_led_by_its_photo_and_is_never_a_photo_to_keep(tmp_path):
    still, backup = photo(tmp_path / "IMG_1.jpg"), beside(tmp_path / "IMG_1.jpg_original", JPEG)
    assert Units().leader(backup) == still
    assert Units().led_by(still) == {backup}
    assert is_backup(backup.name)
    assert not is_backup("the_original")
    assert not is_backup("IMG_1.jpg")


def test_a_numbered_photo_of_a_long_name_has_the_json_of_its_number_or_shares_the_one_there_is(tmp_path):
    long = "Screenshot_20230101-120000_A messenger of long"
    first, second = photo(tmp_path / f"{long} names.jpg"), photo(tmp_path / f"{long} names(1).jpg")
    one = beside(tmp_path / f"{long}.json")
    assert Units().shared(first) == Units().shared(second) == (one,)
    other = beside(tmp_path / f"{long}(1).json")
    assert (Units().bound_to(first), Units().bound_to(second)) == ((one,), (other,))


@pytest.mark.parametrize("mode", ["RAW-01.COVER", "RAW-01.MP.COVER", "NIGHT.RAW-01.COVER", "MP", "NIGHT"])
def test_pixel_s_raw_and_what_it_wrote_beside_it_are_one_whatever_the_mode(mode, tmp_path):
    raw = photo(tmp_path / "PXL_20250126_164931991.RAW-02.ORIGINAL.dng")
    cover = photo(tmp_path / f"PXL_20250126_164931991.{mode}.jpg")
    assert Units().bound_to(cover) == (raw,)


def test_a_photo_on_its_own_is_known_by_names_and_not_opened(tmp_path, monkeypatch):
    """A library of 100,000 would open them all at each start."""
    alone = photo(tmp_path / "IMG_1.jpg")
    photo(tmp_path / "IMG_2.jpg")
    monkeypatch.setattr(units, "format_of", lambda path: pytest.fail(f"opened {path}"))
    assert Units().unit_of(alone) is None


@pytest.mark.parametrize("letter", ["ß", "ŉ", "ü"])
@pytest.mark.parametrize("end", [".jpg", "ßß.jpg"])
def test_google_counts_letters_as_they_are_written(letter, end, tmp_path):
    """Folded, ß is two letters."""
    one = photo(tmp_path / (f"Stra{letter}enfest mit ganz vielen G{letter}sten im Sommer 2020" + end))
    json = beside(tmp_path / (one.name[:46] + ".json"))
    assert Units().bound_to(one) == (json,)


def test_names_that_differ_in_case_or_accents_alone_have_each_their_own(tmp_path):
    """Where a drive keeps both apart."""
    names = FolderNames(
        ["IMG_1.JPG", "img_1.jpg", "IMG_1.JPG.xmp", "img_1.jpg.xmp", "IMG_1.xmp"]
        + [unicodedata.normalize(form, "Müller.jpg") + end for form in ("NFC", "NFD") for end in ("", ".xmp")]
    )
    claims = {
        claim.name: claim.photos for photo in ("IMG_1.JPG", "img_1.jpg") for claim in names.claims_on(photo)
    }
    assert claims == {
        "IMG_1.JPG.xmp": ("IMG_1.JPG",),
        "img_1.jpg.xmp": ("img_1.jpg",),
        "IMG_1.xmp": ("IMG_1.JPG",),
    }
    for form in ("NFC", "NFD"):
        one = unicodedata.normalize(form, "Müller.jpg")
        assert [claim.name for claim in names.claims_on(one)] == [one + ".xmp"]


def test_a_photo_is_alone_where_no_name_may_bind_anything_to_it():
    names = [
        "IMG_1.JPG",
        "IMG_2.CR2",
        "IMG_2.JPG",
        "IMG_3.JPG",
        "IMG_3.JPG.xmp",
        "IMG_4.JPG",
        "IMG_4.JPG_original",
    ]
    assert FolderNames([*names, "IMG_5.HEIC", "notes.txt"]).alone == {"IMG_1.JPG", "IMG_5.HEIC"}


@pytest.mark.parametrize(("row", "companion", "named"), EXAMPLES, ids=[f"{c} < {p}" for _, c, p in EXAMPLES])
def test_a_photo_that_has_a_companion_by_any_row_is_not_alone(row, companion, named):
    inside = "/" in companion
    assert named not in FolderNames([named, *[companion] * (not inside)], [companion] * inside).alone
