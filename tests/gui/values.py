"""Photos, groups and pictures made of nothing, for tests of the window."""

import io
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image, ImageDraw

from core.catalog.removals import Intent, Removal, State
from core.photo import (
    Change,
    DuplicateGroup,
    Evidence,
    ExifFacts,
    Finding,
    ImageFile,
    Member,
    Neighbour,
    Photo,
    Relation,
)
from nearDup_gui.restoring.removed import RemovedFile


def make_photo(
    photo_id: int, name: str = "", *, folder: Path = Path("/photos"), size: int = 4_200_000, width: int = 4000
) -> Photo:
    """A photo in the catalogue; its content id is its id."""
    path = folder / (name or f"IMG_{photo_id:04}.jpg")
    return Photo(
        id=photo_id,
        content_id=photo_id,
        file=ImageFile(path, size, 1_700_000_000_000_000_000, 1, photo_id),
        sha256=photo_id.to_bytes(32, "big"),
        width=width,
        height=width * 3 // 4,
        format="JPEG",
        sharpness=1.0,
        exif=ExifFacts(captured=datetime(2024, 5, 3, 14, 22, 7), camera="NIKON D750"),
    )


def make_group(
    keeper: Photo, *members: Photo, relation: Relation = Relation.SAME_PICTURE, similarity: float = 0.973
) -> DuplicateGroup:
    return DuplicateGroup(
        keeper=keeper,
        reason=f"Kept because it has the most pixels ({keeper.width} × {keeper.height}).",
        members=tuple(Member(photo, relation, Evidence(similarity)) for photo in members),
    )


def make_edited_group() -> DuplicateGroup:
    """A keeper, a copy to which much happened, and another shot."""
    copy = (
        Finding(Change.RESIZED, 0.4),
        Finding(Change.CROPPED, 0.82),
        Finding(Change.MIRRORED),
        Finding(Change.ROTATED, -90.0),
        Finding(Change.BRIGHTER, 31.0),
        Finding(Change.SAME_CAMERA),
    )
    shot = (Finding(Change.SECONDS_APART, 3.0), Finding(Change.SAME_CAMERA))
    return DuplicateGroup(
        keeper=make_photo(1),
        reason="Kept because it has the most pixels (4000 × 3000).",
        members=(
            Member(make_photo(2, width=1600), Relation.SAME_PICTURE, Evidence(0.91, 0.997, copy)),
            Member(make_photo(3), Relation.SAME_SCENE, Evidence(0.88, 0.86, shot)),
        ),
    )


def make_groups(count: int, per_group: int = 3) -> list[DuplicateGroup]:
    """Groups with ids that start at 1, of all relations in turn."""
    relations = list(Relation)
    groups = []
    for n in range(count):
        first = 1 + n * per_group
        photos = [make_photo(first + k, width=4000 - 400 * k) for k in range(per_group)]
        groups.append(make_group(*photos, relation=relations[n % 3]))
    return groups


def make_neighbours(*photos: Photo) -> list[Neighbour]:
    return [Neighbour(photo, 1 - 0.1 * rank, 1 - 0.2 * rank) for rank, photo in enumerate(photos)]


def make_removal(
    number: int,
    session: int = 1,
    *,
    group: int = 1,
    path: Path | None = None,
    state: State = State.DONE,
    reason: str = "",
    action: str = "trash",
) -> RemovedFile:
    """An entry of the journal, in the trash unless told otherwise; its content id is its number."""
    path = path or Path(f"/photos/IMG_{number:04}.jpg")
    began = datetime(2026, 5, session, 10, 30, tzinfo=UTC)
    file = ImageFile(path, 4_200_000, 1_700_000_000_000_000_000, 1, number)
    place = Path("/trash") / path.name if state is State.DONE else None
    intent = Intent(group, action, file, number.to_bytes(32, "big"), path, Path("/photos/kept.jpg"), place)
    return RemovedFile(Removal(number, session, intent, began, began, state, reason, None), number)


def picture(seed: int = 1, width: int = 320, height: int = 240) -> bytes:
    """A JPEG that can be told from others by its colour and its number."""
    image = Image.new("RGB", (width, height), (seed * 67 % 256, seed * 131 % 256, seed * 29 % 256))
    ImageDraw.Draw(image).ellipse((width // 4, height // 4, width // 2, height // 2), fill="white")
    buffer = io.BytesIO()
    image.save(buffer, "JPEG")
    return buffer.getvalue()
