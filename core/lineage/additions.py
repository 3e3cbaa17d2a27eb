"""What one picture shows that the other does not, where both overlap: what was laid over it."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.lineage.alignment import Alignment, drawn
from core.lineage.exchange import exchanged
from core.lineage.middle import median
from core.lineage.picture import Light, Mapping2D, light, resizing
from core.lineage.retouching import coloured_otherwise, smoothed, tinted, uneven
from core.lineage.tones import Curve, applied, applied_light
from core.match.opencv import open_cv


@dataclass(frozen=True, slots=True)
class Places:
    """How the places where two pictures differ look in one of them, beside what lies around them there.

    `structure` is the logarithm of how much more that picture varies in them, `flat` how much more of them is
    plain, as a share: what was blurred, covered or painted over varies less than what is around it.
    """

    structure: float = 0.0
    flat: float = 0.0


@dataclass(frozen=True, slots=True)
class Plain:
    """What is left of `Additions` once the usual is taken off.

    A picture that was softened, or saved badly, jumps less along every edge, not only along those of places
    that differ: `seams` and `busy` are beyond that. And where one is clipped, tones that the other has
    there are no place laid over: `area` is without them.
    """

    area: float = 0.0
    seams: float = 0.0
    busy: float = 0.0
    unlike: float = 0.0
    """Of `area`, the places that show something else: other words, where a blur leaves the same ones."""


@dataclass(frozen=True, slots=True)
class Additions:
    """Places where two pictures differ, after their tones are made alike.

    `area` is their share of what both show. `seams` is the logarithm of how much more the coarser picture
    jumps along their edges than the finer: what was laid over a picture, or broke it, has edges where the
    picture under it has none. `busy` is the same of what lies within them. `flat` is the share of what both
    show that is plain: much of it makes a page, in which every word counts. `both` is the share of
    what both show along whose rim the one picture jumps more, or the other, whichever is less: other words on
    one photo. `a` and `b` tell how these places look in each. `plain` is the same without what saving and
    toning explain. `exchanged` is the share of places in which both were written on.
    `tinted` is the share of places that differ in colour and hardly in light, such as marked words, positive
    where the coarser picture has more colour. `uneven` tells how much more light one of both has in one part
    than in another, beside the other picture, as a logarithm: darkened corners, a sky brought down; a
    sticker or words do not count.
    `smoothed_a` and `smoothed_b` are the shares in which one of both was made smooth.
    """

    area: float
    seams: float
    busy: float
    flat: float
    both: float = 0.0
    a: Places = Places()
    b: Places = Places()
    plain: Plain = Plain()
    exchanged: float = 0.0
    tinted: float = 0.0
    recoloured: float = 0.0
    uneven: float = 0.0
    smoothed_a: float = 0.0
    smoothed_b: float = 0.0

    def swapped(self) -> "Additions":
        """The same, seen from b to a."""
        seen = self.plain
        plain = replace(seen, seams=-seen.seams, busy=-seen.busy)
        return replace(
            self,
            seams=-self.seams,
            busy=-self.busy,
            a=self.b,
            b=self.a,
            plain=plain,
            tinted=-self.tinted,
            smoothed_a=self.smoothed_b,
            smoothed_b=self.smoothed_a,
        )


def additions(alignment: Alignment, curve: Curve, back: Curve) -> Additions:
    """Compare the whole overlap at a side of 512.

    Args:
        alignment: of both.
        curve: makes the colours of the coarser out of the finer's.
        back: makes those of the finer out of the coarser's.
    """
    cv2 = open_cv()
    coarse, fine = alignment.coarse, alignment.fine
    ratio = min(1.0, _SIDE / max(coarse.width, coarse.height))
    width, height = max(16, round(coarse.width * ratio)), max(16, round(coarse.height * ratio))
    own = coarse.reduced(width, height).astype(np.float32)
    enlarge = resizing((width, height), (coarse.width, coarse.height))
    to_fine = alignment.mapping @ enlarge
    step = float(np.sqrt(abs(np.linalg.det(to_fine[:2, :2]))))
    source, to_source = fine.pixels, to_fine
    if step > 1.5:
        shrunk = max(1, round(fine.width / step)), max(1, round(fine.height / step))
        source = fine.reduced(*shrunk)
        to_source = resizing((fine.width, fine.height), shrunk) @ to_fine
    theirs = drawn(source, to_source, 0, 0, width, height, 1.0, False)
    b, toned_theirs = applied(curve, theirs)
    inside = cv2.erode(_inside(fine.pixels, to_fine, width, height), np.ones((5, 5), np.uint8)) > 0
    a = light(own)
    slope_a, slope_b = _slope(a), _slope(b)
    difference = np.abs(a - b)
    usual = float(median(difference[inside])) if inside.any() else 0.0
    beyond = difference - 0.6 * np.minimum(slope_a, slope_b) - 3 * usual - _JUST_SEEN
    beyond[~inside] = 0
    mask = (cv2.GaussianBlur(np.maximum(beyond, 0), (0, 0), 1.0) > 1.5).astype(np.uint8)
    mask = _without_specks(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)))
    flat = float((slope_a[inside] < 2.0).mean()) if inside.any() else 0.0
    count, total = int(mask.sum()), max(1, int(inside.sum()))
    otherwise = coloured_otherwise(own, theirs, toned_theirs)
    same_light = inside & (cv2.dilate(mask, np.ones((5, 5), np.uint8)) == 0)
    smoothed_a, smoothed_b = smoothed(a, b, inside)
    found = Additions(
        count / total,
        0.0,
        0.0,
        flat,
        exchanged=exchanged(own, toned_theirs, inside),
        tinted=tinted(own, theirs, otherwise, inside),
        recoloured=abs(tinted(own, theirs, otherwise, same_light)),
        uneven=uneven(a, light(theirs), b, inside & ~_unlike(mask > 0, a, b, _NOTHING_ALIKE)),
        smoothed_a=smoothed_a,
        smoothed_b=smoothed_b,
    )
    if count < _FEW:
        return found
    ring = (
        (cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0)
        & (cv2.erode(mask, np.ones((3, 3), np.uint8)) == 0)
        & inside
    )
    within = mask > 0
    near = (cv2.dilate(mask, np.ones((_NEAR, _NEAR), np.uint8)) > 0) & inside
    around_it = cv2.dilate(mask, np.ones((5, 5), np.uint8)) == 0
    near &= around_it
    steepest = np.maximum(slope_a, slope_b)
    steep = steepest > float(median(steepest[ring])) if ring.any() else steepest > _SHARP
    usual = _log_ratio(slope_a, slope_b, inside & around_it & steep)
    toned = _clipped(applied_light(back, own), light(theirs)) | _clipped(b, a)
    left = within & ~toned
    plain = Plain(float(left.sum()) / total, unlike=float((left & _unlike(left, a, b, _ALIKE)).sum()) / total)
    if left.sum() >= _FEW:
        seams, busy = (_log_ratio(slope_a, slope_b, where & ~toned) - usual for where in (ring, within))
        plain = replace(plain, seams=seams, busy=busy)
    return replace(
        found,
        seams=_log_ratio(slope_a, slope_b, ring),
        busy=_log_ratio(slope_a, slope_b, within),
        both=_edged_in_both(mask, ring, slope_a, slope_b) / total,
        a=_places(slope_a, within, near),
        b=_places(slope_b, within, near),
        plain=plain,
    )


def _inside(pixels: NDArray[np.uint8], mapping: Mapping2D, width: int, height: int) -> NDArray[np.uint8]:
    """uint8[height, width]: 1 where a picture lies.

    It is drawn over black and over white, and what is none of its pixels stays as it was: a mask would have
    to be as large as the picture.
    """
    cv2 = open_cv()
    way = cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP
    over_black, over_white = (np.full((height, width, 3), tone, np.uint8) for tone in (0, 255))
    for ground in (over_black, over_white):
        cv2.warpAffine(
            pixels,
            mapping[:2],
            (width, height),
            dst=ground,
            flags=way,
            borderMode=cv2.BORDER_TRANSPARENT,
        )
    return (over_black[..., 0] == over_white[..., 0]).astype(np.uint8)


def _clipped(made: Light, there: Light) -> NDArray[np.bool_]:
    """Where one picture is black or full, and would be if it were made of the other; a little around it too,
    but for what is plainly something else there: a thin line on white paper is no tone of the paper."""
    cv2 = open_cv()
    off = np.abs(np.clip(made, 0, 255) - there)
    explained = ((there < _BLACK) | (there > _FULL)) & (off < _JUST_SEEN)
    around_it = cv2.dilate(explained.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    return explained | (around_it & (off < _ELSE))


_BLACK, _FULL = 6.0, 249.0
_SIDE = 512
_JUST_SEEN, _ELSE = 10.0, 24.0
_FEW = 30
_SPECK = 12
_NEAR = 41
"""Pixels across, at that side, of what counts as around a place."""


def _places(slope: Light, within: NDArray[np.bool_], near: NDArray[np.bool_]) -> Places:
    own, around_it = slope[within], slope[near]
    if not len(around_it):
        return Places()
    structure = float(np.log((float(own.mean()) + 1) / (float(around_it.mean()) + 1)))
    return Places(structure, float((own < 2.0).mean()) - float((around_it < 2.0).mean()))


def _unlike(places: NDArray[np.bool_], a: Light, b: Light, least: float) -> NDArray[np.bool_]:
    """The places, and a little around each, in which two pictures go together less than that."""
    cv2 = open_cv()
    count, labels = cv2.connectedComponents(places.astype(np.uint8), connectivity=8)
    at: NDArray[np.int32] = cv2.dilate(labels.astype(np.float32), np.ones((7, 7), np.uint8)).astype(np.int32)
    where = at > 0
    owner, one, other = at[where], a[where], b[where]
    pixels = np.bincount(owner, minlength=count) + 1e-6

    def mean(values: Light) -> NDArray[np.float64]:
        return np.bincount(owner, values, count) / pixels

    mean_a, mean_b = mean(one), mean(other)
    together = mean(one * other) - mean_a * mean_b
    spread = (mean(one * one) - mean_a**2 + _GRAIN) * (mean(other * other) - mean_b**2 + _GRAIN)
    unlike = together < least * np.sqrt(np.maximum(spread, 0))
    unlike[0] = False
    return unlike[at]


_GRAIN, _ALIKE, _NOTHING_ALIKE = 4.0, 0.8, 0.5


def _edged_in_both(mask: NDArray[np.uint8], ring: NDArray[np.bool_], slope_a: Light, slope_b: Light) -> int:
    """The smaller of two areas, in pixels: of the places along whose edges one picture jumps more."""
    cv2 = open_cv()
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    at: NDArray[np.int32] = cv2.dilate(labels.astype(np.float32), np.ones((3, 3), np.uint8)).astype(np.int32)
    along = at[ring]
    lengths = np.bincount(along, minlength=count) + 1e-6
    jumps_a, jumps_b = (np.bincount(along, s[ring], count) / lengths for s in (slope_a, slope_b))
    ratio = np.log((jumps_a + 1) / (jumps_b + 1))
    area = stats[:, cv2.CC_STAT_AREA]
    sharp = np.maximum(jumps_a, jumps_b) > _SHARP
    first, second = (int(area[1:][(side > _JUMPS)[1:] & sharp[1:]].sum()) for side in (ratio, -ratio))
    return min(first, second)


_SHARP, _JUMPS = 8.0, 0.2
"""Grey values a pixel, and the logarithm of how many times more."""


def _slope(y: Light) -> Light:
    cv2 = open_cv()
    return cv2.magnitude(
        cv2.Sobel(y, cv2.CV_32F, 1, 0, scale=0.25), cv2.Sobel(y, cv2.CV_32F, 0, 1, scale=0.25)
    )


def _log_ratio(one: Light, other: Light, where: NDArray[np.bool_]) -> float:
    if not where.any():
        return 0.0
    return float(np.log((float(one[where].mean()) + 1) / (float(other[where].mean()) + 1)))


def _without_specks(mask: NDArray[np.uint8]) -> NDArray[np.uint8]:
    cv2 = open_cv()
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    keep = np.concatenate([[False], stats[1:count, cv2.CC_STAT_AREA] >= _SPECK])
    return keep[labels].astype(np.uint8)
