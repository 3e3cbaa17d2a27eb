"""A model that a person brings: a `.onnx` or `.keras` file, or the folder of a SavedModel.

Everything about it can be learnt by opening it, except how it was meant to be used. That goes into a TOML of
the same name beside it (`bird.keras`, `bird.toml`), in which every line may be left out:

    name = "bird"
    version = "1"
    licence = "MIT"
    input_size = 224              # where the model takes pictures of any size
    layer = "avg_pool"            # the layer (Keras) or tensor (ONNX) whose output is the vector

    [preprocessing]               # see core/embed/preprocessing.py
    scale = 0.00784313725
    offset = -1.0

    [thresholds]
    same_picture = 0.9
    same_scene = 0.8

Without thresholds NearDup takes `UNKNOWN_THRESHOLDS`: strict ones, because plain features of a classifier lie
close together even for pictures that have nothing in common. `training/calibrate_thresholds.py` measures
better ones.
"""

import hashlib
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from core.embed.embedder import ModelSpec, Thresholds
from core.embed.manifest import read_thresholds
from core.embed.preprocessing import Preprocessing, read_preprocessing
from core.embed.session import Session, run_chunk
from core.errors import ModelError

UNKNOWN_THRESHOLDS = Thresholds(same_picture=0.95, same_scene=0.9, candidate=0.875)
"""A guess on the careful side for a model that nobody measured."""

_DEFAULT_SIZE = 224
_NAMES = {"name", "version", "licence", "input_size", "layer", "preprocessing", "thresholds"}


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """What the TOML beside a person's own model says."""

    name: str
    version: str = "unknown"
    licence: str = "unknown"
    input_size: int = _DEFAULT_SIZE
    layer: str = ""
    preprocessing: Preprocessing = field(default_factory=Preprocessing)
    thresholds: Thresholds = UNKNOWN_THRESHOLDS


def read_model_settings(model: Path) -> ModelSettings:
    """Read the TOML beside a model; a missing one gives the defaults.

    Raises:
        ModelError: the TOML cannot be read, or says something that makes no sense.
    """
    path = model.with_suffix(".toml")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ModelSettings(name=model.stem)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ModelError(f"{path}, which describes a model, cannot be read: {error}.") from error
    try:
        return _build(table, model.stem)
    except ValueError as error:
        raise ModelError(f"{path}, which describes a model, makes no sense: {error}.") from error


class UserModelSession(Session, Protocol):
    """A session that knows the name of what it takes as the vector."""

    taken: str


def describe(path: Path, session: UserModelSession, settings: ModelSettings) -> ModelSpec:
    """Say what an opened model is, by running it once on a grey picture.

    Raises:
        ModelError: its output is neither a vector nor a feature map, or it cannot run.
    """
    side = session.input_size or settings.input_size
    grey = np.full((1, side, side, 3), 128, np.uint8)
    return ModelSpec(
        name=settings.name,
        version=settings.version,
        digest=_digest(path, settings, session.taken),
        path=path,
        input_size=side,
        dim=run_chunk(session, grey, settings.preprocessing).shape[1],
        licence=settings.licence,
        thresholds=settings.thresholds,
    )


def _digest(path: Path, settings: ModelSettings, taken: str) -> str:
    """SHA-256 of the model's file or its folder's files, of what is taken of it, and of the settings."""
    digest = hashlib.sha256()
    if path.is_dir():
        for file in sorted(each for each in path.rglob("*") if each.is_file()):
            digest.update(file.relative_to(path).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    else:
        digest.update(path.read_bytes())
    digest.update(f"\0taken={taken}".encode())
    plain = ModelSettings(name="")
    for name in ("input_size", "preprocessing"):
        if getattr(settings, name) != getattr(plain, name):
            digest.update(f"\0{name}={getattr(settings, name)!r}".encode())
    return digest.hexdigest()


def _build(table: dict[str, Any], stem: str) -> ModelSettings:
    unknown = table.keys() - _NAMES
    if unknown:
        raise ValueError(f"it has the unknown name {min(unknown)!r}")
    settings: dict[str, Any] = {"name": stem, **table}
    for name in ("name", "version", "licence", "layer"):
        if not isinstance(settings.get(name, ""), str):
            raise ValueError(f"{name} must be a text, not {settings[name]!r}")
    size = settings.get("input_size", _DEFAULT_SIZE)
    if isinstance(size, bool) or not isinstance(size, int) or not 8 <= size <= 2048:
        raise ValueError(f"input_size must be a whole number from 8 to 2048, not {size!r}")
    for name, read in (("preprocessing", read_preprocessing), ("thresholds", read_thresholds)):
        if name in settings:
            if not isinstance(settings[name], dict):
                raise ValueError(f"{name} must be a table")
            settings[name] = read(settings[name])
    return ModelSettings(**settings)
