"""What would be lost, what other rules would change, and what else files say of their photos."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PIL import ExifTags, Image

from core.review.details import PhotoDetails, read_details
from core.review.dialects.fields import LENS
from core.review.dialects.written import Saying
from core.review.keeper_preview import preview_keepers
from core.review.losses import losses
from core.review.volume_shares import volume_shares
from core.review.written import Written, ratings_of
from tests.photos import draw, grouped, photo, save
from tests.review.disk import FolderTrash

TAKEN = datetime(2024, 5, 14)
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4"/></rdf:RDF></x:xmpmeta>'
)


def group_of(*photos, scene=()):
    pairs = [(photos[0].content_id, p.content_id, 0.7 if p.id in scene else 0.95) for p in photos[1:]]
    (found,) = grouped(photos, pairs)
    return found


def test_facts_only_on_the_marked_photo_are_told():
    group = group_of(photo(1, bytes_=9_000_000), photo(2, size=(640, 480), captured=TAKEN, latitude=5.0))
    (loss,) = losses(group, {2}, {2: Written(4, ("sea",))})
    assert (loss.facts.captured, loss.facts.latitude, loss.facts.rating) == (TAKEN, 5.0, 4)
    assert loss.facts.keywords == ("sea",)
    assert not loss.larger


def test_what_another_copy_that_stays_knows_is_not_lost():
    group = group_of(
        photo(1), photo(2, size=(640, 480), captured=TAKEN), photo(3, size=(320, 240), captured=TAKEN)
    )
    assert losses(group, {2}, {}) == ()
    assert [loss.photo.id for loss in losses(group, {2, 3}, {})] == [2, 3]


def test_the_most_pixels_and_raw_data_are_losses_too():
    raw, small = photo(1, format_="NEF"), photo(2, size=(640, 480))
    (loss,) = losses(group_of(raw, small), {1}, {})
    assert (loss.photo.id, loss.larger, loss.raw) == (1, True, True)


def test_another_shot_loses_only_what_a_person_wrote():
    shot = photo(2, size=(640, 480), captured=TAKEN, latitude=5.0)
    group = group_of(photo(1), shot, scene={2})
    assert losses(group, {2}, {}) == ()
    (loss,) = losses(group, {2}, {2: Written(5)})
    assert (loss.facts.rating, loss.facts.captured) == (5, None)


def test_another_shot_s_lens_is_its_own():
    lens = Written(further=(Saying(LENS, "50mm f/1.8"),))
    small = photo(2, size=(640, 480))
    assert losses(group_of(photo(1), small, scene={2}), {2}, {2: lens}) == ()
    (loss,) = losses(group_of(photo(1), small), {2}, {2: lens})
    assert loss.facts.further == lens.further


def test_nothing_is_lost_with_what_is_not_marked():
    assert losses(group_of(photo(1), photo(2, captured=TAKEN, size=(9, 9))), set(), {}) == ()


def test_a_preview_names_the_groups_with_another_keeper():
    before = [group_of(photo(1), photo(2, size=(640, 480))), group_of(photo(3), photo(4, size=(640, 480)))]
    other = replace(before[0], keeper=before[0].members[0].photo, reason="Because.")
    other = replace(other, members=(replace(before[0].members[0], photo=before[0].keeper),))
    preview = preview_keepers(before, [other, before[1]])
    (change,) = preview.changes
    assert (change.before.id, change.after.keeper.id) == (1, 2)
    assert (preview.groups_before, preview.groups_after) == (2, 2)


def test_details_are_read_from_the_file_and_its_sidecar(tmp_path):
    exif = Image.Exif()
    detail = exif.get_ifd(ExifTags.IFD.Exif)
    detail[ExifTags.Base.ExposureTime] = 0.004
    detail[ExifTags.Base.FNumber] = 2.8
    detail[ExifTags.Base.ISOSpeedRatings] = 200
    detail[ExifTags.Base.LensModel] = "50mm f/1.8"
    path = save(draw(1), tmp_path / "a.jpg", quality=83, exif=exif)
    (tmp_path / "a.jpg.xmp").write_text(XMP)
    details = read_details(path)
    assert (details.lens, details.f_number, details.iso, details.quality) == ("50mm f/1.8", 2.8, 200, 83)
    assert replace(details.written, further=()) == Written(4)
    assert ratings_of([replace(photo(7), file=replace(photo(7).file, path=path))]) == {7: 4}


def test_a_file_that_cannot_be_read_has_no_details(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff nonsense")
    assert read_details(tmp_path / "a.jpg") == PhotoDetails()
    assert read_details(Path("/nowhere/a.jpg")) == PhotoDetails()


def test_photos_are_counted_by_volume(tmp_path):
    photos = [photo(n, save(draw(n), tmp_path / f"{n}.jpg"), bytes_=10) for n in (1, 2)]
    (share,) = volume_shares(photos, FolderTrash(tmp_path / "trash"))
    assert (share.files, share.bytes, share.without_trash) == (2, 20, "")
