"""How a picture's numbers stand for light, where the file says it in another way than by an ICC profile.

Code points are those of ITU-T H.273 (CICP): HEIF and AVIF write them into a colour box, PNG into a chunk of
its own (PNG, third edition, 11.3.2), ICC into a tag of profiles that no curve describes (ICC.1:2022, 9.2.17).
"""

from dataclasses import dataclass

from PIL import Image

from core.scan.iso_media import read_iso

LINEAR, PQ, DCI, HLG = 8, 16, 17, 18
"""Transfer characteristics that are not nearly those of sRGB."""

_UNSPECIFIED = 2
_GAMMA_2_8 = 5

Primaries = tuple[float, float, float, float, float, float, float, float]
"""Chromaticities x and y of red, green, blue and white."""

SRGB: Primaries = (0.64, 0.33, 0.30, 0.60, 0.15, 0.06, 0.3127, 0.329)

_WIDE: dict[int, Primaries] = {
    9: (0.708, 0.292, 0.17, 0.797, 0.131, 0.046, 0.3127, 0.329),
    11: (0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.314, 0.351),
    12: (0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.3127, 0.329),
}
"""BT.2020, and P3 with the white of cinemas and of displays. Those of old televisions are shown as sRGB."""


@dataclass(frozen=True, slots=True)
class ColourSignal:
    """Primaries, and one of the transfer characteristics above, or 0 for a power of `gamma`.

    A transfer of None is sRGB's own, for which that of television passes too.
    """

    primaries: Primaries = SRGB
    transfer: int | None = None
    gamma: float = 1.0

    @property
    def is_hdr(self) -> bool:
        """Whether there may be light that is brighter than white."""
        return self.transfer in (PQ, HLG)


def cicp_signal(primaries: int, transfer: int) -> ColourSignal | None:
    """The signal of two code points; None for one that is shown as sRGB."""
    known = {LINEAR, PQ, DCI, HLG}
    signal = ColourSignal(
        _WIDE.get(primaries, SRGB),
        0 if transfer == _GAMMA_2_8 else transfer if transfer in known else None,
        2.8 if transfer == _GAMMA_2_8 else 1.0,
    )
    return None if signal == ColourSignal() else signal


def signal_of(image: Image.Image, data: bytes, name: str) -> ColourSignal | None:
    """What a file says of its colours besides a profile; None where that leaves it sRGB or to the profile.

    Args:
        image: the opened picture.
        data: the whole file.
        name: its format.
    """
    profile = image.info.get("icc_profile")
    if name == "PNG":
        return _png_signal(data)
    if isinstance(profile, bytes):
        return profile_signal(profile)
    if name in ("HEIC", "HEIF"):
        nclx: dict[str, int] = image.info.get("nclx_profile") or {}
        points = nclx.get("color_primaries", _UNSPECIFIED), nclx.get("transfer_characteristics", _UNSPECIFIED)
        return cicp_signal(*points)
    return cicp_signal(*read_iso(data).code_points) if name == "AVIF" else None


def profile_signal(profile: bytes) -> ColourSignal | None:
    """The signal of a profile for light that is brighter than white, which colour management does not map."""
    count = int.from_bytes(profile[128:132], "big")
    for at in range(132, min(132 + 12 * count, len(profile) - 11), 12):
        if profile[at : at + 4] == b"cicp":
            start = int.from_bytes(profile[at + 4 : at + 8], "big")
            points = profile[start + 8 : start + 12]
            signal = cicp_signal(points[0], points[1]) if len(points) == 4 else None
            return signal if signal is not None and signal.is_hdr else None
    return None


def _png_signal(data: bytes) -> ColourSignal | None:
    """By rank: code points, a profile, sRGB, last a gamma and chromaticities (PNG, third edition, 13.13)."""
    chunks = _chunks_before_pixels(data)
    if len(points := chunks.get(b"cICP", b"")) == 4:
        return cicp_signal(points[0], points[1])
    gamma = int.from_bytes(chunks.get(b"gAMA", b""), "big") / 100_000
    if not chunks.keys().isdisjoint((b"iCCP", b"sRGB")) or not 0.05 < gamma <= 10:
        return None
    numbers = chunks.get(b"cHRM", b"")
    values = [int.from_bytes(numbers[at : at + 4], "big") / 100_000 for at in range(0, 32, 4)]
    white, rest = values[:2], values[2:]
    primaries: Primaries = (*rest, *white) if len(numbers) == 32 else SRGB  # pyright: ignore[reportAssignmentType]
    if any(abs(a - b) > _HARDLY for a, b in zip(primaries, SRGB, strict=True)) and all(primaries):
        return ColourSignal(primaries, 0, 1 / gamma)
    return None if abs(gamma * _SRGB_GAMMA - 1) < _NEARLY else ColourSignal(SRGB, 0, 1 / gamma)


_SRGB_GAMMA, _NEARLY, _HARDLY = 2.2, 0.05, 0.01
"""The power that sRGB is nearest to, and how far a file's may be from that, as chromaticities from sRGB's."""


def _chunks_before_pixels(data: bytes) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    at = 8
    while at + 8 <= len(data) and (name := data[at + 4 : at + 8]) != b"IDAT":
        length = int.from_bytes(data[at : at + 4], "big")
        found.setdefault(name, data[at + 8 : at + 8 + min(length, _LONG)])
        at += 12 + length
    return found


_LONG = 32
"""Bytes of the longest chunk that is looked into."""
