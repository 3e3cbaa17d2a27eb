"""Which frames a camera shot in one go: separate photos, and one stack to show.

    IMG_20200101_120000_BURST003.jpg              Huawei, Honor: the frame's number at the end
    00003IMG_00003_BURST20171111030039145.jpg     Nexus, Pixel: number, then the burst's time
    DSC_0003_BURST20180512112358123.JPG           Sony
    20180512_112358_003.jpg                       Samsung

Source: immich-go.
"""

import re
from dataclasses import dataclass

from core.companions.patterns import folded


@dataclass(frozen=True, slots=True)
class Burst:
    """One frame of a burst: what its stack is called, and its number in it."""

    stack: str
    frame: int


_BURSTS = (
    re.compile(r"(?P<frame>\d{5})img_\d{5}_(?P<stack>burst\d{12,})(?:_cover)?"),
    re.compile(r"dsc_(?P<frame>\d+)_(?P<stack>burst\d{12,})(?:_cover)?"),
    re.compile(r"(?P<stack>.+)_burst(?P<frame>\d{1,4})(?:_cover)?"),
    re.compile(r"(?P<stack>(?:19|20)\d{6}_\d{6})_(?P<frame>\d{3})"),
)


def burst_of(name: str) -> Burst | None:
    """The burst that a photo's name tells of; None for a single photo.

    >>> burst_of("20180512_112358_003.jpg")
    Burst(stack='20180512_112358', frame=3)
    """
    stem = folded(name).rpartition(".")[0] or folded(name)
    found = next((match for burst in _BURSTS if (match := burst.fullmatch(stem))), None)
    return Burst(found["stack"], int(found["frame"])) if found else None
