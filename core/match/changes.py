"""What kinds of changes a copy may show: in its geometry, its tones, its colours, or laid over it."""

from core.photo import Change

GEOMETRY = frozenset(
    {
        Change.RESIZED,
        Change.CROPPED,
        Change.SURROUNDED,
        Change.OVERLAPPING,
        Change.MIRRORED,
        Change.ROTATED,
        Change.TILTED,
        Change.STRETCHED,
    }
)
TONES = frozenset({Change.BRIGHTER, Change.DARKER, Change.MORE_CONTRAST, Change.LESS_CONTRAST})
COLOURS = frozenset({Change.GREY, Change.TINTED, Change.COLOURED, Change.OTHER_COLOURS})
LAID_OVER = frozenset({Change.COVERED})
