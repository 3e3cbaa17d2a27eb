"""Measures the cosines from which two photos match, for a model nobody has measured, on a person's photos.

Two distributions decide, as in `training/calibrate_thresholds.py`, which measures the bundled models with
thousands of photos and a look by eye. Here a few hundred photos must do, and nobody looks:

    different photos    all pairs but those that the default model, whose thresholds are known, holds for one
                        scene: a person's folders are full of true duplicates
    copies              photos against copies of themselves: re-encoded, resized, trimmed, toned

A few hundred photos have too few pairs to see one in a million, so the tail is continued: beyond a high
cosine the excess falls off exponentially (the peaks-over-threshold model; Coles, "An Introduction to
Statistical Modeling of Extreme Values", 2001, section 4.2, with shape 0).
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageOps

from core.embed.embedder import Embedder, Thresholds
from core.errors import ModelError
from core.photo import Embeddings, ImageBatch
from core.progress import CancelToken, Progress, Reporter, Stage

LEAST_PHOTOS = 40
"""With fewer the tail is a guess."""

ENOUGH_PHOTOS = 400
"""80,000 pairs. More only cost time: the thresholds move by less than 0.01."""

SAME_SCENE_ODDS = 1 / 4_000_000
SAME_PICTURE_ODDS = 1 / 50_000_000
CANDIDATE_ODDS = 1 / 1000
"""Shares of unrelated pairs that may pass; the first and the last are the training room's."""

_TAIL = 0.005
_HIGHEST = 0.99


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was measured. `found` is the share of copies at or above `same_scene`, by the cosine alone."""

    thresholds: Thresholds
    photos: int
    pairs: int
    found: float


def calibrate(
    embedder: Embedder, known: Embedder, photos: Sequence[Image.Image], report: Reporter, cancel: CancelToken
) -> Calibration:
    """Measure a model.

    Args:
        embedder: the model to measure.
        known: a model with measured thresholds, which tells true duplicates among the photos.
        photos: RGB pictures, at least `LEAST_PHOTOS`.

    Raises:
        ModelError: there are too few photos, or the model cannot tell copies from other photos at all.
        Cancelled: `cancel` was raised.
    """
    if len(photos) < LEAST_PHOTOS:
        raise ModelError(
            f"{len(photos)} photos are too few to measure a model with; {LEAST_PHOTOS} are the least. "
            "Scan a folder first, or name one with --photos."
        )
    rows: list[Embeddings] = []
    copies: list[Embeddings] = []
    others: list[Embeddings] = []
    for number, photo in enumerate(photos):
        cancel.check()
        report(Progress(Stage.MEASURE, number, len(photos)))
        changed = [edit(photo) for edit in COPIES]
        vectors = embedder.embed(_batch([photo, *changed], embedder.spec.input_size))
        rows.append(vectors[:1])
        copies.append(vectors[1:] @ vectors[0])
        others.append(known.embed(_batch([photo], known.spec.input_size)))
    unrelated = _unrelated(np.concatenate(rows), np.concatenate(others), known.spec.thresholds.same_scene)
    thresholds = decide(unrelated)
    found = float((np.concatenate(copies) >= thresholds.same_scene).mean())
    if found < 0.05:
        raise ModelError(
            f"This model is of no use here: at the cosine that keeps other photos out, "
            f"{thresholds.same_scene}, it finds {found:.0%} of plain copies."
        )
    return Calibration(thresholds, len(photos), len(unrelated), found)


def decide(unrelated: NDArray[np.float32]) -> Thresholds:
    """Turn cosines of unrelated pairs into thresholds: those of matches rounded up, that of candidates down.

    Args:
        unrelated: float32[pairs].
    """
    same_scene = min(_HIGHEST, float(np.ceil(_beyond(unrelated, SAME_SCENE_ODDS) * 100) / 100))
    same_picture = min(_HIGHEST, float(np.ceil(_beyond(unrelated, SAME_PICTURE_ODDS) * 100) / 100))
    candidate = float(np.floor(float(np.quantile(unrelated, 1 - CANDIDATE_ODDS)) * 100) / 100)
    return Thresholds(max(same_picture, same_scene), same_scene, min(candidate, same_scene))


def _beyond(cosines: NDArray[np.float32], odds: float) -> float:
    """The cosine that a share of `odds` of unrelated pairs reaches, by an exponential tail."""
    start = float(np.quantile(cosines, 1 - _TAIL))
    excess = float((cosines[cosines > start] - start).mean()) if (cosines > start).any() else 0.0
    return start + excess * float(np.log(_TAIL / odds))


def _unrelated(vectors: Embeddings, others: Embeddings, same_scene: float) -> NDArray[np.float32]:
    """Cosines of all pairs that the known model does not hold for one scene."""
    upper = np.triu_indices(len(vectors), 1)
    apart = (others @ others.T)[upper] < same_scene
    return (vectors @ vectors.T)[upper][apart]


def _batch(photos: Sequence[Image.Image], side: int) -> ImageBatch:
    """Bring pictures to a model's square as a scan does."""
    return np.stack([np.asarray(each.resize((side, side), Image.Resampling.BICUBIC)) for each in photos])


def _re_encoded(photo: Image.Image) -> Image.Image:
    file = io.BytesIO()
    photo.save(file, "JPEG", quality=60)
    return Image.open(file).convert("RGB")


def _smaller(photo: Image.Image) -> Image.Image:
    return photo.resize((max(8, photo.width // 3), max(8, photo.height // 3)), Image.Resampling.LANCZOS)


def _trimmed(photo: Image.Image) -> Image.Image:
    across, down = photo.width // 20, photo.height // 20
    return photo.crop((across, down, photo.width - across, photo.height - down))


def _toned(photo: Image.Image) -> Image.Image:
    return ImageEnhance.Color(ImageEnhance.Brightness(photo).enhance(1.15)).enhance(0.8)


def _grey(photo: Image.Image) -> Image.Image:
    return ImageOps.grayscale(photo).convert("RGB")


COPIES: tuple[Callable[[Image.Image], Image.Image], ...] = (_re_encoded, _smaller, _trimmed, _toned, _grey)
"""What people do to photos without changing what is in them."""
