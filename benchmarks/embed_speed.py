"""The two tables of the Keras example: seconds to index so many images, then to answer as many queries.

    python -m benchmarks.embed_speed [--images 1000] [--models default bit ...] [--out table.md]

One image at a time, as the example does it, after a warm-up: an index entry is the vector and its hash keys,
a query is the vector, its keys and a look into the buckets. Every way of running a model takes the same
images in the same process, and the ratio is to the first row, the example's slow one, `keras predict`. The
last column is the model alone at its best batch size. Rows that cannot run here are named with the reason.
"""

import argparse
import os
import tempfile
import time
import warnings
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from core.embed.accelerators import Candidate
from core.embed.embedder import ModelSpec, Thresholds
from core.embed.engine_builder import build
from core.embed.export import export_keras
from core.embed.keras_backend import KerasSession
from core.embed.onnx_backend import OnnxSession
from core.embed.registry import DEFAULT_BESIDE_CARD, available_models, find_model
from core.embed.user_model import ModelSettings
from core.embed.workshop import EngineWorkshop
from core.errors import ModelError
from core.lsh.hyperplanes import Hyperplanes

BITS, TABLES = 16, 16
_WARM_UP = 3
_BATCHES = (8, 32)
_BATCH_IMAGES = 64

Run = Callable[[NDArray[np.uint8]], NDArray[np.float32]]
"""A batch of pictures in, raw vectors out."""


@dataclass(frozen=True)
class Row:
    """A measured way of running a model. `best` is images per second at batch `batch`."""

    way: str
    index_s: float
    query_s: float
    best: float
    batch: int


def main() -> None:
    """Measure and print, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--images", type=int, default=1000)
    parser.add_argument("--models", nargs="+", default=["bit", "efficientnet-lite0-gem", "default"])
    parser.add_argument("--threads", type=int, default=0, help="of ONNX Runtime; 0 takes every core")
    parser.add_argument("--out", type=Path, help="write the tables here too")
    given = parser.parse_args()
    parts = [_report(name, given.images, given.threads or os.cpu_count() or 1) for name in given.models]
    if given.out:
        given.out.write_text("\n".join(parts), encoding="utf-8")


def _report(name: str, count: int, threads: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        title, ways, side = _ways(name, Path(folder), threads)
        images = np.random.default_rng(1).integers(0, 256, (64, side, side, 3), dtype=np.uint8)
        rows: list[Row] = []
        missing: list[str] = []
        for way, open_way in ways:
            try:
                rows.append(_measure(way, open_way(), images, count))
            except ModelError as error:
                missing.append(f"- {way}: {error}")
    lines = [f"### {title}: {count} images, then {count} queries, batch 1", ""]
    lines += ["| way | index, s | ratio | queries, s | ratio | best images/s (batch) |"]
    lines += ["| --- | ---: | ---: | ---: | ---: | ---: |"]
    for row in rows:
        lines.append(
            f"| {row.way} | {row.index_s:.2f} | {rows[0].index_s / row.index_s:.1f} | {row.query_s:.2f} | "
            f"{rows[0].query_s / row.query_s:.1f} | {row.best:.0f} ({row.batch}) |"
        )
    text = "\n".join([*lines, "", *missing, ""])
    print(text, flush=True)
    return text


def _measure(way: str, run: Run, images: NDArray[np.uint8], count: int) -> Row:
    for _ in range(_WARM_UP):
        run(images[:1])
    dim = run(images[:1]).shape[1]
    planes = Hyperplanes.draw(dim, BITS, TABLES, seed=1)
    buckets: dict[tuple[int, int], list[int]] = defaultdict(list)

    def keys(number: int) -> NDArray[np.int64]:
        raw = run(images[number % len(images)][None])
        return planes.keys(raw / np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), 1e-12))[0]

    started = time.perf_counter()
    for number in range(count):
        for table, key in enumerate(keys(number).tolist()):
            buckets[table, key].append(number)
    index_s = time.perf_counter() - started
    started = time.perf_counter()
    for number in range(count):
        for table, key in enumerate(keys(number).tolist()):
            len(buckets.get((table, key), ()))
    query_s = time.perf_counter() - started
    best, batch = max((_pace(run, images, size), size) for size in _BATCHES)
    return Row(way, index_s, query_s, *max((best, batch), (count / index_s, 1)))


def _pace(run: Run, images: NDArray[np.uint8], size: int) -> float:
    run(images[:size])
    started = time.perf_counter()
    for start in range(0, _BATCH_IMAGES, size):
        run(images[start : start + size])
    return _BATCH_IMAGES / (time.perf_counter() - started)


def _ways(name: str, folder: Path, threads: int) -> tuple[str, list[tuple[str, Callable[[], Run]]], int]:
    """Every way of running a model, the example's slow row first."""
    keras_file, spec, title = _files(name, folder)
    model = keras.models.load_model(keras_file, compile=False)
    side = spec.input_size
    dtype = np.dtype(model.inputs[0].dtype)
    traced = tf.function(lambda batch: model(batch, training=False))

    def onnx(path: Path) -> Callable[[], Run]:
        def opened() -> Run:
            session = OnnxSession(path, threads=threads)
            return lambda batch: np.asarray(session.run(batch.astype(session.input_dtype)))

        return opened

    ways: list[tuple[str, Callable[[], Run]]] = [
        ("keras predict", lambda: lambda batch: model.predict(batch.astype(dtype), verbose=0)),
        ("tf.function", lambda: lambda batch: traced(tf.constant(batch.astype(dtype))).numpy()),
        (f"ONNX Runtime, CPU, fp32 ({threads} threads)", onnx(spec.path)),
    ]
    quantised = {each.name: each for each in available_models()}.get(f"{spec.name}-int8")
    if quantised is not None:
        ways.append((f"ONNX Runtime, CPU, int8 ({threads} threads)", onnx(quantised.path)))
    workshop = EngineWorkshop(spec, folder=folder / "engines")
    ways += [(each.title, _on_card(workshop, each)) for each in workshop.look()]
    return title, ways, side


def _on_card(workshop: EngineWorkshop, candidate: Candidate) -> Callable[[], Run]:
    def opened() -> Run:
        if candidate.why_not:
            raise ModelError(candidate.why_not)
        told: dict[str, Any] = build(workshop.request(candidate))
        if told.get("why"):
            raise ModelError(str(told["why"]))
        session = workshop.open(candidate)
        return lambda batch: np.asarray(session.run(batch.astype(session.input_dtype)))

    return opened


def _files(name: str, folder: Path) -> tuple[Path, ModelSpec, str]:
    """A model as a Keras file, and its spec with the path of its ONNX file."""
    if name != "bit":
        spec = find_model(DEFAULT_BESIDE_CARD if name == "default" else name)  # int8 gets a row of its own
        return (
            spec.path.with_suffix(".keras"),
            spec,
            f"{spec.name}{' (default)' if name == 'default' else ''}",
        )
    from training.bit_resnet import FEATURES, SIDE, build_bit_resnet

    keras_file, onnx_file = folder / "bit.keras", folder / "bit.onnx"
    build_bit_resnet().save(keras_file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        export_keras(KerasSession(keras_file), ModelSettings(name="bit"), SIDE, onnx_file)
    nobody = Thresholds(0.9, 0.9, 0.9)
    spec = ModelSpec("bit-resnet-50x1", "1", "random", onnx_file, SIDE, FEATURES, "none", nobody)
    return keras_file, spec, "BiT-ResNet-50x1, random weights"


if __name__ == "__main__":
    main()
