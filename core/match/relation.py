"""What a close pair means: the same picture, or another press of the shutter.

A cosine alone cannot tell a re-encoded photo from the next frame of a burst (DESIGN section 5), but the
camera's clock can: two capture times that differ are two presses of the shutter.
"""

from datetime import datetime

from core.photo import Evidence, ExifFacts, Photo, Relation

CLOCK_TOLERANCE_S = 1.0
"""Copies lose the sub-seconds of their capture time, and some editors round it."""


def relate(a: Photo, b: Photo, similarity: float, same_picture: float) -> tuple[Relation, Evidence]:
    """Say how two photos belong together.

    Args:
        a: one photo.
        b: another, at least as similar to it as the model's threshold for the same scene.
        similarity: their cosine.
        same_picture: the cosine from which two photos are the same picture, unless their clocks differ.
    """
    evidence = Evidence(
        similarity=similarity,
        seconds_apart=seconds_apart(a.exif, b.exif),
        same_camera=None if not (a.exif.camera and b.exif.camera) else a.exif.camera == b.exif.camera,
    )
    if a.sha256 == b.sha256:
        return Relation.IDENTICAL, evidence
    if similarity < same_picture or _another_press(evidence):
        return Relation.SAME_SCENE, evidence
    return Relation.SAME_PICTURE, evidence


def seconds_apart(a: ExifFacts, b: ExifFacts) -> float | None:
    """The seconds between two captures; None unless both cameras wrote a time.

    Where one of the two has no time zone, their wall clocks are compared.
    """
    if a.captured is None or b.captured is None:
        return None
    first, second = a.captured, b.captured
    if (first.tzinfo is None) != (second.tzinfo is None):
        first, second = _wall_clock(first), _wall_clock(second)
    return abs((second - first).total_seconds())


def _another_press(evidence: Evidence) -> bool:
    return evidence.seconds_apart is not None and evidence.seconds_apart >= CLOCK_TOLERANCE_S


def _wall_clock(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)
