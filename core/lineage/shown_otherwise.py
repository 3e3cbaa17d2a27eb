"""What one of two pictures shows otherwise: other words, another person at one spot, a thing in another
colour."""

import numpy as np

from core.lineage.measures import Comparison
from core.lineage.siblings import TONED, WORD, carries_rounding


def shown_otherwise(found: Comparison) -> float:
    """The share of the picture that is drawn or written otherwise, seen from the first to the second; 0 for
    none."""
    added = found.additions
    altered = _was_altered(found) and not carries_rounding(found)
    other_words = added.flat > PAGE and added.plain.unlike > _LETTER
    if _was_written_on_twice(found):
        return added.exchanged
    if added.flat > PAGE and added.tinted > _MARK:
        return added.tinted
    if added.plain.area > WORD and (
        other_words or altered or added.both > _MARK or _shows_something_else(found)
    ):
        return added.plain.area
    return added.recoloured if _shows_another_colour(found) else 0.0


def _was_written_on_twice(found: Comparison) -> bool:
    """Whether either picture shows something of its own in one place: other words, another date."""
    return found.additions.exchanged > (_MARK if _is_smoother(found) else _EXCHANGED)


def _shows_something_else(found: Comparison) -> bool:
    """Whether a place shows one thing in one picture and another in the other: two people at one spot.

    What was laid over a picture is plainer than the picture, or it has sharper edges; and what was made of a
    JPEG keeps its rounding elsewhere.
    """
    plain, ours, theirs = found.additions.plain, found.additions.a, found.additions.b
    pictured = abs(theirs.flat - ours.flat) < _AS_PLAIN and plain.seams > -_SEAMED and plain.busy > -_DRAWN_ON
    otherwise = plain.area > _THING and plain.unlike > _WHOLLY * plain.area
    return otherwise and pictured and not carries_rounding(found)


def _shows_another_colour(found: Comparison) -> bool:
    """Whether one thing has two colours: a car in red and in blue."""
    toned = found.shift > TONED or is_grey(found.b.range.colour)
    return found.additions.recoloured > _MARK and not toned and not carries_rounding(found)


def _is_smoother(found: Comparison) -> bool:
    """Whether the second picture is smoother everywhere."""
    return float(np.mean(found.balance[2:])) > _SMOOTHER


def _was_altered(found: Comparison) -> bool:
    """Whether places that differ show edges or structure in the first picture that the second has not, or
    something else, and hardly less of it: what was laid over the second has more than what was under it.

    Of two copies of a third the better saved one may be the altered one: words, a circle drawn. A second
    picture that is smoother everywhere tells nothing.
    """
    plain = found.additions.plain
    something_else = plain.unlike > WORD and plain.seams + plain.busy > -_BARER
    more = plain.seams > _EDGED or plain.busy > _BUSIER or something_else
    return more and not _is_smoother(found) and not _was_laid_over(found)


def _was_laid_over(found: Comparison) -> bool:
    """Whether places that differ are plain in the second picture, where the first goes on as it is around
    them: a sticker, a bar with words. What was drawn over plain ground stands out from it."""
    plain, ours, theirs = found.additions.plain, found.additions.a, found.additions.b
    as_around = ours.flat > -_STANDS_OUT and plain.seams < _OUTLINED and plain.busy < _DRAWN
    return theirs.flat > _PLAINER and as_around


def is_grey(colour: float) -> bool:
    return colour < 3.0


PAGE = 0.55
_LETTER, _MARK = 0.0001, 0.001
_EXCHANGED = 0.00025
"""0.98 of copies have none of it, and the others, softer than the photo, stay below `_MARK`; a date in
a corner has 0.0003 to 0.0008 (training photos, and `coco128`)."""
_THING, _WHOLLY, _AS_PLAIN, _SEAMED, _DRAWN_ON = 0.003, 0.9, 0.1, 0.25, 0.55
"""One of 39 stickers, captions and watermarks looks like that, and half of other things pasted into two
copies of a photo that nothing else told."""
_EDGED, _BUSIER, _SMOOTHER, _BARER = 0.2, 0.4, 0.15, 0.2
"""Of 150 pairs of a photo and its copy 6 look altered, of 80 of a plain and an altered copy 22 (training
photos)."""
_PLAINER, _STANDS_OUT, _OUTLINED, _DRAWN = 0.25, 0.12, 0.3, 1.1
"""Shares, and logarithms: of 70 copies that looked altered 28 are told so, most with stickers or captions, of
206 plain copies beside altered ones none (training photos)."""
