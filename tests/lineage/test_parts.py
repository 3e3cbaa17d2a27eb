"""What is found in one picture alone: found once for all that it is compared with."""

import cv2
import numpy as np
import pytest

from core.lineage.alignment import windows
from core.lineage.picture import FullPicture
from tests.photos import grainy


def picture_of(size: tuple[int, int]) -> FullPicture:
    return FullPicture(np.asarray(grainy(5, size)), np.eye(3))


def test_a_picture_is_reduced_once_for_all_that_it_is_compared_with():
    picture = picture_of((640, 480))
    assert picture.reduced(320, 240) is picture.reduced(320, 240)
    assert picture.reduced(160, 120).shape == (120, 160, 3)


def test_a_picture_on_another_ground_is_reduced_anew():
    pixels = np.full((64, 64, 3), 255, np.uint8)
    cut_out = FullPicture(pixels, np.eye(3), alpha=np.zeros((64, 64), np.uint8))
    assert cut_out.reduced(16, 16).max() == 255
    assert cut_out.on_ground((0, 0, 0)).reduced(16, 16).max() == 0


@pytest.mark.parametrize("size", [(640, 480), (1601, 1203)])
def test_windows_are_those_with_most_structure_in_their_plainest_direction(size: tuple[int, int]):
    picture, side = picture_of(size), 128
    jump = max(2, int(np.sqrt(size[0] * size[1] / 1e6)))
    small = picture.pixels[::jump, ::jump, 1].astype(np.float64)
    x, y = cv2.Sobel(small, cv2.CV_64F, 1, 0), cv2.Sobel(small, cv2.CV_64F, 0, 1)

    def least(left: int, top: int) -> float:
        place = np.s_[top // jump : (top + side) // jump, left // jump : (left + side) // jump]
        both = np.stack([x[place].ravel(), y[place].ravel()])
        return float(np.linalg.eigvalsh(both @ both.T / both.shape[1])[0])

    places = [(a, b) for b in range(0, size[1] - 127, 128) for a in range(0, size[0] - 127, 128)]
    expected = sorted(places, key=lambda place: -least(*place))[:5]
    assert windows(picture, picture, np.eye(3), side, 5) == expected
