"""A picture whose header is read and whose size is known, before any pixel is made."""

from dataclasses import dataclass

from PIL import Image

from core.photo import ExifFacts
from core.scan.signalling import ColourSignal


@dataclass(slots=True)
class OpenedPicture:
    """A picture before decoding.

    `image` decodes when it is loaded, and may hold a reduced copy (a RAW file's preview). `width`
    and `height` are those of the full picture as it is stored; `orientation` (EXIF, 1 to 8) is what
    still has to be done to it to stand upright. `jpeg` is the file itself, where it is a JPEG. `signal` says
    how its numbers stand for light, where that is neither as in sRGB nor as in its profile.

    `frames` counts pages, frames of an animation or pictures side by side in the file, 1 for a still. `depth`
    is bits a channel. `has_alpha` says that something is transparent, and `damage`, what a decoder complained
    of though it gave a picture; both are known once the picture is decoded (`core.scan.decode`).
    """

    image: Image.Image
    format: str
    width: int
    height: int
    orientation: int
    exif: ExifFacts
    jpeg: bytes | None = None
    signal: ColourSignal | None = None
    frames: int = 1
    depth: int = 8
    has_alpha: bool = False
    damage: str | None = None

    @property
    def upright_size(self) -> tuple[int, int]:
        return (self.height, self.width) if self.orientation >= 5 else (self.width, self.height)
