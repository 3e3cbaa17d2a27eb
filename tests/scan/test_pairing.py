"""Whichever way the size of a library chooses, the same pairs are found."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.catalog.catalog import Catalog
from core.embed.embedder import Thresholds
from core.photo import Embeddings
from core.scan import pairing
from tests.scan.made_up import SPEC, filled

COUNT = 300


def _vectors() -> Embeddings:
    """Unit vectors, each tenth close to the one before it, and a crowd of thirty that look alike."""
    stream = np.random.default_rng(1)
    rows = stream.standard_normal((COUNT, 64))
    rows[::10] = rows[9::10] + 0.3 * rows[::10]
    rows[200:230] = rows[200] + 0.1 * rows[200:230]
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize("waiting", [range(1, COUNT + 1), range(200, 221), range(1, COUNT, 10)])
def test_every_way_finds_the_pairs_that_a_matrix_product_finds(tmp_path: Path, waiting: range) -> None:
    vectors = _vectors()
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog:
        model, tables = filled(catalog, vectors)

        def found(way: str | None) -> dict[tuple[int, int], float]:
            blocks = pairing.close_pairs(catalog, model, SPEC, tables, set(waiting), COUNT, way)
            pairs = [pair for block in blocks for pair in block]
            assert len(pairs) == len({pair[:2] for pair in pairs})
            return {(a, b): cosine for a, b, cosine in pairs if cosine >= SPEC.thresholds.same_scene}

        wanted = found("product")
        assert len(wanted) >= 20
        assert found(None) == pytest.approx(wanted)
        for way in ("sweep", "cells", "buckets"):
            assert found(way) == pytest.approx(wanted), way


@pytest.mark.parametrize("way", ["sweep", "cells"])
def test_pairs_below_one_scene_that_are_worth_a_closer_look_come_too(tmp_path: Path, way: str) -> None:
    spec = replace(SPEC, thresholds=Thresholds(same_picture=0.93, same_scene=0.63, candidate=0.25))
    stream = np.random.default_rng(2)
    rows = stream.standard_normal((COUNT, SPEC.dim))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    first, other = rows[::4], rows[1::4]
    aside = other - (other * first).sum(axis=1, keepdims=True) * first
    rows[1::4] = 0.53 * first + np.sqrt(1 - 0.53**2) * aside / np.linalg.norm(aside, axis=1, keepdims=True)
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog:
        model, tables = filled(catalog, rows.astype(np.float32))
        assert spec.thresholds.candidate_among(60_000) < 0.52
        blocks = pairing.close_pairs(catalog, model, spec, tables, set(range(1, COUNT + 1)), 60_000, way)
        found = {(a, b) for block in blocks for a, b, _ in block}
    planted = {(number, number + 1) for number in range(1, COUNT, 4)}
    assert len(found & planted) >= 0.95 * len(planted)


def test_small_libraries_are_compared_without_missing_anything_and_large_ones_without_reading_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways: list[str] = []
    for name in ("_by_product", "_by_short_vectors", "_in_buckets"):
        monkeypatch.setattr(pairing, name, lambda *_, name=name: ways.append(name) or iter(()))
    with Catalog.open(tmp_path / "catalogue.sqlite3") as catalog:
        model, tables = filled(catalog, _vectors())
        for library, fresh in ((COUNT, COUNT), (20_000, 20_000), (1_000_000, 1_000), (1_000_000, 1_000_000)):
            list(pairing.close_pairs(catalog, model, SPEC, tables, set(range(fresh)), library))
    assert ways == ["_by_product", "_by_product", "_by_short_vectors", "_by_short_vectors"]
