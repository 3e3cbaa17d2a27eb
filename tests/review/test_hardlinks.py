"""A copy that becomes a second name of the identical photo that stays."""

import os

from core.catalog.removals import Intent, State
from core.progress import CancelToken
from core.review import journal
from core.review.actions.links import ReplaceByHardlink
from core.review.journal import Journal
from core.review.removal import GroupRemoval, RemovalPlan, Status
from core.review.restore import Restored, Return, restore
from core.review.unfinished import resolve_unfinished
from tests.review.disk import (
    as_scanned,
    group_of,
    marking,
    on_disk,
    present,
    run,
    silent,
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


def back(catalog, trash) -> Restored:
    (session,) = journal.sessions(catalog)
    (outcome,) = restore(
        journal.entries(catalog, session.id), catalog, trash, report=silent, cancel=CancelToken()
    )
    return outcome


def test_a_hardlinked_copy_gets_its_own_bytes_again(pair, catalog, trash):
    run(marking(pair, 1), catalog, trash, action=ReplaceByHardlink())
    copy = pair.photos[1].path
    assert copy.samefile(pair.keeper.path)
    outcome = back(catalog, trash)
    assert outcome.status is Return.RESTORED
    assert not copy.samefile(pair.keeper.path)
    assert copy.read_bytes() == b"picture"


def test_a_hardlinked_copy_that_was_deleted_comes_back_beside_its_survivor_not_instead(pair, catalog, trash):
    run(marking(pair, 1), catalog, trash, action=ReplaceByHardlink())
    keeper, copy = pair.keeper.path, pair.photos[1].path
    copy.unlink()
    assert back(catalog, trash).status is Return.RESTORED
    assert copy.read_bytes() == keeper.read_bytes() == b"picture"
    assert not copy.samefile(keeper)


def test_a_hardlinked_copy_gets_its_own_time_again(pair, catalog, trash):
    keeper, copy = pair.photos
    os.utime(copy.path, (1_000_000_000, 1_000_000_000))
    plan = RemovalPlan((GroupRemoval((as_scanned(copy.path, copy.id),), (keeper,)),))
    run(plan, catalog, trash, action=ReplaceByHardlink())
    assert copy.path.stat().st_mtime != 1_000_000_000
    assert back(catalog, trash).status is Return.RESTORED
    assert copy.path.stat().st_mtime == 1_000_000_000


def test_a_restore_that_was_killed_in_mid_copy_can_be_done_again(pair, catalog, trash):
    run(marking(pair, 1), catalog, trash, action=ReplaceByHardlink())
    copy = pair.photos[1].path
    for name in (".neardup-part.whole", ".neardup-part.whole.neardup-part"):
        copy.with_name(copy.name + name).write_bytes(b"pict")
    outcome = back(catalog, trash)
    assert (outcome.status, outcome.reason) == (Return.RESTORED, "")
    assert not copy.samefile(pair.keeper.path)
    assert [path.name for path in copy.parent.iterdir()] == ["b.jpg"]


def test_a_link_that_was_made_before_a_crash_is_called_made_even_if_all_facts_agree(pair, catalog, trash):
    """A backup has the size, the time and the bytes of its original; only its inode tells what happened."""
    keeper, copy = pair.photos
    os.utime(copy.path, ns=(0, keeper.file.mtime_ns))
    copy = as_scanned(copy.path, copy.id)
    (number,) = Journal(catalog, "hardlink").intend(
        [Intent(1, "hardlink", copy.file, copy.sha256, copy.path, keeper.path, copy.path)]
    )
    ReplaceByHardlink().do(copy.file, copy.path, keeper.path)
    (found,) = resolve_unfinished(catalog, trash)
    assert (found.id, found.state) == (number, State.DONE)
