"""From close pairs to matches: lay the thumbnails over each other, weigh the evidence, keep what holds.

Every close pair is judged by itself, also those of which no group makes use today (two copies of one keeper):
another scan, another folder or a removed keeper may ask for them tomorrow, and the groups must not depend on
what was scanned first.
"""

import math
from collections import OrderedDict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from core.companions.clock import presses_apart
from core.embed.embedder import Thresholds
from core.match.congruence import Sheet, congruent, equal_to_the_pixel, sheet_of
from core.match.features import Features, Found, features_of
from core.match.findings import Side, findings
from core.match.glance import worth_comparing
from core.match.ground import laid_beside
from core.match.registration import Registration, register
from core.match.relation import clock_was_set, one_press, same_camera, saved_by_a_program, seconds_apart
from core.match.verdict import Basis, Verdict, clock_decides, clock_rules_out, judge, pressed_twice
from core.photo import ContentFacts, Match, Relation

Clocks = tuple[float | None, bool | None, bool | None]
"""What the cameras' clocks say of two photos: seconds apart, one camera, one press."""

NO_CLOCKS: Clocks = (None, None, None)
ONE_PICTURE = Verdict(Relation.SAME_PICTURE, 1.0, Basis.REGISTERED, 1.0, 1.0)
"""Of pictures that are equal to the pixel. A date that was put right afterwards is no other press."""

ClosePairs = Sequence[tuple[int, int, float]]
"""`(content a, content b, cosine)`."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a catalogue tells of a content whose pairs are judged."""

    facts: ContentFacts
    names: tuple[Path, ...]
    """Where it lies; asked only for what has no date of its own."""


class EvidenceRoom:
    """Compares contents by their thumbnails, keeping the features of those it met last. For one thread."""

    def __init__(self, thresholds: Thresholds) -> None:
        """Judge by a model's thresholds."""
        self.thresholds = thresholds
        self._kept: OrderedDict[int, _Content] = OrderedDict()

    def settle(self, close: ClosePairs, known: Mapping[int, Known]) -> tuple[list[Match], ClosePairs]:
        """Judge the pairs of pictures that lie on each other from the start, which needs no keypoints.

        Args:
            close: the pairs.
            known: what is known of their contents, `MET_AT_ONCE` of them at most.

        Returns:
            the matches, and the pairs that have to be judged still.
        """
        self._meet(known, {})
        at_once = [self._at_once(pair) for pair in close]
        rest = [pair for pair, match in zip(close, at_once, strict=True) if match is None]
        return [match for match in at_once if match is not None], rest

    def judge(self, close: ClosePairs, known: Mapping[int, Known], found: Mapping[int, Found]) -> list[Match]:
        """Judge close pairs.

        Args:
            close, known: as for `settle`.
            found: keypoints that were found already.

        Returns:
            the matches among them.
        """
        self._meet(known, found)
        matches = [self._at_once(pair) or self._match(pair) for pair in close]
        return [match for match in matches if match is not None]

    def undecided(
        self,
        close: ClosePairs,
        known: Mapping[int, Known],
        drafts: Container[int],
    ) -> set[int]:
        """Contents that are known by a small copy only, in pairs that a glance at it does not rule out.

        Args:
            close, known: as for `settle`.
            drafts: the contents that are known by a small copy.
        """
        self._meet(known, {})
        open_: set[int] = set()
        for pair in close:
            asked = {each for each in pair[:2] if each in drafts} - open_
            if asked and self._is_seen(pair):
                open_ |= asked
        return open_

    def _is_seen(self, pair: tuple[int, int, float]) -> bool:
        """Whether a pair is worth a comparison, as far as a glance tells."""
        a, b, cosine = pair
        if ruled_out(pair, self._kept[a].known, self._kept[b].known, self.thresholds):
            return False
        one, other = self._side_by_side(a, b)
        return not self._is_doubtful(cosine) or worth_comparing(one.features, other.features)

    def _meet(self, known: Mapping[int, Known], found: Mapping[int, Found]) -> None:
        """Have some contents at hand, and let go of those that were not met for longest."""
        for content, told in known.items():
            kept = self._kept.get(content)
            if kept is None or kept.known != told:
                self._kept[content] = _Content(told)
            if content in found:
                self._kept[content].features.remember(found[content])
            self._kept.move_to_end(content)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def _at_once(self, pair: tuple[int, int, float]) -> Match | None:
        """The match of two pictures that lie on each other from the start; None where that has to be seen.

        The cosine counts in steps here, rounded down, so that pairs of one camera have one verdict.
        """
        a, b, cosine = pair
        one, other = self._side_by_side(a, b)
        if one.is_picture_of(other):
            found = congruent(one.sheet, other.sheet) or register(one.features, other.features)
            return self._as_match(pair, found, ONE_PICTURE)
        if cosine < self.thresholds.same_scene:
            return None
        found = congruent(one.sheet, other.sheet)
        if found is None:
            return None
        weight = math.floor(cosine / _STEP) * _STEP
        by_name = _named_apart(one.known, other.known) is not None
        was_set = by_name or clock_was_set(one.facts.exif, other.facts.exif)
        equal = was_set and equal_to_the_pixel(one.sheet, other.sheet)
        clocks = NO_CLOCKS if equal else _clocks(one.known, other.known)
        return self._as_match(pair, found, self._verdict(pair, found, weight, clocks))

    def _match(self, pair: tuple[int, int, float]) -> Match | None:
        a, b, cosine = pair
        if ruled_out(pair, self._kept[a].known, self._kept[b].known, self.thresholds):
            return None
        one, other = self._side_by_side(a, b)
        clocks = _clocks(one.known, other.known)
        one_press = not pressed_twice(clocks[0], clocks[2])
        if self._is_doubtful(cosine) and not worth_comparing(
            one.features, other.features, mirrored=one_press
        ):
            return None
        decided = clock_decides(cosine, self.thresholds.same_scene, *clocks)
        registration = None if decided else register(one.features, other.features, closely=one_press)
        return self._as_match(pair, registration, self._verdict(pair, registration, cosine, clocks))

    def _side_by_side(self, a: int, b: int) -> tuple["_Content", "_Content"]:
        """Two contents, a transparent one laid on the ground of one that is not."""
        one, other = self._kept[a], self._kept[b]
        return one.beside(other), other.beside(one)

    def _verdict(
        self,
        pair: tuple[int, int, float],
        registration: Registration | None,
        cosine: float,
        clocks: Clocks,
    ) -> Verdict:
        """What the evidence amounts to; `cosine` as it shall count."""
        apart, camera, press = clocks
        one, other = (self._kept[content].known for content in pair[:2])
        return judge(
            cosine,
            registration,
            same_scene=self.thresholds.same_scene,
            same_picture=self.thresholds.same_picture,
            detail=min(self._kept[content].features.detail for content in pair[:2]),
            seconds_apart=apart,
            same_camera=camera,
            one_press=press,
            edit_or_nothing=_is_no_scene(pair, one, other, self.thresholds),
        )

    def _as_match(
        self, pair: tuple[int, int, float], registration: Registration | None, verdict: Verdict
    ) -> Match | None:
        if verdict.relation is None:
            return None
        a, b, cosine = pair
        one, other = self._kept[a], self._kept[b]
        apart, camera, _ = _clocks(one.known, other.known)
        by_name = _named_apart(one.known, other.known) is not None
        sides = one.side, other.side
        back: Registration | None = registration.swapped() if registration else None
        return Match(
            a,
            b,
            verdict.relation,
            cosine,
            verdict.probability,
            findings(registration, *sides, seconds_apart=apart, same_camera=camera, by_name=by_name),
            findings(back, *reversed(sides), seconds_apart=apart, same_camera=camera, by_name=by_name),
        )

    def _is_doubtful(self, cosine: float) -> bool:
        """Whether most pairs of this cosine come by chance: nearer to a candidate's than to a scene's."""
        return cosine < (self.thresholds.candidate + self.thresholds.same_scene) / 2


class _Content:
    """What is known of one content while its pairs are judged."""

    def __init__(self, known: Known, thumbnail: bytes | None = None) -> None:
        self.known = known
        self._thumbnail = thumbnail or known.facts.thumbnail

    @property
    def facts(self) -> ContentFacts:
        return self.known.facts

    @cached_property
    def features(self) -> Features:
        return features_of(self._thumbnail)

    @cached_property
    def sheet(self) -> Sheet:
        return sheet_of(self.features)

    def beside(self, other: "_Content") -> "_Content":
        """This content as it is to be compared with another one."""
        thumbnail = laid_beside(self.facts.thumbnail, other.facts.thumbnail)
        return self if thumbnail is self.facts.thumbnail else _Content(self.known, thumbnail)

    @property
    def side(self) -> Side:
        return Side(self.facts.width, self.facts.height, self.features.colours)

    def is_picture_of(self, other: "_Content") -> bool:
        """Whether both decode to one picture: equal thumbnails are proof, unless there is nothing in them."""
        return self.facts.thumbnail == other.facts.thumbnail and self.features.detail >= _NEXT_TO_FLAT


def ruled_out(pair: tuple[int, int, float], one: Known, other: Known, thresholds: Thresholds) -> bool:
    """Whether the clocks tell that a pair is no match, and nobody need look; not where a date was set, or may
    have been."""
    out = _is_no_scene(pair, one, other, thresholds)
    return out and not saved_by_a_program(one.facts, other.facts)


def _is_no_scene(pair: tuple[int, int, float], one: Known, other: Known, thresholds: Thresholds) -> bool:
    """Whether two photos are no scene by their clocks: one of them may be an edit of the other still."""
    apart, camera, _ = _clocks(one, other)
    out = clock_rules_out(pair[2], thresholds.same_scene, apart, camera)
    return out and not clock_was_set(one.facts.exif, other.facts.exif)


def asks_for_a_look(pair: tuple[int, int, float], one: Known, other: Known, thresholds: Thresholds) -> bool:
    """Whether the pictures of a pair have to be laid over each other: the clocks have not decided it."""
    decided = clock_decides(pair[2], thresholds.same_scene, *_clocks(one, other))
    return not decided and not ruled_out(pair, one, other, thresholds)


def _clocks(one: Known, other: Known) -> Clocks:
    exif = one.facts.exif, other.facts.exif
    if (named := _named_apart(one, other)) is not None:
        return named, same_camera(*exif), False
    return seconds_apart(*exif), same_camera(*exif), one_press(*exif)


def _named_apart(one: Known, other: Known) -> float | None:
    """The seconds between two presses, where names alone tell them; None if they tell none.

    They only ever say that the shutter was pressed again, soon after: what lies further apart may have been
    saved anew under the time of its saving.
    """
    if one.facts.exif.captured is not None or other.facts.exif.captured is not None:
        return None
    apart = presses_apart(one.names, other.names)
    return apart if apart is not None and apart <= _SOON_S else None


_SOON_S = 60.0


_STEP = 0.01
_NEXT_TO_FLAT = 0.1

MET_AT_ONCE = 64
_KEPT = 2 * MET_AT_ONCE
"""Contents whose features are kept, about 400 kB each with their sheets."""
