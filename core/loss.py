"""What would be lost with a photo: why it is no mere copy of the one that stays."""

from dataclasses import dataclass
from enum import StrEnum


class LossKind(StrEnum):
    """What one photo holds that another does not, so that it is no mere copy of it; in brackets the
    number."""

    EXTENT = "extent"
    """It shows more at its edges (share of it that the other lacks)."""
    DETAIL = "detail"
    """It resolves more in what both show."""
    CLEAN = "clean"
    """The other has something laid over it: a caption, a logo, a sticker (share of the picture)."""
    CONTENT = "content"
    """Something is drawn or written otherwise, or somebody moved (share of the picture)."""
    COLOUR = "colour"
    """The other is black and white, or in other colours."""
    TONES = "tones"
    """The other has lost highlights or shadows."""
    DEPTH = "depth"
    """More bits a channel, or light beyond white (bits)."""
    FRAMES = "frames"
    """Pages, frames of an animation, pictures of a burst (their number)."""
    TRANSPARENCY = "transparency"
    FILM = "film"
    """A film behind the picture."""
    DEPTH_MAP = "depth_map"
    """A map of depths, or a mask of a person, for a phone's portraits."""
    SECOND_PICTURE = "second_picture"
    """Another picture in the file: the sharp one of a blurred portrait, that of a phone's other lens."""
    AUDIO = "audio"
    """A recording in the file."""
    PANORAMA = "panorama"
    """The marks by which programs let people look around in it."""
    LAYERS = "layers"
    """Layers of an editor, in a file that shows one picture."""
    CREDENTIALS = "credentials"
    """Signed words on how it came about (C2PA)."""
    DATA = "data"
    """Something in its file that is not read here: a maker's own data."""
    SOUND = "sound"
    """The other is damaged."""
    SOURCE = "source"
    """The other was made of it, or it is not certain which was made of which."""
    SIBLING = "sibling"
    """Both may be copies of a third photo, and the other one may have been changed (the odds of that)."""
    EDIT = "edit"
    """One is a person's or a phone's edit of the other."""
    COMPANION = "companion"
    """Files that belong to it, such as a RAW, a film or a sidecar (their number)."""
    FACTS = "facts"
    """The date, the place or the camera."""
    UNSEEN = "unseen"
    """The two have not been compared at full size."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that would be lost if a photo went in favour of another."""

    kind: LossKind
    amount: float = 0.0
