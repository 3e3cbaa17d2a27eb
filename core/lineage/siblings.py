"""Whether two pictures are copies of a third, of which the one that would stay was changed."""

from core.lineage.measures import Comparison
from core.lineage.rounded_from import UNTONED


def doubt_of(found: Comparison, descends: float) -> float:
    """The odds that the first picture is a changed copy of what the second is a plain copy of; 0 where there
    is no reason to ask.

    Of siblings that differ in nothing but how they were saved either may go.
    """
    differs = found.additions.plain.area > WORD or found.shift > TONED
    if carries_rounding(found):
        return 0.0
    if found.additions.uneven > _UNEVEN:
        return max(1 - descends, _EVEN)
    if found.additions.smoothed_a > _SKIN:
        return _UNANSWERED if found.additions.smoothed_a > _PLAINLY else max(1 - descends, _EVEN)
    if not differs:
        return 0.0
    if _was_smoothed(found):
        return max(1 - descends, _EVEN)
    if (found.shift > TONED and found.held_b > _HELD) or _was_rounded_from_another(found):
        return max(1 - descends, _EVEN)
    return 1 - descends if descends < _DESCENDS else 0.0


def _was_smoothed(found: Comparison) -> bool:
    """Whether places that differ are smooth in the first picture and as their surroundings in the second:
    a face made unreadable, a glare, a thing painted over."""
    ours, theirs = found.additions.a, found.additions.b
    smooth = ours.structure < -_SMOOTHED and theirs.structure > -_AS_AROUND and theirs.flat < 2 * _PLAIN
    plain = ours.flat > _PLAIN / 2 and ours.flat - theirs.flat > _PLAIN
    return found.additions.plain.area > WORD and (smooth or plain)


def carries_rounding(found: Comparison) -> bool:
    """Whether the second picture keeps the JPEG rounding of the first, as only what was made of it does."""
    mark = found.a.imprint
    return mark.count >= TOLD and mark.off < _NEAR_MULTIPLES


def _was_rounded_from_another(found: Comparison) -> bool:
    """Whether the second picture is a JPEG that was saved from something else than the first as it is.

    What was filtered on the way is no witness.
    """
    rounded = found.b.rounded
    unfiltered = max(map(abs, found.balance[:3])) < _FILTERED
    told = rounded.count >= _FREQUENCIES and rounded.by_another > _TELLS
    much, share = (_BEYOND, _SHARE) if found.shift < UNTONED else (_BEYOND_TONED, _SHARE_TONED)
    return unfiltered and told and rounded.beyond > max(much, share * rounded.by_another)


_FREQUENCIES, _TELLS, _FILTERED = 500, 0.1, 0.15
_BEYOND, _SHARE = 0.2, 0.25
_BEYOND_TONED, _SHARE_TONED = 0.4, 0.35
"""Grey values, and shares of what another copy has beyond the cells. What a JPEG was saved from has 0.0 where
a place was changed and up to 0.3 under another's skin; 0.2 of it after a change of tones, which is only known
roughly. Another copy has half of it and more, or as little where both are of a JPEG that the changed one was
saved as (15 photos of `springclean`, 8 drawn wallpapers)."""
WORD, TONED = 0.0004, 5.0
"""A share of the picture, and grey values: less than that is no word and no change of tones."""
TOLD, _NEAR_MULTIPLES = 150, 0.17
_DESCENDS, _EVEN = 0.15, 0.5
_HELD = 6.0
"""Grey values by which a picture goes on where the other is clipped: 0.11 of 622 toned copies do beside what
they were made of, of 247 plain copies beside stretched or coloured ones 0.49 (training photos)."""
_SMOOTHED, _AS_AROUND, _PLAIN = 0.3, 0.2, 0.2
"""0.05 of copies stay below, of plain copies beside blurred or pixelated places 0.4 (training photos)."""
_UNEVEN = 0.14
"""Of plain and of toned copies none has more than 0.03, of strongly sharpened ones a few 0.18; darkened
corners, skies and sides have 0.12 to 0.47 (54 pairs of training photos)."""
_PLAINLY, _UNANSWERED = 0.04, 0.95
"""A share of the picture, and a doubt that no group answers: an edit has copies too, which would vouch."""
_SKIN = 0.004
"""Of 1,544 copies of all kinds beside what they were made of six have as much, of 726 photos beside a copy
with two smoothed places 0.86 have, by filters of 3 and 5 pixels (training photos)."""
