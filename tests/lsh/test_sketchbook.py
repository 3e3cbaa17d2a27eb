"""The sketches of a library in memory: what they find, and that they grow without changing."""

import numpy as np
import pytest

from core.lsh import sketchbook
from core.lsh.sketchbook import Sketchbook

BITS = 256


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sketchbook, "_PAGE", 1 << 10)


def drawn(count: int, bits: int = BITS) -> np.ndarray:
    return np.random.default_rng(1).standard_normal((count, bits)).astype(np.float32)


def packed(rows: np.ndarray) -> np.ndarray:
    return np.packbits(rows > 0, axis=1)


def book_of(rows: np.ndarray, batch: int = 700) -> Sketchbook:
    book = Sketchbook()
    for first in range(0, len(rows), batch):
        part = rows[first : first + batch]
        book = book.with_more(np.arange(first, first + len(part)) + 1000, packed(part))
    return book


@pytest.mark.parametrize("bits", [256, 250, 70, 64, 6, 1])
def test_a_vector_finds_itself_first_whatever_the_length_of_a_sketch(bits: int) -> None:
    rows = drawn(40, bits)
    found = book_of(rows, batch=7).nearest(rows[17], 40)
    assert sorted(found.tolist()) == list(range(1000, 1040))
    if bits >= 64:
        assert found[0] == 1017


def test_near_vectors_are_among_the_likely_ones_of_many() -> None:
    rows = drawn(30_000)
    cosine = 0.612
    near = cosine * rows[:100] + np.sqrt(1 - cosine**2) * rows[100:200]
    book = book_of(rows)
    met = [1000 + number in book.nearest(near[number], 120) for number in range(100)]
    assert np.mean(met) >= 0.99


def test_the_likeliest_come_first() -> None:
    rows = drawn(5000)
    rows[1:5] = rows[0] + rows[1:5] * np.array([[0.2], [0.5], [1.0], [2.0]], dtype=np.float32)
    assert book_of(rows).nearest(rows[0], 5).tolist() == list(range(1000, 1005))


def test_of_equal_sketches_any_are_found_and_no_more_than_were_asked_for() -> None:
    rows = np.tile(drawn(1), (5000, 1))
    assert len(set(book_of(rows).nearest(rows[0], 50).tolist())) == 50


def test_a_book_that_grows_leaves_the_older_one_as_it_was_and_shares_its_whole_pages() -> None:
    rows = drawn(3000)
    older = book_of(rows[:2500])
    newer = older.with_more(np.arange(3500, 4000), packed(rows[2500:]))
    assert (len(older), len(newer)) == (2500, 3000)
    assert newer.pages[0] is older.pages[0]
    assert 3999 not in older.nearest(rows[2999], 2500)
    assert newer.nearest(rows[2999], 1).tolist() == [3999]
    for book, whole in ((older, book_of(rows[:2500], 10_000)), (newer, book_of(rows, 10_000))):
        assert (book.nearest(rows[5], 100) == whole.nearest(rows[5], 100)).all()


def test_an_empty_book_has_nothing() -> None:
    assert Sketchbook().nearest(drawn(1)[0], 10).tolist() == []
