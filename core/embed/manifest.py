"""Reads the small TOML that stands beside a bundled or registered model and says what it is.

    name = "efficientnet-lite0-gem"
    version = "1"
    digest = "…"                  # what the vectors depend on: SHA-256 of every weight, see training/
    input_size = 224
    dim = 1280
    licence = "Apache-2.0"
    source = "where the weights come from"
    training = "…"                # the command that made the weights, for people
    rounded_from = "…"            # only an int8 copy has this: the float32 model that it was made of

    [files]                       # SHA-256 of each file; any of them gives the same vectors
    "efficientnet-lite0-gem.onnx" = "…"
    "efficientnet-lite0-gem.keras" = "…"

    [preprocessing]               # only where the graph wants it; see core/embed/preprocessing.py
    scale = 0.00392156862745

    [thresholds]
    same_picture = 0.8
    same_scene = 0.6

`digest` is the model's identity in the catalogue and is the same for all its files: their vectors agree to
cosine 0.9999, which the converter checks. The digests under `[files]` find a damaged installation.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from core.embed.embedder import ModelSpec, Thresholds
from core.embed.preprocessing import Preprocessing, read_preprocessing
from core.errors import ModelError

T = TypeVar("T", str, int)


@dataclass(frozen=True, slots=True)
class Manifest:
    """A bundled model: what it is, and the files that hold it with the SHA-256 of each.

    `rounded_from` is the name of the model that an int8 copy was made of, "" where it is none. Such a copy
    has no `.keras` file: its vectors are its own, and Keras runs the other one.
    """

    spec: ModelSpec
    source: str
    files: dict[Path, str]
    preprocessing: Preprocessing = field(default_factory=Preprocessing)
    rounded_from: str = ""

    def file_for(self, suffix: str) -> Path | None:
        """The file that ends in `suffix` (".onnx", ".keras"), or None where the model has none."""
        return next((path for path in self.files if path.suffix == suffix), None)


@dataclass(frozen=True, slots=True)
class Package:
    """Where the files of a model are that comes in a package of its own; see packaged.py."""

    module: str
    install: str


def read_manifest(path: Path, folder: Path | None = None) -> Manifest:
    """Read a manifest. Nothing but the TOML is opened.

    Args:
        path: the TOML. The spec's `path` is the first of the files that it names.
        folder: where those files lie; beside the TOML if None.

    Raises:
        ModelError: the manifest is missing, is no TOML, or says something that makes no sense.
    """
    table = _read_table(path)
    folder = folder or path.parent
    try:
        files = {folder / name: _text(digest, name) for name, digest in _table(table, "files").items()}
        if not files:
            raise ValueError("[files] names no file")
        spec = ModelSpec(
            name=_take(table, "name", str),
            version=_take(table, "version", str),
            digest=_take(table, "digest", str),
            path=next(iter(files)),
            input_size=_positive(table, "input_size"),
            dim=_positive(table, "dim"),
            licence=_take(table, "licence", str),
            thresholds=read_thresholds(_table(table, "thresholds")),
        )
        wanted = _table(table, "preprocessing") if "preprocessing" in table else {}
        return Manifest(
            spec,
            _take(table, "source", str),
            files,
            read_preprocessing(wanted),
            _take(table, "rounded_from", str) if "rounded_from" in table else "",
        )
    except ValueError as error:
        raise ModelError(f"The model manifest {path} makes no sense: {error}.") from error


def read_package(path: Path) -> Package:
    """Read the `[package]` table of a manifest.

    Raises:
        ModelError: the manifest is missing, is no TOML, or has no such table.
    """
    table = _read_table(path)
    try:
        package = _table(table, "package")
        return Package(_take(package, "module", str), _take(package, "install", str))
    except ValueError as error:
        raise ModelError(f"The model manifest {path} makes no sense: {error}.") from error


def _read_table(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError as error:
        raise ModelError(f"There is no model manifest at {path}.") from error
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ModelError(f"The model manifest {path} cannot be read: {error}.") from error


def read_thresholds(table: dict[str, Any]) -> Thresholds:
    """Read a `[thresholds]` table. Without a `candidate`, half as far below `same_scene` as that is below
    `same_picture`.

    Raises:
        ValueError: a cosine is missing or out of range, or a looser one is above a stricter.
    """
    same_picture, same_scene = _cosine(table, "same_picture"), _cosine(table, "same_scene")
    if "candidate" in table:
        candidate = _cosine(table, "candidate")
    else:
        candidate = max(-1.0, round(same_scene - (same_picture - same_scene) / 2, 4))
    if same_picture < same_scene:
        raise ValueError("same_picture must not be below same_scene")
    if same_scene < candidate:
        raise ValueError("same_scene must not be below candidate")
    return Thresholds(same_picture, same_scene, candidate)


def _cosine(table: dict[str, Any], name: str) -> float:
    value = table.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not -1 <= value <= 1:
        raise ValueError(f"{name} must be a cosine from -1 to 1, not {value!r}")
    return float(value)


def _take(table: dict[str, Any], name: str, kind: type[T]) -> T:
    value = table.get(name)
    if not isinstance(value, kind) or isinstance(value, bool) or value == "":
        raise ValueError(f"{name} must be {'a text' if kind is str else 'a whole number'}, not {value!r}")
    return value


def _positive(table: dict[str, Any], name: str) -> int:
    value = _take(table, name, int)
    if value < 1:
        raise ValueError(f"{name} must be at least 1, not {value}")
    return value


def _table(table: dict[str, Any], name: str) -> dict[str, Any]:
    value = table.get(name)
    if not isinstance(value, dict):
        raise ValueError(f"the table [{name}] is missing")
    return value  # pyright: ignore[reportUnknownVariableType]


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"the digest of {name} must be a text, not {value!r}")
    return value
