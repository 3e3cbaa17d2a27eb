"""What two pictures at full size say about which of them was made of the other, as plain numbers."""

import math
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from core.lineage.additions import Additions, additions
from core.lineage.alignment import Alignment, align, drawn, inverse, windows
from core.lineage.around import Around, around
from core.lineage.detail import Beyond, Spectra, beyond, filtered
from core.lineage.imprint import Imprint, coefficients, earlier_rounding, grids, imprint
from core.lineage.middle import median, medians
from core.lineage.picture import FullPicture, Light, Mapping2D, light
from core.lineage.rounded_from import UNTONED, RoundedFrom, rounded_from
from core.lineage.tones import Range, Toning, applied_light, hue_turn, tonal_range, toning
from core.match.opencv import open_cv

SIDE = 128
_MARGIN = 16
_MOST = 8
_LARGER = 1.12
"""Below that step nothing lies between the limits of the two."""
_EVERY = 3
"""Pixels between two that tell of the tones."""


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """What one picture shows of its own past, in the windows that were compared."""

    earlier: float
    grid: float
    other_grid: float
    noise: float
    range: Range
    around: Around
    imprint: Imprint
    """Of this picture's rounding in the other."""
    steps: float
    """The mean step of its JPEG table, low frequencies; 0 for others."""
    rounded: RoundedFrom = field(default_factory=RoundedFrom)
    """Whether it was rounded from the other: where both have one scale, and differ by more than that."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Two pictures compared at full size; `a` and `b` as given, `coarse` tells whether a is the coarser."""

    a: Trace
    b: Trace
    scale: float
    """How many pixels of b make one of a."""
    exact: bool
    response: float
    balance: tuple[float, ...]
    """Per band, the logarithm of a's energy over b's, on the coarser picture's pixels."""
    coherence: tuple[float, ...]
    beyond: Beyond
    """What the finer one holds beyond the coarser one's pixels; nothing where both have one scale."""
    left_a: float
    left_b: float
    turn: float
    turned_together: float
    shift: float
    """By how much their colours differ where they agree, in grey values; about 0 where tones were left."""
    apart: float
    """By how much they differ as they are, on average, in grey values."""
    held_a: float
    held_b: float
    """How much each varies where the other is clipped, in grey values."""
    additions: Additions
    """`seams` and `busy` positive where a has more of them."""
    alike: float
    """How well the typical window agrees once tones and sharpness are made the same, -1 to 1."""
    equal: bool
    """The same pixels."""

    def swapped(self) -> "Comparison":
        """The same, seen from b to a."""
        return replace(
            self,
            a=self.b,
            b=self.a,
            scale=1 / self.scale,
            balance=tuple(-value for value in self.balance),
            left_a=self.left_b,
            left_b=self.left_a,
            held_a=self.held_b,
            held_b=self.held_a,
            additions=self.additions.swapped(),
        )


def compare(a: FullPicture, b: FullPicture, guess: Mapping2D) -> Comparison | None:
    """Compare two pictures to the pixel; None where they cannot be brought into one frame.

    Args:
        a: one picture.
        b: another.
        guess: pixels of the upright `a` -> pixels of the upright `b`, from their thumbnails.
    """
    found = align(a, b, guess)
    if found is None:
        return None
    alignment, a_is_coarse = found
    coarse, fine = alignment.coarse, alignment.fine
    side = min(SIDE, (min(coarse.width, coarse.height) - 2 * _MARGIN) // 8 * 8)
    if side < 32:
        return None
    places = windows(coarse, fine, alignment.mapping, side, _MOST, _MARGIN)
    if not places:
        places = windows(coarse, fine, alignment.mapping, 32, _MOST, 0)
        side = 32
        if not places:
            return None
    margin = _MARGIN if side > 32 else 0
    pairs = [alignment.patch(x - margin, y - margin, side + 2 * margin, side + 2 * margin) for x, y in places]
    own = np.concatenate([p[::_EVERY, ::_EVERY].reshape(-1, 3) for p, _ in pairs]).astype(np.float32)
    other = np.concatenate([q[::_EVERY, ::_EVERY].reshape(-1, 3) for _, q in pairs])
    tones = toning(own, other)
    trace_coarse, trace_fine, spectra, alike = _traces(alignment, places, pairs, tones, side, margin)
    beyond_it = beyond(alignment, places[:6], side) if alignment.step > _LARGER else Beyond()
    back = inverse(alignment.mapping)
    trace_coarse = _completed(trace_coarse, coarse, own, around(coarse, fine, alignment.mapping))
    trace_fine = _completed(trace_fine, fine, other, around(fine, coarse, back))
    added = additions(alignment, tones.to_first, tones.to_second)
    if alignment.exact and (tones.shift > UNTONED or added.plain.area > 0):
        trace_coarse, trace_fine = _with_roundings(alignment, places, side, tones, trace_coarse, trace_fine)
    turn, together = hue_turn(own, other)
    sign = 1 if a_is_coarse else -1
    first, second = (trace_coarse, trace_fine) if a_is_coarse else (trace_fine, trace_coarse)
    lefts = (tones.left_first, tones.left_second)
    left_a, left_b = lefts if a_is_coarse else lefts[::-1]
    held = tones.held_first, tones.held_second
    held_a, held_b = held if a_is_coarse else held[::-1]
    equal = alignment.exact and coarse.pixels.shape == fine.pixels.shape and _equal(alignment)
    return Comparison(
        first,
        second,
        alignment.step if a_is_coarse else 1 / alignment.step,
        alignment.exact,
        alignment.response,
        tuple(sign * value for value in spectra.balance()),
        tuple(spectra.coherence()),
        beyond_it,
        left_a,
        left_b,
        turn,
        together,
        tones.shift,
        tones.apart,
        held_a,
        held_b,
        added if a_is_coarse else added.swapped(),
        alike,
        equal,
    )


def _equal(alignment: Alignment) -> bool:
    coarse = alignment.coarse
    for top in range(0, coarse.height, _BAND):  # most differ in the first band
        own, other = alignment.patch(0, top, coarse.width, min(_BAND, coarse.height - top))
        if not (other == own).all():
            return False
    return True


_BAND = 64


def _traces(
    alignment: Alignment,
    places: list[tuple[int, int]],
    pairs: list[tuple[NDArray[np.uint8], NDArray[np.float32]]],
    tones: Toning,
    side: int,
    margin: int,
) -> tuple[Trace, Trace, Spectra, float]:
    coarse, fine = alignment.coarse, alignment.fine
    whole = side + 2 * margin
    # Forward: the finer picture in the colours of the coarser, and the other way round.
    mine = [light(p) for p, _ in pairs]
    as_mine = [applied_light(tones.to_first, q) for _, q in pairs]
    spectra = Spectra(whole)
    for y, z in zip(mine, as_mine, strict=True):
        spectra.add(y, z)
    core = slice(margin, margin + side)
    own = np.concatenate([coefficients(y[core, core]) for y in mine])
    gain = spectra.gain()
    sharpened = [filtered(z, gain) for z in as_mine]
    alike = float(np.median([_agreement(y, z) for y, z in zip(mine, sharpened, strict=True)]))
    imprint_coarse = Imprint()
    if coarse.table is not None:
        made = np.concatenate([coefficients(z[core, core]) for z in sharpened])
        imprint_coarse = imprint(own, made, coarse.table)
    trace_coarse = _own_trace(coarse, mine, own, imprint_coarse, margin, side)
    # The finer picture on its own grid, and its rounding in the coarser, where both have one scale.
    fine_windows = _windows_of_fine(alignment, places, side)
    theirs = [light(fine.pixels[y : y + side, x : x + side]) for x, y in fine_windows]
    found = np.concatenate([coefficients(y) for y in theirs]) if theirs else own[:0]
    imprint_fine = Imprint()
    if fine.table is not None and alignment.step < 1.03 and theirs:
        imprint_fine = _imprint_of_fine(alignment, fine_windows, side, tones)
    trace_fine = _own_trace(fine, theirs or as_mine, found, imprint_fine, 0, side)
    return trace_coarse, trace_fine, spectra, alike


def _agreement(one: Light, other: Light) -> float:
    """The correlation of two windows without their finest structure and their light."""
    cv2 = open_cv()
    parts: list[Light] = [
        cv2.GaussianBlur(y, (0, 0), 1.2) - cv2.GaussianBlur(y, (0, 0), 8.0) for y in (one, other)
    ]
    a, b = parts
    energies = (float(np.vdot(part, part)) + len(part) for part in parts)
    return float(np.vdot(a, b)) / math.sqrt(math.prod(energies))


def _windows_of_fine(alignment: Alignment, places: list[tuple[int, int]], side: int) -> list[tuple[int, int]]:
    fine = alignment.fine
    if min(fine.width, fine.height) < side:
        return []
    found: list[tuple[int, int]] = []
    for left, top in places:
        x, y, _ = alignment.mapping @ np.array([left + side / 2 - 0.5, top + side / 2 - 0.5, 1])
        x0, y0 = (
            int(np.clip((v - side / 2) // 8 * 8, 0, (limit - side) // 8 * 8))
            for v, limit in ((x, fine.width), (y, fine.height))
        )
        found.append((x0, y0))
    return found


def _imprint_of_fine(
    alignment: Alignment, places: list[tuple[int, int]], side: int, tones: Toning
) -> Imprint:
    fine, coarse = alignment.fine, alignment.coarse
    assert fine.table is not None
    back = inverse(alignment.mapping)
    margin = _MARGIN
    originals: list[Light] = []
    copies: list[Light] = []
    for x, y in places:
        if not _lies_in(coarse, back, x, y, side, by=1.0):
            continue
        if x < margin or y < margin or x + side + margin > fine.width or y + side + margin > fine.height:
            continue
        originals.append(light(fine.pixels[y - margin : y + side + margin, x - margin : x + side + margin]))
        made = drawn(
            coarse.pixels,
            back,
            x - margin,
            y - margin,
            side + 2 * margin,
            side + 2 * margin,
            1.0,
            alignment.exact,
        )
        copies.append(applied_light(tones.to_second, made))
    if not originals:
        return Imprint()
    spectra = Spectra(side + 2 * margin)
    for one, two in zip(originals, copies, strict=True):
        spectra.add(one, two)
    gain, core = spectra.gain(), slice(margin, margin + side)
    return imprint(
        np.concatenate([coefficients(y[core, core]) for y in originals]),
        np.concatenate([coefficients(filtered(z, gain)[core, core]) for z in copies]),
        fine.table,
    )


def _with_roundings(
    alignment: Alignment,
    places: list[tuple[int, int]],
    side: int,
    tones: Toning,
    of_coarse: Trace,
    of_fine: Trace,
) -> tuple[Trace, Trace]:
    """The traces of both, with what some windows tell of how each was rounded from the other."""
    coarse, fine = alignment.coarse, alignment.fine
    if coarse.table is not None:
        found = [alignment.patch(x, y, side, side) for x, y in places]
        rounded = rounded_from(found, coarse.table, fine.table, tones.to_first, tones.shift)
        of_coarse = replace(of_coarse, rounded=rounded)
    if fine.table is not None:
        found = _on_grid_of_fine(alignment, _windows_of_fine(alignment, places, side), side)
        rounded = rounded_from(found, fine.table, coarse.table, tones.to_second, tones.shift)
        of_fine = replace(of_fine, rounded=rounded)
    return of_coarse, of_fine


def _on_grid_of_fine(
    alignment: Alignment, places: list[tuple[int, int]], side: int
) -> list[tuple[NDArray[np.uint8], NDArray[np.float32]]]:
    """Windows of the finer picture that lie whole in the coarser, and the same of the coarser."""
    fine, coarse, back = alignment.fine, alignment.coarse, inverse(alignment.mapping)
    found: list[tuple[NDArray[np.uint8], NDArray[np.float32]]] = []
    for x, y in places:
        if _lies_in(coarse, back, x, y, side, by=0.5):
            own = fine.pixels[y : y + side, x : x + side]
            found.append((own, drawn(coarse.pixels, back, x, y, side, side, 1.0, exact=True)))
    return found


def _lies_in(picture: FullPicture, mapping: Mapping2D, x: int, y: int, side: int, by: float) -> bool:
    """Whether a window that a mapping leads into a picture lies in it, but for so much of a pixel."""
    corners = mapping[:2] @ np.array([[x, x + side - 1], [y, y + side - 1], [1, 1]])
    last = picture.width - 1 + by, picture.height - 1 + by
    return bool(corners.min() >= -by and (corners.max(axis=1) <= last).all())


def _own_trace(
    picture: FullPicture,
    lights: list[Light],
    found: NDArray[np.float64],
    mark: Imprint,
    margin: int,
    side: int,
) -> Trace:
    core = slice(margin, margin + side)
    tiles = np.stack([y[core, core] if margin else y for y in lights])
    grid, other_grid = grids(tiles)
    table = picture.table
    return Trace(
        earlier=earlier_rounding(found, table) if len(found) else 0.0,
        grid=grid,
        other_grid=other_grid,
        noise=_noise(tiles),
        range=Range(0, 0, 0, 0),
        around=Around(),
        imprint=mark,
        steps=0.0 if table is None else float(table[:3, :3].mean()),
    )


def _completed(trace: Trace, picture: FullPicture, colours: NDArray[np.float32], outside: Around) -> Trace:
    jump = max(1, int(np.sqrt(picture.width * picture.height / 60_000)))
    pixels = picture.pixels[::jump, ::jump].reshape(-1, 3).astype(np.float32)
    return replace(trace, range=tonal_range(pixels), around=outside)


def _noise(tiles: NDArray[np.float32]) -> float:
    """The standard deviation of the finest diagonal structure, in the typical one of some windows."""
    right = tiles[:, :, :-1:2] - tiles[:, :, 1::2]
    fine = np.abs(right[:, :-1:2] - right[:, 1::2]) / 2
    return float(median(medians(fine.reshape(len(tiles), -1)))) / 0.6745
