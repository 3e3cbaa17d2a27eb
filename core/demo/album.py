"""What lies in the demo's library: who was where, and what became of the photos since."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.demo import edits
from core.demo.brushes import Scene
from core.demo.edits import Edit
from core.demo.landscapes import (
    beach_from_above,
    birch_wood,
    dunes,
    lavender,
    mountain_lake,
    snowed_in,
    sunset_sea,
)
from core.demo.nights import aurora, city_at_dusk, fireworks, full_moon, party_lights, starry_night
from core.demo.subjects import balloons, coffee, daisy, fruit_bowl, red_bridge

BURST_STEP = timedelta(seconds=1.4)


@dataclass(frozen=True, slots=True)
class Copy:
    """A file made from a photo. Without an edit it is the same bytes.

    The suffix of `path` gives the format. `quality` is for JPEG and WebP.
    """

    path: str
    edit: Edit | None = None
    quality: int = 88
    keeps_exif: bool = False


@dataclass(frozen=True, slots=True)
class Motif:
    """One scene that was photographed, once or in a burst, and its copies."""

    scene: Scene
    number: int
    taken: datetime
    frames: int = 1
    upright: bool = False
    on_its_side: bool = False
    copies: Sequence[Copy] = field(default_factory=tuple)

    def frame_path(self, frame: int) -> str:
        return f"DCIM/100DEMO/IMG_{self.number + frame}.JPG"


_CHAT = edits.shrunk(960)

BROKEN = "DCIM/100DEMO/IMG_2096.JPG"

ALBUM = (
    Motif(
        mountain_lake,
        2041,
        datetime(2024, 5, 14, 10, 12, 31, 420_000),
        copies=(
            Copy("WhatsApp Images/IMG-20240514-WA0007.jpg", _CHAT, 60),
            Copy("Edited/IMG_2041-bw.jpg", edits.black_and_white, 92, keeps_exif=True),
            Copy("Backup/May 2024/IMG_2041.JPG"),
        ),
    ),
    Motif(
        lavender,
        2046,
        datetime(2024, 6, 30, 18, 44, 9),
        copies=(
            Copy("Website/lavender.webp", edits.watermarked("© NearDup Demo"), 82),
            Copy("Website/lavender-small.jpg", edits.shrunk(480), 80),
        ),
    ),
    Motif(
        balloons,
        2052,
        datetime(2024, 7, 6, 6, 58, 17, 100_000),
        frames=3,
        copies=(Copy("WhatsApp Images/IMG-20240706-WA0003.jpg", _CHAT, 60),),
    ),
    Motif(
        beach_from_above,
        2059,
        datetime(2024, 7, 19, 13, 5, 50),
        copies=(
            Copy("Edited/beach.jpg", edits.cropped(0.12, 0.06, 0.05, 0.10), 90, keeps_exif=True),
            Copy("Edited/beach-mirrored.jpg", edits.mirrored, 90),
        ),
    ),
    Motif(
        sunset_sea,
        2063,
        datetime(2024, 7, 19, 21, 2, 44, 730_000),
        frames=3,
        copies=(
            Copy("Edited/Postcard for Grandma.jpg", edits.captioned("Greetings from the sea"), 90),
            Copy("Backup/Summer 2024/IMG_2063.JPG"),
        ),
    ),
    Motif(
        starry_night,
        2069,
        datetime(2024, 8, 12, 23, 41, 0),
        upright=True,
        copies=(Copy("Wallpapers/stars.png", edits.cropped(0, 0.05, 0, 0.02)),),
    ),
    Motif(
        daisy,
        2071,
        datetime(2024, 5, 25, 11, 20, 3),
        frames=2,
        copies=(
            Copy("Instagram/daisy.jpg", edits.square, 85),
            Copy("Backup/May 2024/IMG_2071.JPG"),
        ),
    ),
    Motif(
        dunes,
        2076,
        datetime(2024, 9, 21, 17, 31, 12),
        copies=(
            Copy("Edited/IMG_2076-warm.jpg", edits.warmed, 92, keeps_exif=True),
            Copy("Website/dunes.webp", edits.shrunk(1000), 78),
        ),
    ),
    Motif(
        birch_wood,
        2080,
        datetime(2024, 10, 13, 15, 9, 27),
        upright=True,
        on_its_side=True,
        copies=(
            Copy("Edited/birches.png", edits.shrunk(960)),
            Copy("WhatsApp Images/IMG-20241013-WA0012.jpg", _CHAT, 60),
        ),
    ),
    Motif(
        city_at_dusk,
        2084,
        datetime(2024, 10, 26, 18, 17, 55),
        copies=(
            Copy("Instagram/skyline.jpg", edits.square, 85),
            Copy("WhatsApp Images/IMG-20241026-WA0001.jpg", _CHAT, 60),
            Copy("WhatsApp Images/Sent/IMG-20241026-WA0001.jpg", _CHAT, 60),
        ),
    ),
    Motif(
        red_bridge,
        2088,
        datetime(2024, 11, 2, 8, 33, 40),
        copies=(
            Copy("Edited/bridge-bw.jpg", edits.black_and_white, 90, keeps_exif=True),
            Copy("Edited/bridge-print.jpg", edits.framed, 92),
        ),
    ),
    Motif(
        fruit_bowl,
        2092,
        datetime(2024, 11, 10, 12, 2, 18),
        copies=(
            Copy("Edited/IMG_2092-bright.jpg", edits.brightened, 90, keeps_exif=True),
            Copy("Edited/fruit-crop.jpg", edits.cropped(0.08, 0.20, 0.10, 0.02), 90),
        ),
    ),
    Motif(
        coffee,
        2099,
        datetime(2024, 12, 1, 9, 48, 5),
        copies=(Copy("Downloads/IMG_2099.JPG"), Copy("Downloads/IMG_2099 (1).JPG")),
    ),
    Motif(
        snowed_in,
        2103,
        datetime(2024, 12, 24, 16, 20, 36, 500_000),
        frames=2,
        copies=(
            Copy("Edited/Christmas card.jpg", edits.captioned("Merry Christmas!"), 90),
            Copy("WhatsApp Images/IMG-20241224-WA0021.jpg", _CHAT, 60),
        ),
    ),
    Motif(fireworks, 2108, datetime(2025, 1, 1, 0, 3, 11)),
    Motif(party_lights, 2106, datetime(2024, 12, 31, 22, 40, 2)),
    Motif(aurora, 2113, datetime(2025, 2, 8, 22, 15, 30)),
    Motif(full_moon, 2117, datetime(2025, 3, 14, 3, 58, 49)),
)
