"""What a person set about groups, as grouping needs it: which photo to keep, which folders to leave out."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.companions.libraries import Libraries
from core.keeper_settings import RuleName
from core.match.keeper import KeeperOrder
from core.match.phylogeny import generations
from core.photo import Match, Photo, Skipped
from core.review.checks import Protection
from core.scan.left_out import LEFT_OUT
from core.settings import Settings, true_folders


@dataclass(frozen=True, slots=True)
class GroupingSettings:
    """The keeper's rules, the folders of which no photo is shown, the libraries of other programs of which a
    person lifted the protection, and what the photo that stays is given: what only the others say, and what
    belongs to them alone. `outward` are the folders of which no two photos are compared."""

    order: KeeperOrder = field(default_factory=KeeperOrder)
    ignored: tuple[Path, ...] = ()
    lifted: tuple[Path, ...] = ()
    outward: tuple[Path, ...] = ()
    hand_over: bool = False
    keep_companions: bool = False

    def not_ignored(self, photos: Iterable[Photo]) -> Iterator[Photo]:
        """Those of some photos that are in no ignored folder."""
        inside = tuple(str(folder).rstrip(os.sep) + os.sep for folder in self.ignored)
        for photo in photos:
            if not inside or not str(photo.path).startswith(inside):
                yield photo

    def order_of(self, photos: Sequence[Photo], matches: Iterable[Match]) -> KeeperOrder:
        """The rules, with what they must know beside the photos: whose libraries these lie in, who was made
        of whom, and ratings, which stand in files, of those that have a match."""
        order = replace(self.order, libraries=self.libraries_of(photos))
        if RuleName.SOURCE in order.rules:
            matches = tuple(matches)
            photo_of = {photo.content_id: photo for photo in sorted(photos, key=lambda photo: photo.path)}
            order = replace(order, generations=generations(matches, photo_of))
        if RuleName.RATING not in order.rules:
            return order
        from core.review.written import ratings_of  # with all formats; a scan reads photos by then

        copies = Counter(photo.content_id for photo in photos)
        matched = {content for match in matches for content in (match.a, match.b)}
        asked = [p for p in photos if p.content_id in matched or copies[p.content_id] > 1]
        return replace(order, ratings=ratings_of(asked))

    def libraries_of(self, photos: Iterable[Photo]) -> dict[Path, str]:
        """The libraries of other programs that some photos lie in, by folder with the program's name."""
        libraries = Libraries(self.lifted)
        around = (libraries.of(photo.path) for photo in photos)
        return {found.folder: found.program for found in around if found is not None and not found.own}

    def protection(self) -> Protection:
        """What is never touched, as it is set; for one piece of work."""
        return Protection((*self.order.protected, *self.order.kept_in), self.lifted)

    def left_out(self, roots: Sequence[Path]) -> list[Skipped]:
        """The ignored folders below `roots`, each with the reason why nothing of it is shown."""
        below = [folder for folder in self.ignored if any(folder.is_relative_to(root) for root in roots)]
        return [Skipped(folder, LEFT_OUT) for folder in dict.fromkeys(below)]


DEFAULT_GROUPING = GroupingSettings()


def grouping_of(settings: Settings) -> GroupingSettings:
    """What is set about groups. Folders count under their true paths too, since scans walk those."""
    order = KeeperOrder(
        settings.keeper.rules,
        true_folders(settings.preferred_folders),
        true_folders(settings.protected_folders),
        kept_in=true_folders(settings.library_folders),
        sources=true_folders(settings.source_folders),
    )
    ignored, lifted = true_folders(settings.ignored_folders), true_folders(settings.lifted_libraries)
    removal = settings.removal
    outward = true_folders(settings.outward_folders)
    return GroupingSettings(order, ignored, lifted, outward, removal.keeps_facts, removal.keep_companions)
