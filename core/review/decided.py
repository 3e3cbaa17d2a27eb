"""What a person decided, act by act, with the photos that it is about: to be read, and taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.decision import Change, Kind
from core.photo import Photo

if TYPE_CHECKING:
    from core.catalog.catalog import Catalog
    from core.catalog.decisions import Act


@dataclass(frozen=True, slots=True)
class DecidedAct:
    """One act of a person. `kind` is None where a keeper was chosen; `gone` counts what has no file now."""

    number: int
    decided: datetime
    kind: Kind | None
    photos: tuple[Photo, ...]
    gone: int
    forgotten: Change
    """What takes it back."""


def decided_acts(catalog: "Catalog") -> list[DecidedAct]:
    """Everything that was decided, the latest first."""
    from core.catalog import decisions

    with catalog.read() as connection:
        acts = decisions.acts(connection)
    photos = photos_of_acts(catalog, acts)
    return [_with_photos(act, photos) for act in reversed(acts)]


def photos_of_acts(catalog: "Catalog", acts: "Iterable[Act]") -> dict[bytes, list[Photo]]:
    """The photos present that decisions are about, by SHA-256."""
    from core.catalog import photos

    wanted = {digest for act in acts for digest in act.as_forgotten.contents}
    found: dict[bytes, list[Photo]] = {}
    with catalog.read() as connection:
        contents = photos.content_ids(connection, wanted)
        for photo in photos.of_contents(connection, contents.values()):
            found.setdefault(photo.sha256, []).append(photo)
    return found


def _with_photos(act: "Act", photos: dict[bytes, list[Photo]]) -> DecidedAct:
    digests = sorted(act.as_forgotten.contents)
    here = [photo for digest in digests for photo in photos.get(digest, [])]
    here.sort(key=lambda photo: photo.path)
    return DecidedAct(
        act.number,
        act.decided,
        next((decision.kind for decision in act.pairs.values()), None),
        tuple(here),
        sum(digest not in photos for digest in digests),
        act.as_forgotten,
    )
