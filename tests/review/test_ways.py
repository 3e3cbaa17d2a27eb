"""What can be done is known before the button is pressed: by volume, and with a sentence where it cannot."""

from pathlib import Path

import pytest

from core.progress import Cancelled, CancelToken
from core.review.actions.action import ActionKind
from core.review.actions.choose import action_of
from core.review.plan import GroupRemoval
from core.review.ways import find_ways
from core.storage import volumes
from tests.review.disk import FolderTrash, OpenTrash, on_disk


@pytest.fixture
def groups(tmp_path: Path) -> list[GroupRemoval]:
    keeper = on_disk(tmp_path / "a.jpg", 1)
    copy = on_disk(tmp_path / "backup" / "b.jpg", 2)
    other = on_disk(tmp_path / "backup" / "c.jpg", 3, b"another")
    return [GroupRemoval((copy, other), (keeper,))]


def ways(groups, trash, *kinds: ActionKind, to: Path | None = None):
    actions = [action_of(kind, to=to, trash=trash) for kind in kinds]
    return find_ways(groups, actions, CancelToken())


def test_only_identical_copies_can_be_linked_and_the_sentence_says_so(groups, tmp_path):
    way = ways(groups, OpenTrash(tmp_path / "trash"), ActionKind.HARDLINK)[ActionKind.HARDLINK]
    assert (way.able, way.unable, way.bytes) == (1, 1, groups[0].removed[0].file.size)
    assert way.reasons == ("No photo with the same bytes stays, so there is nothing to link it to.",)


def test_a_volume_without_a_trash_still_has_a_quarantine(groups, tmp_path):
    found = ways(groups, FolderTrash(tmp_path / "trash", "absent"), ActionKind.TRASH, ActionKind.QUARANTINE)
    assert not found[ActionKind.TRASH].possible
    assert found[ActionKind.TRASH].reasons == ("The volume has no trash.",)
    assert found[ActionKind.QUARANTINE].able == 2


def test_each_folder_is_asked_once_however_many_photos_lie_there(tmp_path):
    trash = OpenTrash(tmp_path / "trash")
    asked: list[Path] = []
    why_not = trash.why_not
    trash.why_not = lambda path: (asked.append(path), why_not(path))[1]
    keeper = on_disk(tmp_path / "keeper.jpg", 1)
    copies = tuple(on_disk(tmp_path / "many" / f"{n}.jpg", n) for n in range(2, 60))
    assert ways([GroupRemoval(copies, (keeper,))], trash, ActionKind.TRASH)[ActionKind.TRASH].able == 58
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("kind", "file_system", "possible"),
    [
        (ActionKind.HARDLINK, "exfat", False),
        (ActionKind.HARDLINK, "ext4", True),
        (ActionKind.REFLINK, "ext4", False),
        (ActionKind.REFLINK, "btrfs", True),
        (ActionKind.REFLINK, "", True),
    ],
)
def test_links_are_offered_only_where_the_volume_can(
    groups, tmp_path, monkeypatch, kind, file_system, possible
):
    monkeypatch.setattr("core.review.actions.links.file_system", lambda path: file_system)
    monkeypatch.setattr("core.review.actions.links.sys.platform", "linux")
    way = ways(groups, OpenTrash(tmp_path / "trash"), kind)[kind]
    assert way.possible is possible
    if not possible:
        assert any(f"({file_system}) cannot" in reason for reason in way.reasons)


def test_the_question_can_be_cancelled(groups, tmp_path):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        find_ways(groups, [action_of(ActionKind.QUARANTINE)], cancel)


def test_volumes_are_looked_up_once_for_a_question_and_anew_for_the_next(groups, tmp_path, monkeypatch):
    read: list[None] = []
    mounts = volumes._linux_mounts
    monkeypatch.setattr(volumes, "_linux_mounts", lambda: (read.append(None), mounts())[1])
    monkeypatch.setattr(volumes.sys, "platform", "linux")
    trash = OpenTrash(tmp_path / "trash")
    for question in (1, 2):
        ways(groups, trash, ActionKind.HARDLINK, ActionKind.REFLINK, ActionKind.QUARANTINE)
        assert len(read) == question
