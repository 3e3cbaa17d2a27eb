"""Hyperplanes: keys depend on directions only, and the planes survive being stored."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.lsh.hyperplanes import MAX_BITS, Hyperplanes


def _vectors(n: int, dim: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((n, dim)).astype(np.float32)


@given(seed=st.integers(0, 10_000), power=st.integers(-20, 20))
def test_scaling_a_vector_never_changes_its_keys(seed: int, power: int) -> None:
    planes = Hyperplanes.draw(dim=24, bits=9, tables=5, seed=1)
    vectors = _vectors(4, 24, seed)
    np.testing.assert_array_equal(planes.keys(vectors * np.float32(2.0**power)), planes.keys(vectors))


@given(seed=st.integers(0, 10_000), factor=st.floats(0.01, 100.0))
def test_any_scaling_flips_no_bit_that_is_clear(seed: int, factor: float) -> None:
    planes = Hyperplanes.draw(dim=24, bits=9, tables=5, seed=1)
    vectors = _vectors(4, 24, seed)
    margins = planes.project(vectors)
    scaled = planes.project(vectors * np.float32(factor))
    clear = np.abs(margins) > 1e-4
    np.testing.assert_array_equal((scaled > 0)[clear], (margins > 0)[clear])


def test_bit_j_of_a_key_is_the_side_of_plane_j() -> None:
    planes = Hyperplanes.draw(dim=16, bits=11, tables=3, seed=2)
    vectors = _vectors(50, 16)
    keys, sides = planes.keys(vectors), planes.project(vectors) > 0
    assert keys.dtype == np.int64
    for bit in range(11):
        np.testing.assert_array_equal((keys >> bit & 1).astype(bool), sides[:, :, bit])


def test_the_longest_keys_stay_positive() -> None:
    planes = Hyperplanes.draw(dim=8, bits=MAX_BITS, tables=2, seed=3)
    vectors = _vectors(20, 8)
    keys = planes.keys(vectors)
    assert keys.min() >= 0
    opposite = planes.keys(-vectors)
    np.testing.assert_array_equal(keys ^ opposite, np.full_like(keys, (1 << MAX_BITS) - 1))


def test_hashing_in_chunks_gives_the_same_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    planes = Hyperplanes.draw(dim=16, bits=8, tables=4, seed=4)
    vectors = np.eye(16, dtype=np.float32).repeat(9, axis=0)  # products without rounding
    whole = planes.keys(vectors)
    monkeypatch.setattr("core.lsh.hyperplanes._CHUNK_MARGINS", 8 * 4 * 5)
    np.testing.assert_array_equal(planes.keys(vectors), whole)


def test_no_vectors_have_no_keys() -> None:
    planes = Hyperplanes.draw(dim=16, bits=8, tables=4, seed=4)
    assert planes.keys(np.empty((0, 16), dtype=np.float32)).shape == (0, 4)


def test_bits_agree_as_often_as_the_angle_says() -> None:
    planes = Hyperplanes.draw(dim=64, bits=60, tables=40, seed=5)
    a, b = np.zeros((1, 64), np.float32), np.zeros((1, 64), np.float32)
    a[0, 0], b[0, 0], b[0, 1] = 1.0, 0.5, np.sqrt(0.75)  # 60 degrees: a third of the bits differ
    differing = np.bitwise_count(planes.keys(a) ^ planes.keys(b)).sum() / 2400
    assert differing == pytest.approx(1 / 3, abs=0.04)


def test_stored_planes_come_back_bit_for_bit() -> None:
    planes = Hyperplanes.draw(dim=12, bits=7, tables=3, seed=6)
    again = Hyperplanes.from_bytes(planes.to_bytes())
    np.testing.assert_array_equal(again.normals, planes.normals)
    assert (again.tables, again.bits, again.dim) == (3, 7, 12)


@pytest.mark.parametrize("cut", [0, 3, 16, 20, -1])
def test_planes_cut_short_are_refused(cut: int) -> None:
    data = Hyperplanes.draw(dim=4, bits=3, tables=2, seed=7).to_bytes()
    with pytest.raises(ValueError, match=r"too short|do not fit"):
        Hyperplanes.from_bytes(data[:cut])


def test_other_bytes_are_not_taken_for_planes() -> None:
    with pytest.raises(ValueError, match="not hyperplanes"):
        Hyperplanes.from_bytes(b"SQLite format 3\x00" * 4)


def test_planes_of_nonsense_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 62 bits"):
        Hyperplanes.draw(dim=4, bits=63, tables=1, seed=0)
    with pytest.raises(ValueError, match="finite"):
        Hyperplanes(np.full((1, 2, 3), np.nan, dtype=np.float32))
    with pytest.raises(ValueError, match="float32"):
        Hyperplanes(np.zeros((2, 3), dtype=np.float32))


def test_vectors_of_another_model_are_refused() -> None:
    with pytest.raises(ValueError, match="16 dimensions"):
        Hyperplanes.draw(dim=16, bits=8, tables=4, seed=4).keys(_vectors(2, 17))
