"""What the evidence amounts to: which of two pictures was made of the other, and what each alone holds."""

import importlib.resources
import json
import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from core.lineage.evidence import MEASURES, measures
from core.lineage.file_losses import losses_of_file
from core.lineage.measures import Comparison
from core.lineage.picture import FullPicture
from core.lineage.shown_otherwise import PAGE, is_grey, shown_otherwise
from core.lineage.siblings import TOLD, WORD, doubt_of
from core.loss import Loss, LossKind
from core.match.trees import BoostedTrees
from core.photo import Lineage


def judge(found: Comparison, a: FullPicture, b: FullPicture) -> Lineage:
    """Weigh the comparison of two pictures that were matched as one."""
    if found.equal:
        return of_equal_pixels(a, b)
    back = found.swapped()
    forth_measures, back_measures = measures(found, a, b).tolist(), measures(back, b, a).tolist()
    trees, descent = _weights().made_of, _weights().descent
    odds = (trees.score(forth_measures) - trees.score(back_measures)) / 2
    enlarged = _logistic(_weights().enlarged.score(forth_measures if found.scale > 1 else back_measures))
    if _has_its_own_detail(found):  # the larger one is no enlargement, unless much else speaks for it
        larger_first = odds if found.scale < 1 else -odds
        if larger_first > -_MUCH or _is_crisp_page(found):
            odds = math.copysign(max(larger_first, _SURE), 1 - found.scale)
    elif _was_reduced(found, enlarged):
        odds += math.copysign(_REDUCED, 1 - found.scale)
    if b.lossless and not a.lossless and _was_never_lossy(found):
        odds = min(odds, 0.0)
    elif a.lossless and not b.lossless and _was_never_lossy(back):
        odds = max(odds, 0.0)
    b_of_a = _logistic(odds)
    a_of_b = 1 - b_of_a
    return Lineage(
        b_of_a,
        a_of_b,
        losses_a=_losses(
            back, b, a, _Odds(a_of_b, b_of_a, _logistic(descent.score(back_measures)), enlarged)
        ),
        losses_b=_losses(
            found, a, b, _Odds(b_of_a, a_of_b, _logistic(descent.score(forth_measures)), enlarged)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Odds:
    """Of a photo that would go: that it was made of the one that stays, that the one that stays was made of
    it, and, if one of both, that it was made of the one that stays and not both of a third; and of the larger
    of two, that it is an enlargement of the other one and nothing else."""

    made: float
    reverse: float
    descends: float
    enlarged: float


def unlike(a: FullPicture, b: FullPicture) -> Lineage:
    """What may be said of two that could not be laid over each other to the pixel: nothing is covered."""
    unseen = (Loss(LossKind.UNSEEN),)
    return Lineage(0.0, 0.0, (*losses_of_file(b, a), *unseen), (*losses_of_file(a, b), *unseen))


def of_a_thumbnail(a: FullPicture, b: FullPicture) -> Lineage | None:
    """What may be said where one picture is too small to be compared to the pixel, and shows what the other
    shows: that it is its thumbnail. None where both are small, or both are large."""
    sides = max(a.width, a.height), max(b.width, b.height)
    if min(sides) > _THUMBNAIL or max(sides) < 1.5 * min(sides):
        return None
    b_is_small = sides[1] < sides[0]
    source = (Loss(LossKind.DETAIL),)
    return Lineage(
        0.9 if b_is_small else 0.1,
        0.1 if b_is_small else 0.9,
        losses_a=(*losses_of_file(b, a), *(source if b_is_small else ())),
        losses_b=(*losses_of_file(a, b), *(() if b_is_small else source)),
    )


_THUMBNAIL = 240


@dataclass(frozen=True, slots=True, eq=False)
class _Weights:
    made_of: BoostedTrees
    """The log-odds that the second of two was made of the first and not the first of the second."""
    descent: BoostedTrees
    """The log-odds that it was made of the first and not both of a third."""
    enlarged: BoostedTrees
    """The log-odds that it is an enlargement of the first, where it shows things larger."""
    cut: float


@cache
def _weights() -> _Weights:
    text = importlib.resources.files("core.lineage").joinpath("lineage.json").read_text(encoding="utf-8")
    table = json.loads(text)
    if tuple(table["measures"]) != MEASURES:
        raise ValueError("lineage.json was fitted to other measures; run training/fit_lineage.py again")
    made_of, descent, enlarged = (
        BoostedTrees.read(table[name]) for name in ("made_of", "descent", "enlarged")
    )
    return _Weights(made_of, descent, enlarged, table["made_of"]["cut"])


def _has_its_own_detail(found: Comparison) -> bool:
    """Whether the larger of two holds fine structure that the smaller one cannot have made."""
    larger = max(found.scale, 1 / found.scale) >= _MUCH_LARGER
    own = larger and found.beyond.falloff > _OF_ITS_OWN and found.beyond.explained < 0.6
    return own or _is_crisp_page(found)


def _is_crisp_page(found: Comparison) -> bool:
    """Whether the larger of two has letters or lines as sharp as its pixels, which no enlargement has.

    Only pages and drawings tell it: they are mostly plain, and their edges are sharp. What was enlarged pixel
    by pixel, or sharpened, is sharp too, but explained by the smaller one.
    """
    larger = max(found.scale, 1 / found.scale) >= _LARGER
    least = _CRISP - 0.1 * (min(max(found.scale, 1 / found.scale), 2.4) - 1)
    crisp = found.beyond.crisp > least and found.beyond.explained < _EXPLAINED
    return larger and crisp and found.additions.flat > _DRAWN


def _was_reduced(found: Comparison, enlarged: float) -> bool:
    """Whether the smaller of two shows all that the larger one shows, which is no enlargement of it.

    A small copy that was sharpened has more of the fine structure at its size, and the larger one is smooth
    beside it, as an enlargement is. But that would keep the smaller one's JPEG rounding, where it was not
    saved more roughly itself, and be explained by it.
    """
    smaller, larger = (found.a, found.b) if found.scale > 1 else (found.b, found.a)
    ratio = max(found.scale, 1 / found.scale)
    if ratio < _SHOWN_LARGER or smaller.around.share > _SHOWS_NO_MORE:
        return False
    told = smaller.imprint.count >= TOLD and larger.steps < smaller.steps * ratio
    unlike = smaller.imprint.off > _NOT_ROUNDED and 0 < found.beyond.explained < _UNEXPLAINED
    return enlarged < _NO_ENLARGEMENT or (told and unlike)


_REDUCED, _SHOWS_NO_MORE = 3.0, 0.02
"""Log-odds, and a share of the picture."""
_NOT_ROUNDED, _UNEXPLAINED = 0.27, 0.7
"""0.03 of enlargements of soft training photos look so, none of those of pages; and six of six small, sharp
copies that were taken for what the photo was made of (of 40 of `coco128`)."""
_LARGER, _DRAWN, _CRISP, _EXPLAINED = 1.2, 0.3, 0.82, 0.78
"""Pages as they were drawn have 0.80 or more, enlarged by a third up to 0.74, twice as large up to 0.60, and
0.68 in the middle if they were sharpened then (26 pages and screens)."""


_MUCH_LARGER, _OF_ITS_OWN, _SURE = 1.3, -1.8, 3.0
_MUCH = 3.5
"""Log-odds. Of enlargements of small photos, which noise or sharpening gives a fine structure too, most are
clearer than this, and of large photos beside small copies few are that wrong."""


def _logistic(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def of_equal_pixels(a: FullPicture, b: FullPicture) -> Lineage:
    """Equal pixels cover each other; a lossless file with the traces of a JPEG's rounding was made of the
    JPEG."""
    b_of_a = a_of_b = 0.5
    if (a.table is None) != (b.table is None):
        b_of_a, a_of_b = (0.98, 0.02) if a.table is not None else (0.02, 0.98)
    return Lineage(b_of_a, a_of_b, losses_of_file(b, a), losses_of_file(a, b))


def _losses(found: Comparison, stays: FullPicture, goes: FullPicture, odds: _Odds) -> tuple[Loss, ...]:
    """What `goes` holds that `stays` does not; `found` is seen from `stays` to `goes`."""
    losses = list(losses_of_file(stays, goes))
    theirs = found.b
    around = theirs.around
    if around.pictured > _SEEN_OUTSIDE or around.continued > _CUT_OFF or around.written > _WRITTEN:
        losses.append(Loss(LossKind.EXTENT, max(around.pictured, around.continued, around.written)))
    if found.alike < _ALIKE:
        losses.append(Loss(LossKind.CONTENT, 1 - max(0.0, found.alike)))
    if otherwise := shown_otherwise(found):
        losses.append(Loss(LossKind.CONTENT, otherwise))
    if is_grey(found.a.range.colour) and not is_grey(theirs.range.colour):
        losses.append(Loss(LossKind.COLOUR))
    elif found.turn > _TURNED and found.turned_together > 0.5:
        losses.append(Loss(LossKind.COLOUR, found.turn))
    unsure = odds.made < (_SURELY if _resolves_more(found) else _weights().cut)
    if unsure:
        losses += _reasons(found, odds.reverse)
    softness = 1 - odds.enlarged if found.scale > _SHOWN_LARGER and odds.enlarged < _ENLARGED else 0.0
    if softness > 1 - _NO_ENLARGEMENT and not any(loss.kind is LossKind.DETAIL for loss in losses):
        losses.append(Loss(LossKind.DETAIL))
    if not unsure or odds.made > _LIKELY:
        # A soft photo, or a scanned page, has next to no more detail at its full size than reduced to three
        # quarters, and looks like an enlargement of that.
        doubt = max(softness, doubt_of(found, odds.descends))
        if doubt:
            losses.append(Loss(LossKind.SIBLING, doubt))
    return tuple(losses)


def _was_never_lossy(found: Comparison) -> bool:
    """Whether nothing but a compression differs on a page, a chart or a screen, and the second has no trace
    of any: then it is hardly made of the first, though it may be of one that was saved very well."""
    same = found.exact and abs(math.log(found.scale)) < 0.001 and found.apart < _SAVED
    added = found.additions
    return same and added.flat > PAGE and added.plain.area < _RINGING and found.b.earlier < _ROUNDED


def _reasons(found: Comparison, reverse: float) -> list[Loss]:
    """Why it is not certain that the other one covers this one, in words that can be seen in the pictures."""
    reasons: list[Loss] = []
    if _resolves_more(found):
        reasons.append(Loss(LossKind.DETAIL))
    plain = found.additions.plain
    if plain.area > WORD and plain.seams + plain.busy > 0.5:
        reasons.append(Loss(LossKind.CLEAN, plain.area))
    ours, theirs = found.a.range, found.b.range
    if ours.dark + ours.bright > theirs.dark + theirs.bright + 0.02:
        reasons.append(Loss(LossKind.TONES))
    return reasons or [Loss(LossKind.SOURCE, reverse)]


def _resolves_more(found: Comparison) -> bool:
    """Whether the second resolves more than the first.

    A small copy may be sharper than the large one is at its size; which has a fine structure of its own.
    """
    if found.scale < 1 and _has_its_own_detail(found):
        return False
    if found.scale > 1 and _is_crisp_page(found):
        return True
    if found.scale > 1.05:
        return found.beyond.falloff > _NATURAL and found.beyond.explained < 0.8
    return float(np.mean(found.balance[2:])) < -0.5


_SURELY = 0.97
"""The odds asked of a copy that resolves more than its original: it was sharpened, or it is the original."""
_LIKELY = 0.7
"""The odds from which a group may answer the doubt, see `core.match.vouching`."""
_SEEN_OUTSIDE, _CUT_OFF, _WRITTEN = 0.03, 0.008, 0.005
_ALIKE = 0.65
_SHOWN_LARGER = 1.03
_ENLARGED, _NO_ENLARGEMENT = 0.73, 0.1
"""Odds that the larger of two is an enlargement. 0.91 of enlargements have 0.7 or more, 0.79 of those of soft
pictures, and 0.07 of soft pictures that are none (families that took no part in the fit)."""
_SAVED, _RINGING, _ROUNDED = 6.0, 0.01, 0.35
"""Of charts and screens that were never lossy some look rounded by 0.3 (18 screenshots and plots)."""
_TURNED = 25.0
_NATURAL = -2.3
