"""A copy that becomes a second name of the identical photo that stays."""

from core.review.actions import Status
from core.review.deeds.links import ReplaceByHardlink
from tests.review.disk import (
    group_of,
    marking,
    on_disk,
    present,
    run,
)


def test_a_hardlink_frees_the_copy_and_keeps_its_name(pair, catalog, trash):
    (outcome,) = run(marking(pair, 1), catalog, trash, action=ReplaceByHardlink())
    assert (outcome.status, outcome.gone) == (Status.LINKED, False)
    assert pair.photos[1].path.samefile(pair.keeper.path)
    assert present(catalog) == [pair.keeper.path]
    assert not list(pair.photos[1].path.parent.glob("*.neardup-part"))


def test_only_identical_photos_are_linked(tmp_path, catalog, trash):
    one, other = on_disk(tmp_path / "a.jpg", 1), on_disk(tmp_path / "b.jpg", 2, b"other")
    (outcome,) = run(marking(group_of(one, other), 1), catalog, trash, action=ReplaceByHardlink())
    assert outcome.status is Status.REFUSED
    assert "No photo with the same bytes" in outcome.reason
    assert other.path.read_bytes() == b"other"


def test_somebody_else_s_part_file_is_in_the_way_and_stays(pair, catalog, trash):
    part = pair.photos[1].path.with_name("b.jpg.neardup-part")
    part.write_bytes(b"somebody's")
    (outcome,) = run(marking(pair, 1), catalog, trash, action=ReplaceByHardlink())
    assert outcome.status is Status.FAILED
    assert part.read_bytes() == b"somebody's"
