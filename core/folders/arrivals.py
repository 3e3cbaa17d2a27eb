"""What has arrived in folders that have a standing rule, and is covered already: collected, to be looked at.

    every photo below the rule's folder
        -> known before the rule was made, or looked over since      no arrival
        -> nothing in the other folder covers it                      counted
        -> covered, and may go (`core.folders.clearing`)              in the pile

A photo that waits for its cover stays an arrival: a chat app's copy often comes before the camera's own.
Nothing is removed here.
"""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.arrival_settings import ArrivalRule
from core.catalog import marks, photos
from core.catalog.catalog import Catalog
from core.folders.clearing import clearing_of
from core.folders.overview import covers_near
from core.folders.parts import FolderPart
from core.groups import ALL_MATCHES, MatchedPhotos
from core.match.strictness import Strictness
from core.photo import DuplicateGroup, Match, Photo
from core.review.decisions import OPEN, GroupState
from core.review.piles import PiledPhoto


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What is new and covered, in the order of the rules and of the paths; each photo once.

    `new` counts all arrivals, `look` those that are alike but would lose something.
    """

    going: tuple[PiledPhoto, ...] = ()
    new: int = 0
    look: int = 0


def read_arrivals(
    catalog: Catalog,
    matched: MatchedPhotos,
    rules: Sequence[ArrivalRule],
    is_protected: Callable[[Photo], bool] = lambda photo: False,
    state_of: Callable[[DuplicateGroup], GroupState] = lambda group: OPEN,
    strictness: Strictness = ALL_MATCHES,
) -> Arrivals:
    """Collect what has arrived. Worker: where something has, it looks at what lies around that.

    Args:
        catalog: which photos there are, and since when.
        matched: those that are alike.
        rules: which folders are looked through, and what may cover them.
        is_protected: whether a photo is never touched.
        state_of: where a person stands with a pair.
        strictness: which matches count.
    """
    found: list[PiledPhoto] = []
    new: set[int] = set()
    look: set[int] = set()
    for rule in rules:
        folder, other = (FolderPart(Path(os.path.realpath(path))) for path in rule.folders)
        with catalog.read() as connection:
            arrived = photos.arrived(connection, folder.path, rule.since) - marks.LOOKED_OVER.ids(connection)
            if not arrived:
                continue
            inside = list(matched.grouping.not_ignored(photos.present(connection, [folder.path])))
            contents = {photo.content_id for photo in inside if photo.id in arrived}
            near = _near(strictness.matches(matched.matches), contents)
            beside = matched.grouping.not_ignored(photos.of_contents(connection, near, [other.path]))
            there = {photo.id: photo for photo in (*inside, *beside)}
        covers = covers_near(matched, strictness, contents)
        in_order = sorted(there.values(), key=lambda photo: os.fsencode(photo.path))
        looked = clearing_of(folder, other, in_order, matched, covers, is_protected, state_of, arrived)
        found += looked.going
        new |= {photo.id for photo in inside if photo.id in arrived}
        look |= {one.photo.id for one in looked.look}
    going = _each_once(found)
    return Arrivals(going, len(new), len(look - {one.photo.id for one in going}))


def _near(matches: Iterable[Match], contents: Collection[int]) -> set[int]:
    """Some contents, and all that match one of them."""
    found = set(contents)
    for match in matches:
        if match.a in contents or match.b in contents:
            found |= {match.a, match.b}
    return found


def _each_once(found: Iterable[PiledPhoto]) -> tuple[PiledPhoto, ...]:
    """Leave out what another rule has, and what has to stay for another photo: rules may form a ring."""
    going: dict[int, PiledPhoto] = {}
    staying: set[int] = set()
    for one in found:
        keeper = one.group.keeper.id
        if one.photo.id not in going and one.photo.id not in staying and keeper not in going:
            going[one.photo.id] = one
            staying.add(keeper)
    return tuple(going.values())
