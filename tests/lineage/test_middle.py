"""The median by one place of the order is the one that NumPy gives."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.lineage.middle import median, medians


@given(st.lists(st.floats(-1e6, 1e6, width=32), min_size=1), st.sampled_from([np.float32, np.float64]))
def test_the_median_is_numpys_to_the_bit(values: list[float], kind: type[np.float32] | type[np.float64]):
    given_values: NDArray[Any] = np.array(values, kind)
    found = median(given_values)
    assert found == np.median(given_values)
    assert found.dtype == kind


@pytest.mark.parametrize("length", [1, 2, 1001, 6400])
def test_each_row_has_its_median(length: int):
    rows = np.random.default_rng(length).normal(0, 9, (5, length)).astype(np.float32)
    assert (medians(rows) == np.median(rows, axis=1)).all()
