"""How one picture maps onto another, and how well what they share agrees: the evidence for a pair.

Keypoints (or the whole picture, where they are few) give a first guess; a few Gauss-Newton steps on the
band-passed overlap settle it; the blocks of the overlap then say whether this is one picture.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.match.alignment import Guess, keypoint_guess, whole_guesses
from core.match.faint import faint_likeness
from core.match.features import Features
from core.match.opencv import open_cv
from core.match.overlap import Comparison, Frame, Homography
from core.match.refinement import Fit, look, refined
from core.match.residual import residual


@dataclass(frozen=True, slots=True, eq=False)
class Registration:
    """What two pictures share, as seen from the first (`a`) to the second (`b`).

    The mapping is between pictures with a long side of `core.match.features.GREY_SIDE` pixels.
    """

    mapping: Homography
    """Pixels of a -> pixels of b."""
    scale: float
    """How much larger, in length, b shows things than a."""
    rotation: float
    """Degrees in (-180, 180], clockwise, by which a is turned in b (after mirroring, if mirrored)."""
    mirrored: bool
    stretch: float
    """How much more it is scaled one way than the other: 1 is not at all."""
    inliers: int
    """Keypoints that agree; 0 where the whole pictures were laid over each other."""
    covered_a: float
    """The share of a's area that b shows, 0 to 1."""
    covered_b: float
    """The share of b's area that a shows."""
    correlation: float
    """Of the band-passed overlap, -1 to 1."""
    agreement: float
    """The share of blocks with anything to see that agree, 0 to 1."""
    informative: int
    """The number of blocks with anything to see."""
    detail: float
    """The share of the overlap's blocks with anything to see."""
    difference: float
    """The share of the overlap that the largest connected difference takes: a sticker, a moved person."""
    scattered: float
    """The share of the overlap that the other differences take together."""
    unrest: float
    """Root mean square, in thousandths of the overlap's long side, of what blocks are off by."""
    moved: float
    """The share of agreeing blocks that are off by more than their noise explains: depth, or motion."""
    spots: float
    """How much more than the typical block single ones differ, the mean over all, 0 to 1: see `Residual`."""
    exchange: float
    """Of the contrast that those gained and lost, the lesser over the greater, 0 to 1: see `Residual`."""
    typical: float
    """How much of their contrast the typical block differs in, 0 to 1: see `Residual`."""
    displaced: float
    """How much better what differs fits nearby, 0 to 1: see `Spots`."""
    tones: float
    """The share of what differs that has one of two tones, 0 to 1: see `Spots`."""
    drawn: float
    """How much more two tones make up of it in one picture than in the other, 0 to 1: see `Spots`."""
    brightness: float
    """How much lighter b is than a where they agree, in grey values."""
    contrast: float
    """How much more contrast b has than a where they agree: 1 is the same."""

    def swapped(self) -> "Registration":
        """The same evidence, seen from the second to the first."""
        return replace(
            self,
            mapping=np.linalg.inv(self.mapping),
            scale=1 / self.scale,
            rotation=self.rotation if self.mirrored else _degrees(-self.rotation),
            covered_a=self.covered_b,
            covered_b=self.covered_a,
            brightness=-self.brightness,
            contrast=1 / self.contrast,
        )

    @classmethod
    def without_a_search(
        cls,
        *,
        mapping: Homography,
        correlation: float,
        informative: int,
        detail: float,
        unrest: float = 0.0,
        spots: float = 0.0,
        exchange: float = 0.0,
        typical: float = 0.0,
        brightness: float,
        contrast: float,
    ) -> "Registration":
        """That of two pictures that lie on each other as they are, and differ in no place."""
        return cls(
            mapping=mapping,
            scale=1.0,
            rotation=0.0,
            mirrored=False,
            stretch=1.0,
            inliers=0,
            covered_a=1.0,
            covered_b=1.0,
            correlation=correlation,
            agreement=1.0,
            informative=informative,
            detail=detail,
            difference=0.0,
            scattered=0.0,
            unrest=unrest,
            moved=0.0,
            spots=spots,
            exchange=exchange,
            typical=typical,
            displaced=0.0,
            tones=0.0,
            drawn=0.0,
            brightness=brightness,
            contrast=contrast,
        )


def register(a: Features, b: Features, *, closely: bool = True) -> Registration | None:
    """Find how `a` maps onto `b`; None where nothing speaks for it that the two share anything.

    Deterministic, and the same evidence whichever of both comes first.

    Args:
        a: one picture.
        b: another.
        closely: whether to tell one picture from one scene. Where two presses of the shutter are known to be
            no one picture, nothing is looked for mirrored, and no finer frame is needed.
    """
    if b.digest < a.digest:
        found = register(b, a, closely=closely)
        return None if found is None else found.swapped()
    best: Registration | None = None
    soft = min(a.detail, b.detail) < _SOFT
    for guess in _guesses(a, b, closely):
        settled = _settled(a, b, guess, levelled=soft, closely=closely)
        if settled is not None and (best is None or _weight(settled) > _weight(best)):
            best = settled
        if best is not None and _is_clear(best):
            break
    if soft and (best is None or best.agreement < _WORTH_A_LOOK or best.informative < _MANY):
        shapes = _registered_by_shapes(a, b)
        if shapes is not None and (best is None or _weight(shapes) > _weight(best)):
            return shapes
    if best is None:
        return _registered_as_they_lie(a, b) if closely else None
    return _looked_at_closely(a, b, best) if closely else best


_SOFT = 0.2
"""The share of a picture that is not flat, below which its light is levelled: see `compare`."""
_SHAPES_SIDE = 64
_FEWEST_SHAPES = 6
_MUCH_ALIKE = 0.8
_CLEAR = 0.8
_MANY = 20
_WHOLE = 0.95
_FAINTLY_ALIKE = 0.5
"""Of 240 copies of drawn skies, starry nights, sand and walls 0.88 go together so well, and 265 pairs of two
such pictures by 0.06 at most."""
_WORTH_A_LOOK = 0.6
_COARSE, _FINE = 64, 144
"""Long sides of the frames. Steps in them are affine (6 parameters) first, perspective (8) last."""
_RELIABLE, _WELL = 10, 0.7
"""Keypoints that must agree, and the correlation from which the coarse frame would only repeat their map."""
_HOPELESS, _HOPELESS_TOO = 0.3, 0.12
"""Correlations in the coarse and in the fine frame. Of 865 pairs that belong together (walks, copies) none
had less than 0.36 in the coarse one; of the others that got there, nearly half."""
_HOPELESS_THEN, _GOOD_ENOUGH = 0.1, 0.8
"""Before any step, for two presses: the correlation, and the agreement from which steps would change little.
With 0.2 and 0.7 a tenth less time is taken, and 3 % of the views of one place that share little are lost."""
_FEWEST_BLOCKS = 4
_AGREES = 0.5
_DIFFERS = 0.3
_STILL = 0.25
"""Pixels of the frame."""
_FAINT = 1.5
"""Grey values squared: blocks with less contrast show nothing."""


def _guesses(a: Features, b: Features, closely: bool) -> Iterator[Guess]:
    """The likeliest first. Where both look much alike as a whole, keypoints may never be asked for."""
    whole = whole_guesses(a, b)
    yield from (guess for likeness, guess in whole if likeness >= _MUCH_ALIKE)
    found = keypoint_guess(a, b, mirrored=closely)
    if found is not None:
        yield found
    yield from (guess for likeness, guess in whole if likeness < _MUCH_ALIKE)


def _is_clear(found: Registration) -> bool:
    """Whether no other guess needs to be tried. One that leaves parts of both pictures over may have laid one
    half of a picture with repeated parts over the other."""
    whole = max(found.covered_a, found.covered_b) > _WHOLE
    return whole and found.agreement > _CLEAR and found.informative >= _MANY


def _looked_at_closely(a: Features, b: Features, found: Registration) -> Registration:
    """What agrees at first sight is compared once more in a finer frame, where small things can be told."""
    if found.agreement < _WORTH_A_LOOK or max(found.covered_a, found.covered_b) < _WHOLE:
        return found
    left = residual(a, b, found.mapping)
    if left is None:
        return found
    return replace(
        found,
        mapping=left.mapping,
        spots=left.spots,
        exchange=left.exchange,
        typical=left.typical,
        displaced=left.kind.displaced,
        tones=left.kind.tones,
        drawn=left.kind.drawn,
    )


def _registered_by_shapes(a: Features, b: Features) -> Registration | None:
    """Clouds, fog, things far out of focus: nothing to see in fine frames, but large soft shapes."""
    for likeness, guess in (*whole_guesses(a, b), *whole_guesses(a.uncut, b.uncut)):
        if likeness < _MUCH_ALIKE:
            continue
        mapping: Homography = np.concatenate([guess.affine, [[0.0, 0.0, 1.0]]])
        fit = refined(a, b, mapping, _SHAPES_SIDE, (6, 6, 6, 6), levelled=True)
        found = None if fit is None else _judged(fit, guess.inliers)
        if found is not None and found.agreement > _CLEAR and found.informative >= _FEWEST_SHAPES:
            return found
    return None


def _registered_as_they_lie(a: Features, b: Features) -> Registration | None:
    """Next to nothing to see anywhere, but what there is goes together and differs in no place."""
    likeness = faint_likeness(a, b)
    if likeness < _FAINTLY_ALIKE:
        return None
    mapping = np.diag([(b.width - 1) / max(1, a.width - 1), (b.height - 1) / max(1, a.height - 1), 1.0])
    return Registration.without_a_search(
        mapping=mapping,
        correlation=likeness,
        informative=_MANY,
        detail=min(a.detail, b.detail),
        brightness=float(b.grey.mean()) - float(a.grey.mean()),
        contrast=1.0,
    )


def _weight(found: Registration) -> float:
    return (
        found.agreement
        * np.sqrt(found.informative)
        * found.correlation
        * max(found.covered_a, found.covered_b)
    )


def _settled(a: Features, b: Features, guess: Guess, *, levelled: bool, closely: bool) -> Registration | None:
    """Make a guess exact, in a coarse frame first unless both lie well on each other from the start.

    Two presses, which are one scene at most, need not lie exactly: where a guess is good enough it stays.
    """
    mapping: Homography = np.concatenate([guess.affine, [[0.0, 0.0, 1.0]]])
    reliable = guess.inliers >= _RELIABLE
    begun = look(a, b, mapping, _FINE if reliable else _COARSE, levelled=levelled)
    if begun is None or (not closely and begun.seen.correlation < _HOPELESS_THEN):
        return None
    if reliable and not closely:
        found = _judged(begun, guess.inliers)
        if found is not None and found.agreement > _GOOD_ENOUGH and found.informative >= _MANY:
            return found
    fine = begun if reliable and begun.seen.correlation >= _WELL else None
    if fine is None:
        coarse = refined(
            a, b, mapping, _COARSE, (6, 6, 8), levelled=levelled, begun=None if reliable else begun
        )
        if coarse is None or coarse.seen.correlation < _HOPELESS:
            return None
        mapping = coarse.mapping
    fit = refined(a, b, mapping, _FINE, (8, 8), levelled=levelled, begun=fine)
    return None if fit is None or fit.seen.correlation < _HOPELESS_TOO else _judged(fit, guess.inliers)


def _judged(fit: Fit, inliers: int) -> Registration | None:
    mapping, frame, seen = fit.mapping, fit.frame, fit.seen
    inside = seen.inside > 0.5
    strong_a, strong_b = seen.energy_a > _FAINT, seen.energy_b > _FAINT
    told = inside & strong_a & strong_b
    ratio = (seen.energy_a + _FAINT) / (seen.energy_b + _FAINT)
    one_sided = inside & ((ratio > 8) | (ratio < 1 / 8))
    informative = told | one_sided
    agrees = told & (seen.alike > _AGREES) & ~one_sided
    differs = informative & (one_sided | (seen.alike < _DIFFERS))
    total = max(1, int(inside.sum()))
    if agrees.sum() < _FEWEST_BLOCKS:
        return None
    largest, rest = _connected(differs)
    lit_a, lit_b = seen.light_a[agrees], seen.light_b[agrees]
    scale, rotation, mirrored, stretch = _parts(mapping, frame)
    unrest, moved = _unrest(frame, seen, agrees)
    contrast = float(np.sqrt(seen.energy_b[agrees].mean() / seen.energy_a[agrees].mean())) / seen.gain
    agreement = float(agrees.sum() / informative.sum())
    return Registration(
        mapping=mapping,
        scale=scale,
        rotation=rotation,
        mirrored=mirrored,
        stretch=stretch,
        inliers=inliers,
        covered_a=frame.covered_a,
        covered_b=frame.covered_b,
        correlation=seen.correlation,
        agreement=agreement,
        informative=int(informative.sum()),
        detail=float(informative.sum() / total),
        difference=largest / total,
        scattered=rest / total,
        unrest=unrest,
        moved=moved,
        spots=1 - agreement,  # until looked at more closely
        exchange=0.5,
        typical=1 - agreement,
        displaced=0.0,
        tones=0.0,
        drawn=0.0,
        brightness=float((lit_b - lit_a).mean()),
        contrast=contrast,
    )


def _connected(differs: NDArray[np.bool_]) -> tuple[int, int]:
    """The number of blocks in the largest connected difference, and in all the others."""
    cv2 = open_cv()
    count, _, stats, _ = cv2.connectedComponentsWithStats(differs.astype(np.uint8), connectivity=8)
    if count < 2:
        return 0, 0
    sizes = stats[1:, cv2.CC_STAT_AREA]
    return int(sizes.max()), int(sizes.sum() - sizes.max())


def _unrest(frame: Frame, seen: Comparison, agrees: NDArray[np.bool_]) -> tuple[float, float]:
    """How far off single blocks still are: parallax and motion leave shifts that no one map explains.

    Returns:
        the root mean square of the shifts in thousandths of the frame's long side, and the share of blocks
        whose shift is beyond what their own noise makes of it.
    """
    xx, xy, yy = seen.structure[:, agrees].astype(np.float64)
    pull_x, pull_y = seen.pull[:, agrees].astype(np.float64)
    ridge = 0.1 * (xx + yy) + 1e-3
    xx, yy = xx + ridge, yy + ridge
    area = xx * yy - xy * xy
    right, down = (yy * pull_x - xy * pull_y) / area, (xx * pull_y - xy * pull_x) / area
    squares = np.minimum(right * right + down * down, 4.0)
    energy_a, energy_b = seen.energy_a[agrees], seen.energy_b[agrees]
    left = energy_a + energy_b - 2 * seen.alike[agrees] * np.sqrt(energy_a * energy_b)
    left = np.maximum(left - (pull_x * right + pull_y * down), 0.2)
    # Band-passed neighbours are alike, so that a block holds about a sixth as many measurements as pixels.
    noise = left * ((xx + yy) / area) / (frame.mask.size / seen.inside.size / 6)
    moved = (squares > 9 * noise) & (squares > _STILL**2)
    return float(1000 * np.sqrt(squares.mean()) / max(frame.size)), float(moved.mean())


def _parts(mapping: Homography, frame: Frame) -> tuple[float, float, bool, float]:
    """Scale, rotation in degrees, mirrored and stretch of a mapping at the middle of the overlap."""
    width, height = frame.size
    centre = frame.to_a @ np.array([width / 2, height / 2, 1.0])
    x, y, depth = mapping @ (centre / centre[2])
    linear = np.array(
        [[mapping[i, j] - p / depth * mapping[2, j] for j in range(2)] for i, p in ((0, x), (1, y))]
    )
    linear = linear / depth
    mirrored = bool(np.linalg.det(linear) < 0)
    if mirrored:
        linear = linear @ np.diag([-1.0, 1.0])
    left, sizes, right = np.linalg.svd(linear)
    spin = left @ right
    rotation = _degrees(float(np.degrees(np.arctan2(spin[1, 0], spin[0, 0]))))
    return float(np.sqrt(sizes[0] * sizes[1])), rotation, mirrored, float(sizes[0] / max(sizes[1], 1e-6))


def _degrees(angle: float) -> float:
    """An angle in (-180, 180]."""
    return 180.0 - (180.0 - angle) % 360.0
