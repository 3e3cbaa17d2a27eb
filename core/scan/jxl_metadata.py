"""What a JPEG XL codestream says before its first frame (ISO/IEC 18181-1: SizeHeader and ImageMetadata)."""

from dataclasses import dataclass

from core.scan.bits import Bits

SIGNATURE = b"\xff\x0a"

Steps = tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]
"""The four ways to write a number: a start, and how many bits to add to it."""


@dataclass(frozen=True, slots=True)
class JxlMetadata:
    """What holds for all frames. `bits` is the depth of a channel.

    `frames_at` is the byte of the first frame, or of the compressed colour profile that lies before it where
    `has_profile`.
    """

    width: int
    height: int
    bits: int = 8
    is_animated: bool = False
    has_timecodes: bool = False
    has_preview: bool = False
    extra_channels: int = 0
    is_xyb: bool = True
    has_profile: bool = False
    frames_at: int = 0


def read_metadata(codestream: bytes) -> JxlMetadata:
    """Read everything up to the first frame; a picture of one pixel where it is no codestream."""
    if codestream[:2] != SIGNATURE:
        return JxlMetadata(1, 1)
    bits = Bits(codestream, 2)
    width, height = _size(bits)
    is_animated = has_timecodes = has_preview = has_profile = False
    depth, extra, is_xyb = 8, 0, True
    if not bits.take(1):  # else all as usual
        has_more = bits.take(1)
        if has_more:
            bits.take(3)  # orientation
            if bits.take(1):  # a size to show it at
                _size(bits)
            has_preview = bool(bits.take(1))
            if has_preview:
                _preview_size(bits)
            is_animated = bool(bits.take(1))
            has_timecodes = is_animated and _animation(bits)
        depth = _depth(bits)
        bits.take(1)  # whether 16 bits suffice in between
        extra = u32(bits, ((0, 0), (1, 0), (2, 4), (1, 12)))
        for _ in range(extra):
            _extra_channel(bits)
        is_xyb = bool(bits.take(1))
        has_profile = _colours(bits)
        if has_more and not bits.take(1):  # tone mapping
            f16s(bits, 2)
            bits.take(1)
            f16s(bits, 1)
        skip_extensions(bits)
    if not bits.take(1):  # transforms of its own
        if is_xyb and not bits.take(1):
            f16s(bits, 16)
        mask = bits.take(3)
        f16s(bits, sum(count for place, count in enumerate((15, 55, 210)) if mask >> place & 1))
    return JxlMetadata(
        width,
        height,
        depth,
        is_animated,
        has_timecodes,
        has_preview,
        extra,
        is_xyb,
        has_profile,
        bits.to_whole_byte(),
    )


def u32(bits: Bits, steps: Steps) -> int:
    """A number that says by two bits in which of four ways it is written."""
    start, count = steps[bits.take(2)]
    return start + bits.take(count)


def u64(bits: Bits) -> int:
    """A number of up to 64 bits that takes two where it is zero."""
    way = bits.take(2)
    if way < 3:
        return (0, 1, 17)[way] + bits.take((0, 4, 8)[way])
    value, shift = bits.take(12), 12
    while shift < 64 and bits.take(1):
        count = min(8, 64 - shift)
        value |= bits.take(count) << shift
        shift += count
    return value


def f16s(bits: Bits, count: int) -> None:
    """Skip numbers with a fraction."""
    bits.at += 16 * count


def skip_name(bits: Bits) -> None:
    """Skip a text."""
    length = u32(bits, ((0, 0), (0, 4), (16, 5), (48, 10)))
    bits.at += 8 * length


def skip_extensions(bits: Bits) -> None:
    """Skip what later versions of the format may add."""
    lengths = [u64(bits) for _ in range(u64(bits).bit_count())]
    bits.at += sum(lengths)


_ENUM: Steps = ((0, 0), (1, 0), (2, 4), (18, 6))


def _size(bits: Bits) -> tuple[int, int]:
    in_eights = bits.take(1)

    def side() -> int:
        return 8 * (1 + bits.take(5)) if in_eights else 1 + bits.take((9, 13, 18, 30)[bits.take(2)])

    height = side()
    ratio = bits.take(3)
    if ratio == 0:
        return side(), height
    across, down = ((1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))[ratio - 1]
    return height * across // down, height


def _preview_size(bits: Bits) -> None:
    in_eights = bits.take(1)
    steps: Steps = (
        ((16, 0), (32, 0), (1, 5), (33, 9)) if in_eights else ((1, 6), (65, 8), (321, 10), (1345, 12))
    )
    u32(bits, steps)
    if bits.take(3) == 0:
        u32(bits, steps)


def _animation(bits: Bits) -> bool:
    """Skip how fast it runs and how often; whether its frames have time codes."""
    u32(bits, ((100, 0), (1000, 0), (1, 10), (1, 30)))
    u32(bits, ((1, 0), (1001, 0), (1, 8), (1, 10)))
    u32(bits, ((0, 0), (0, 3), (0, 16), (0, 32)))
    return bool(bits.take(1))


def _depth(bits: Bits) -> int:
    if bits.take(1):  # floats
        depth = u32(bits, ((32, 0), (16, 0), (24, 0), (1, 6)))
        bits.take(4)
        return depth
    return u32(bits, ((8, 0), (10, 0), (12, 0), (1, 6)))


def _extra_channel(bits: Bits) -> None:
    if bits.take(1):  # all as usual: transparency of eight bits
        return
    kind = u32(bits, _ENUM)
    _depth(bits)
    u32(bits, ((0, 0), (3, 0), (4, 0), (1, 3)))
    skip_name(bits)
    if kind == _ALPHA:
        bits.take(1)
    elif kind == _SPOT:
        f16s(bits, 4)
    elif kind == _COLOUR_FILTER:
        u32(bits, ((1, 0), (0, 2), (3, 4), (19, 8)))


_ALPHA, _SPOT, _COLOUR_FILTER = 0, 2, 5


def _colours(bits: Bits) -> bool:
    """Skip the description of the colours; whether a profile follows instead."""
    if bits.take(1):  # sRGB
        return False
    has_profile, space = bool(bits.take(1)), u32(bits, _ENUM)
    if has_profile:
        return True
    if space != _XYB and u32(bits, _ENUM) == _CUSTOM:  # white point
        _chromaticities(bits, 1)
    if space not in (_GREY, _XYB) and u32(bits, _ENUM) == _CUSTOM:  # primaries
        _chromaticities(bits, 3)
    if space != _XYB:
        if bits.take(1):  # gamma
            bits.take(24)
        else:
            u32(bits, _ENUM)
    u32(bits, _ENUM)  # rendering intent
    return False


_GREY, _XYB, _CUSTOM = 1, 2, 2


def _chromaticities(bits: Bits, count: int) -> None:
    for _ in range(2 * count):
        u32(bits, ((0, 19), (524288, 19), (1048576, 20), (2097152, 21)))
