"""Which actions can be done to the photos that are marked: asked before the button is pressed.

The answer is a promise about volumes and rights, not about each file: every file is checked again right
before its own action. Whole folders are asked about at once, so 30,000 marks take as long as their folders.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.photo import Photo
from core.progress import CancelToken
from core.review.actions.action import Action, ActionKind
from core.review.plan import GroupRemoval
from core.storage.volumes import asked_once


@dataclass(frozen=True, slots=True)
class Way:
    """One action, how many of the marked photos and bytes it can be done to, and why not to the others.

    `reasons` are sentences, each once, those that hold for most photos first.
    """

    kind: ActionKind
    able: int
    bytes: int
    unable: int
    reasons: tuple[str, ...]

    @property
    def possible(self) -> bool:
        return self.able > 0


def find_ways(
    groups: Sequence[GroupRemoval], actions: Iterable[Action], cancel: CancelToken
) -> dict[ActionKind, Way]:
    """Ask each action about every photo that is to go.

    Raises:
        Cancelled: `cancel` was raised.
    """
    with asked_once():
        return {action.kind: _way(action, groups, cancel) for action in actions}


def _way(action: Action, groups: Sequence[GroupRemoval], cancel: CancelToken) -> Way:
    ask = _asked_once(action)
    able = size = unable = 0
    reasons: dict[str, int] = {}
    for group in groups:
        cancel.check()
        for photo in group.removed:
            reason = ask(photo, _twin(photo, group.survivors) if action.needs_twin else None)
            if reason is None:
                able += 1
                size += photo.file.size
            else:
                unable += 1
                reasons[reason] = reasons.get(reason, 0) + 1
    told = tuple(sorted(reasons, key=lambda reason: -reasons[reason]))
    return Way(action.kind, able, size, unable, told)


def _asked_once(action: Action) -> Callable[[Photo, Photo | None], str | None]:
    """Ask about a folder, and its twin's, once: what can be known beforehand is the same for all in it, but
    for long names."""
    known: dict[tuple[Path, Path | None, str], str | None] = {}

    def ask(photo: Photo, twin: Photo | None) -> str | None:
        name = photo.path.name
        long = name if len(name.encode("utf-8", "surrogateescape")) > _SURELY_SHORT else ""
        place = (photo.path.parent, None if twin is None else twin.path.parent, long)
        if place not in known:
            known[place] = action.why_not(photo.path, None if twin is None else twin.path)
        return known[place]

    return ask


_SURELY_SHORT = 120
"""Bytes of a name that fits everywhere with all that is put behind it."""


def _twin(photo: Photo, survivors: Sequence[Photo]) -> Photo | None:
    """A photo of the same bytes that stays; a digest that is missing equals none."""
    same = (other for other in survivors if photo.sha256 and other.sha256 == photo.sha256)
    return next(same, None)
