"""A model of a person's own: what would be used of it, and how it becomes one that can be chosen by name.

    inspect    open it, and say what would be taken
    add        open -> export to ONNX -> hold both together -> measure thresholds -> register
    remove     take it out of the register

A registered model is an ONNX file with a manifest in the platform's data folder. It starts as fast as a
bundled one and runs on a graphics card; TensorFlow is not needed any more.
"""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import tomli_w
from PIL import Image

from core.embed.calibration import Calibration, calibrate
from core.embed.embedder import ModelSpec
from core.embed.export import check_parity, copy_onnx, export_keras
from core.embed.keras_backend import KerasSession
from core.embed.manifest import read_manifest
from core.embed.onnx_backend import OnnxSession
from core.embed.preprocessing import Preprocessing
from core.embed.registry import available_models, load_embedder, open_user_model, own_models_folder
from core.embed.session import SessionEmbedder
from core.embed.user_model import UNKNOWN_THRESHOLDS, ModelSettings, describe, read_model_settings
from core.errors import ModelError
from core.photo import ImageBatch
from core.progress import CancelToken, Reporter

_COMPARED = 8

Photos = Callable[[], Sequence[Image.Image]]
"""Gives RGB pictures to measure with, when they are needed."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What NearDup would use of a model."""

    spec: ModelSpec
    kind: str
    taken: str
    """The layer or tensor whose output becomes the vector."""
    pooled: bool
    """Whether that is a feature map, whose mean is taken."""
    preprocessing: Preprocessing
    described: bool
    """Whether a TOML beside the model says anything about it."""
    backend: str


@dataclass(frozen=True, slots=True)
class Added:
    """A model that was registered; `calibration` is None where its TOML named thresholds."""

    spec: ModelSpec
    parity: float
    calibration: Calibration | None


def inspect(path: Path) -> Inspection:
    """Open a model and say what would be used of it.

    Raises:
        ModelError: it cannot be used, and why.
    """
    return _opened(path)[0]


def add(path: Path, photos: Photos, report: Reporter, cancel: CancelToken, name: str = "") -> Added:
    """Register a model under a name.

    Args:
        path: a `.onnx` or `.keras` file, or the folder of a SavedModel.
        photos: photos to measure its thresholds with, unless its TOML names them.
        name: the name; what the TOML says, or the file's own name, where "".

    Raises:
        ModelError: it cannot be used, its export is not faithful, or it cannot be measured.
        Cancelled: `cancel` was raised; nothing was registered.
    """
    inspection, original, settings = _opened(path)
    name = _checked_name(name or settings.name)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.onnx"
        preprocessing = _export(original, settings, inspection, path, file)
        spec = replace(inspection.spec, name=name, path=file)
        exported = SessionEmbedder(spec, lambda: OnnxSession(file), preprocessing)
        cancel.check()
        plain = SessionEmbedder(inspection.spec, lambda: original, settings.preprocessing)
        parity = check_parity(plain, exported, _pictures(spec.input_size))
        calibration = None
        if settings.thresholds is UNKNOWN_THRESHOLDS:
            calibration = calibrate(exported, load_embedder(), photos(), report, cancel)
            spec = replace(spec, thresholds=calibration.thresholds)
        del exported
        registered = _register(spec, file, preprocessing, path)
    return Added(registered, parity, calibration)


def remove(name: str) -> None:
    """Take a model out of the register; its vectors stay in the catalogue.

    Raises:
        ModelError: no such model was added.
    """
    manifest = own_models_folder() / f"{name}.toml"
    if Path(name).name != name or not manifest.is_file():
        bundled = name in {spec.name for spec in available_models()}
        raise ModelError(
            f"The model {name} belongs to NearDup and stays." if bundled else f"No model {name} was added."
        )
    manifest.unlink()
    manifest.with_suffix(".onnx").unlink(missing_ok=True)


def _opened(path: Path) -> tuple[Inspection, OnnxSession | KerasSession, ModelSettings]:
    path = path.expanduser()
    if not path.exists():
        raise ModelError(f"There is no model at {path}.")
    settings = read_model_settings(path)
    session = open_user_model(path, settings)
    spec = describe(path, session, settings)
    raw = session.run(settings.preprocessing.apply(_batch_for(session, spec.input_size), session.input_dtype))
    kind = (
        "ONNX file" if isinstance(session, OnnxSession) else "SavedModel" if path.is_dir() else "Keras file"
    )
    inspection = Inspection(
        spec=spec,
        kind=kind,
        taken=session.taken,
        pooled=raw.ndim == 4,
        preprocessing=settings.preprocessing,
        described=path.with_suffix(".toml").is_file(),
        backend=session.backend,
    )
    return inspection, session, settings


def _export(
    original: OnnxSession | KerasSession,
    settings: ModelSettings,
    inspection: Inspection,
    path: Path,
    target: Path,
) -> Preprocessing:
    """Write the ONNX file; returns what is still to be done to the pixels before it."""
    if isinstance(original, KerasSession):
        export_keras(original, settings, inspection.spec.input_size, target)
        return Preprocessing()
    copy_onnx(path, settings, target)
    return settings.preprocessing


def _register(spec: ModelSpec, file: Path, preprocessing: Preprocessing, source: Path) -> ModelSpec:
    """Move the file into the data folder and write its manifest, which makes it count."""
    folder = own_models_folder()
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / f"{spec.name}.toml"
    target = manifest.with_suffix(".onnx")
    manifest.unlink(missing_ok=True)
    shutil.copyfile(file, target)
    table = {
        "name": spec.name,
        "version": spec.version,
        "digest": spec.digest,
        "input_size": spec.input_size,
        "dim": spec.dim,
        "licence": spec.licence,
        "source": str(source),
        "files": {target.name: hashlib.sha256(target.read_bytes()).hexdigest()},
        "thresholds": asdict(spec.thresholds),
        "preprocessing": {
            "scale": list(preprocessing.scale),
            "offset": list(preprocessing.offset),
            "channels": "BGR" if preprocessing.bgr else "RGB",
        },
    }
    beside = manifest.with_suffix(".new")
    beside.write_text(tomli_w.dumps(table), encoding="utf-8")
    beside.replace(manifest)
    return read_manifest(manifest).spec


def _checked_name(name: str) -> str:
    """A name that can be a file's everywhere, and that nobody else has.

    Raises:
        ModelError: it is not.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", name):
        raise ModelError(
            f"{name!r} cannot be a model's name: letters, digits, dots, dashes and underscores can. "
            "Give it another with --name."
        )
    own = {file.stem for file in own_models_folder().glob("*.toml")}
    if name in {spec.name for spec in available_models()} - own:
        raise ModelError(f"There is a bundled model {name} already. Give this one another name with --name.")
    return name


def _batch_for(session: OnnxSession | KerasSession, side: int) -> ImageBatch:
    return np.full((session.batch or 1, side, side, 3), 128, np.uint8)


def _pictures(side: int) -> ImageBatch:
    """Gradients with noise: every value and frequency occurs, and no photo has to be at hand."""
    rng = np.random.default_rng(20260101)
    corners = rng.uniform(0, 255, (_COMPARED, 2, 2, 3))
    t = np.linspace(0, 1, side)
    across = corners[:, :, :1] * (1 - t)[:, None] + corners[:, :, 1:] * t[:, None]
    down = across[:, :1] * (1 - t)[:, None, None] + across[:, 1:] * t[:, None, None]
    return (down + rng.normal(0, 20, (_COMPARED, side, side, 3))).clip(0, 255).astype(np.uint8)
