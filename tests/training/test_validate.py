"""The judgement counts what it says: two pairs of photos, not of their edits."""

import numpy as np
import pytest

from training.check_groups import compare
from training.validate import ValidationSet, compare_photos, judge

AXES = np.eye(8, dtype=np.float32)


def between(a: int, b: int, cosine: float) -> np.ndarray:
    """A unit vector at this cosine from axis `a`, leaning towards axis `b`."""
    return (cosine * AXES[a] + np.sqrt(1 - cosine**2) * AXES[b]).astype(np.float32)


def judged(edits: list[np.ndarray], sources: list[int], classes: list[int]):
    """Judge four originals on the first axes and the edits given."""
    vectors = np.stack([*AXES[:4], *edits])
    photos = ValidationSet(
        images=np.zeros((len(vectors), 2, 2, 3), np.uint8),
        sources=np.array([0, 1, 2, 3, *sources]),
        names=np.array(["", "", "", "", *(["edit"] * len(edits))]),
    )
    return judge(lambda _: vectors, photos, np.array(classes))


def test_one_pair_of_photos_counts_once_however_many_edits_match():
    edits = [between(0, 5, 0.9), between(0, 1, 0.3), between(0, 1, 0.31), between(2, 3, 0.4)]
    # Edits of 0 lean to 1 and an edit of 2 to 3: two false pairs, so that the threshold is below both.
    judgement = judged(edits, [0, 0, 0, 2], [0, 1, 2, 3])
    assert judgement.threshold == pytest.approx(0.0, abs=1e-6)
    assert judgement.recall == 1.0


def test_photos_of_one_scene_are_no_false_pair():
    edits = [between(0, 1, 0.6), between(2, 3, 0.6), between(1, 2, 0.6)]
    apart = judged(edits, [0, 2, 1], [0, 1, 2, 3]).threshold
    one_scene = judged(edits, [0, 2, 1], [0, 0, 2, 3]).threshold
    assert one_scene < apart


def test_closest_forms_of_two_photos_decide():
    vectors = np.stack([AXES[0], AXES[1], between(0, 1, 0.5)])
    assert compare_photos(vectors, np.array([7, 3, 7]))[0, 1] == pytest.approx(np.sqrt(0.75))


def test_recall_is_the_mean_over_groups_and_unreadable_photos_count_as_missed():
    vectors = np.stack([AXES[0], AXES[0], AXES[1], AXES[2]])
    pairs = compare(["a1", "a2", "b1", "single"], vectors, [["a1", "a2"], ["b1", "unreadable"]])
    precision, recall, false = pairs.at(0.9)
    assert (precision, recall, false) == (1.0, 0.5, 0)
    assert pairs.best(0.99)[0] == 0.5
