"""The frames of an animated JPEG XL: how many there are, and the first one as a still of its own.

The plug-in hands out the last frame of an animation. Here the header of the first is rewritten to say that
it is the last (ISO/IEC 18181-1: frame header and table of contents), so that the decoder ends with it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.scan.bits import Bits, joined
from core.scan.jxl_metadata import JxlMetadata, f16s, read_metadata, skip_extensions, skip_name, u32, u64

_REGULAR, _LOW_FREQUENCY, _REFERENCE_ONLY, _SKIP_PROGRESSIVE = 0, 1, 2, 3
_USES_LOW_FREQUENCY_FRAME = 32
_REPLACE, _BLEND, _WEIGHTED_ADD, _MULTIPLY = 0, 2, 3, 4
_TOC_ENTRY = ((0, 10), (1024, 14), (17408, 22), (4211712, 30))
_PLACE_OR_SIZE = ((0, 8), (256, 11), (2304, 14), (18688, 18))
_MOST_FRAMES = 100_000
_LONGEST_PROFILE = 1 << 13
"""Bytes of a compressed colour profile: the usual ones take some hundred."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a frame lies in the codestream (bytes), and where in its header the end is spoken of (bits).

    `rest_at` is what stands behind that in a frame that is not the last, `toc_at` the table of contents.
    """

    start: int
    end: int
    is_shown: bool
    is_last: bool
    last_at: int
    rest_at: int
    toc_at: int


@dataclass(frozen=True, slots=True)
class JxlAnimation:
    """How many frames are shown, and a codestream of the first of them alone."""

    frames: int
    first: bytes


def jxl_animation(codestream: bytes) -> JxlAnimation | None:
    """Walk the frames of an animation.

    Args:
        codestream: all of it, out of its container.

    Returns:
        None where it is a still, damaged, or the sections of its frames are stored in an order of their own.
    """
    header = read_metadata(codestream)
    if not header.is_animated or header.has_preview:
        return None
    shown = _shown(_frames(codestream, header))
    if not shown:
        return None
    first = shown[0]
    if first.is_last:
        return JxlAnimation(1, codestream)
    start = codestream[: first.start]
    bits = Bits(codestream, first.start)
    before = first.last_at - bits.at
    parts = [(bits.take(before), before), (1, 1)]
    bits.at = first.rest_at
    rest = first.toc_at - first.rest_at
    parts.append((bits.take(rest), rest))
    parts.append((0, 1))  # the table of contents is in order
    return JxlAnimation(len(shown), start + joined(parts) + codestream[-(-(first.toc_at + 1) // 8) :])


def _frames(codestream: bytes, header: JxlMetadata) -> list[_Frame]:
    """All frames; empty unless they fill the codestream to its end.

    A colour profile lies before them, compressed, and its length is known only once it is decoded: then the
    place is looked for from which on the most frames that are shown fit.
    """
    furthest = header.frames_at + (_LONGEST_PROFILE if header.has_profile else 0)
    best: list[_Frame] = []
    for start in range(header.frames_at, min(furthest + 1, len(codestream))):
        frames = list(_walked(codestream, header, start))
        if frames and frames[-1].is_last and len(_shown(frames)) >= len(_shown(best)):
            best = frames
    return best


def _shown(frames: list[_Frame]) -> list[_Frame]:
    return [frame for frame in frames if frame.is_shown]


def _walked(codestream: bytes, header: JxlMetadata, at: int) -> Iterator[_Frame]:
    """Frame after frame, as long as they make sense."""
    for _ in range(_MOST_FRAMES):
        frame = _frame(codestream, header, at)
        if frame is None or frame.end > len(codestream):
            return
        if frame.is_last and frame.end < len(codestream):
            return
        yield frame
        if frame.is_last:
            return
        at = frame.end


def _frame(codestream: bytes, header: JxlMetadata, at: int) -> _Frame | None:
    """Read the header and the table of contents of a frame."""
    bits = Bits(codestream, at)
    if bits.take(1):  # all as usual: a regular frame that is the last
        marks, size = (bits.at, bits.at), (header.width, header.height)
        return _placed(bits, len(codestream), at, True, True, marks, size, 1, 1)
    kind, is_modular, flags = bits.take(2), bits.take(1), u64(bits)
    has_own_colours = not header.is_xyb
    if has_own_colours and bits.take(1) and not flags & _USES_LOW_FREQUENCY_FRAME:
        bits.take(6)  # chroma subsampling
    upsampling = 1
    if not flags & _USES_LOW_FREQUENCY_FRAME:
        upsampling = 1 << bits.take(2)
        bits.take(2 * header.extra_channels)
    shift = bits.take(2) if is_modular else 1
    if not is_modular and header.is_xyb:
        bits.take(6)  # scales of the quantisation
    passes = 1 if kind == _REFERENCE_ONLY else _passes(bits)
    size, is_part = (header.width, header.height), False
    if kind == _LOW_FREQUENCY:
        level = 1 + bits.take(2)
        size = tuple(-(-side >> (3 * level)) for side in size)
    elif bits.take(1):  # a size of its own
        is_placed = kind in (_REGULAR, _SKIP_PROGRESSIVE)
        left, top = (_signed(u32(bits, _PLACE_OR_SIZE)) if is_placed else 0 for _ in range(2))
        across, down = u32(bits, _PLACE_OR_SIZE), u32(bits, _PLACE_OR_SIZE)
        is_part = left > 0 or top > 0 or left + across < size[0] or top + down < size[1]
        size = across, down
    is_last, mode, duration = False, _REPLACE, 0
    last_at = bits.at
    if kind in (_REGULAR, _SKIP_PROGRESSIVE):
        mode = _blending(bits, header, is_part)
        for _ in range(header.extra_channels):
            _blending(bits, header, is_part)
        duration = u32(bits, ((0, 0), (1, 0), (0, 8), (0, 32)))
        bits.take(32 if header.has_timecodes else 0)
        last_at = bits.at
        is_last = bool(bits.take(1))
    reference = 0 if kind == _LOW_FREQUENCY or is_last else bits.take(2)
    may_be_referred_to = not is_last and kind != _LOW_FREQUENCY and (duration == 0 or reference)
    is_whole = mode == _REPLACE and not is_part and kind in (_REGULAR, _SKIP_PROGRESSIVE)
    if kind == _REFERENCE_ONLY or (may_be_referred_to and is_whole):
        bits.take(1)
    rest_at = bits.at
    skip_name(bits)
    _loop_filter(bits, bool(is_modular))
    skip_extensions(bits)
    is_shown = kind in (_REGULAR, _SKIP_PROGRESSIVE) and (duration > 0 or is_last)
    scaled = -(-size[0] // upsampling), -(-size[1] // upsampling)
    if max(scaled) > 2 * max(header.width, header.height):
        return None
    return _placed(bits, len(codestream), at, is_shown, is_last, (last_at, rest_at), scaled, passes, shift)


def _placed(
    bits: Bits,
    length_of_all: int,
    at: int,
    is_shown: bool,
    is_last: bool,
    marks: tuple[int, int],
    size: tuple[int, int],
    passes: int,
    shift: int,
) -> _Frame | None:
    """Read the table of contents: how long each section is. None where they are in an order of their own."""
    toc_at = bits.at
    if bits.take(1):
        return None
    side = 128 << shift
    groups = -(-size[0] // side) * -(-size[1] // side)
    low_groups = -(-size[0] // (8 * side)) * -(-size[1] // (8 * side))
    sections = 1 if groups == 1 and passes == 1 else 2 + low_groups + groups * passes
    if bits.to_whole_byte() + sections * _SHORTEST_ENTRY // 8 > length_of_all:
        return None
    length = sum(u32(bits, _TOC_ENTRY) for _ in range(sections))
    return _Frame(at, bits.to_whole_byte() + length, is_shown, is_last, *marks, toc_at)


_SHORTEST_ENTRY = 12
"""Bits of one in the table of contents."""


def _passes(bits: Bits) -> int:
    count = u32(bits, ((1, 0), (2, 0), (3, 0), (4, 3)))
    if count > 1:
        scaled = u32(bits, ((0, 0), (1, 0), (2, 0), (3, 1)))
        bits.take(2 * (count - 1) + 2 * scaled)
        for _ in range(scaled):
            u32(bits, ((0, 0), (1, 0), (2, 0), (0, 3)))
    return count


def _blending(bits: Bits, header: JxlMetadata, is_part: bool) -> int:
    mode = u32(bits, ((0, 0), (1, 0), (2, 0), (3, 2)))
    by_alpha = header.extra_channels > 0 and mode in (_BLEND, _WEIGHTED_ADD)
    if by_alpha:
        u32(bits, ((0, 0), (1, 0), (2, 0), (3, 3)))
    if by_alpha or mode == _MULTIPLY:
        bits.take(1)
    if mode != _REPLACE or is_part:
        bits.take(2)
    return mode


def _loop_filter(bits: Bits, is_modular: bool) -> None:
    if bits.take(1):  # all as usual
        return
    if bits.take(1) and bits.take(1):  # Gaborish with weights of its own
        f16s(bits, 6)
    if bits.take(2):  # iterations of the edge-preserving filter
        if not is_modular and bits.take(1):
            f16s(bits, 8)
        if bits.take(1):
            f16s(bits, 5)
        if bits.take(1):
            f16s(bits, 3 if is_modular else 4)
        if is_modular:
            f16s(bits, 1)
    skip_extensions(bits)


def _signed(number: int) -> int:
    return -(number + 1 >> 1) if number & 1 else number >> 1
