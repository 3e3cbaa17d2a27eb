"""Finds models by name or path and loads them behind the `Embedder` protocol.

A model is named in one of three ways: "" is the default model, a plain name is a bundled one
(`resources/models/NAME.toml`) or one that a person registered (the same in the platform's data folder, see
adding.py), and anything else is the path of a model that a person brings.
"""

import hashlib
import importlib.resources
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import platformdirs

from core.embed.embedder import CardEmbedder, Embedder, ModelSpec
from core.embed.gpu import has_driver
from core.embed.heads import cut_onnx
from core.embed.keras_backend import KerasSession
from core.embed.manifest import Manifest, read_manifest
from core.embed.onnx_backend import OnnxSession
from core.embed.order import ModelOrder
from core.embed.packaged import packaged_manifest, packaged_models
from core.embed.preprocessing import Preprocessing
from core.embed.session import Session, SessionEmbedder
from core.embed.user_model import ModelSettings, describe, read_model_settings
from core.errors import ModelError
from core.progress import CancelToken, Reporter
from core.settings import APP_NAME, Accelerator

DEFAULT_MODEL = "neardup-lite0-int8"
"""The default on the CPU: the model below, rounded to int8, for less than half of the processor's time."""

DEFAULT_BESIDE_CARD = "neardup-lite0"
"""The default where an NVIDIA driver is: float32, since cards have their own ways to compute with fewer bits.

No catalogue may hold vectors of both (their median cosine is 0.996, and 0.999 is asked for), and a scan may
begin on the CPU and go on with the card. So the driver decides, and not whether the card is ready. The bundle
of one folder can use no card, and does not bring this model.
"""

_SUFFIXES = {"onnx": ".onnx", "keras": ".keras"}


def default_model() -> str:
    """The name of the model that "" stands for on this machine."""
    brought = (_models_folder() / f"{DEFAULT_BESIDE_CARD}.toml").is_file()
    return DEFAULT_BESIDE_CARD if brought and has_driver() else DEFAULT_MODEL


def available_models() -> list[ModelSpec]:
    """The bundled models, the default one first and the others by name; then those of installed packages,
    and a person's own, by name.

    A registered model whose manifest is broken is left out: it is no reason to show none.

    Raises:
        ModelError: a manifest of this installation is broken.
    """
    specs = [read_manifest(path).spec for path in _models_folder().glob("*.toml")]
    default = default_model()
    bundled = sorted(specs, key=lambda spec: (spec.name != default, spec.name))
    return bundled + packaged_models() + registered_models()


def registered_models() -> list[ModelSpec]:
    """The models that a person added, by name."""
    specs: list[ModelSpec] = []
    for path in sorted(own_models_folder().glob("*.toml")):
        with suppress(ModelError):
            specs.append(read_manifest(path).spec)
    return specs


def own_models_folder() -> Path:
    """Where a person's own models are registered."""
    return platformdirs.user_data_path(APP_NAME, appauthor=False) / "models"


def find_model(model: str = "") -> ModelSpec:
    """Say what a model is.

    For a bundled model this reads its manifest and nothing else. A model that a person brings has to be
    opened, since its shape and digest are known to nobody before.

    Args:
        model: "" for the default, a bundled name, or a path.

    Raises:
        ModelError: there is no such model, or it cannot be used.
    """
    manifest = _find_manifest(model)
    return manifest.spec if manifest else load_embedder(model).spec


def load_embedder(
    model: str = "",
    *,
    backend: str = "auto",
    threads: int = 0,
    accelerator: Accelerator = Accelerator.OFF,
) -> Embedder:
    """Make an embedder.

    A bundled or registered model is opened when it first embeds, a person's own at once.

    Args:
        model: "" for the default, a name, or the path of a `.onnx` or `.keras` file or of a SavedModel
            folder.
        backend: "onnx", "keras", or "auto": ONNX Runtime wherever the model comes as ONNX.
        threads: how many may compute one batch; 0 leaves it to the backend (ONNX Runtime: half of the cores).
        accelerator: unless off, a `CardEmbedder` where an NVIDIA driver is installed and the model is a
            bundled or registered ONNX file.

    Raises:
        ModelError: there is no such model, it cannot be used, or the backend cannot run it.
    """
    if backend not in ("auto", *_SUFFIXES):
        raise ModelError(f'There is no backend "{backend}"; choose auto, onnx or keras.')
    manifest = _find_manifest(model)
    if manifest is None:
        return _user_model(Path(model).expanduser(), backend, threads)
    plain = _named(manifest, backend, threads)
    if accelerator is Accelerator.OFF or plain.spec.path.suffix != ".onnx" or not has_driver():
        return plain
    return _accelerated(plain, manifest.preprocessing)


def wait_for_card(
    embedder: Embedder, accelerator: Accelerator, report: Reporter, cancel: CancelToken
) -> None:
    """Before a scan: wait until the graphics card is ready, where there is one and the person wants that.

    Raises:
        Cancelled: the waiting was cancelled.
    """
    if accelerator is Accelerator.WAIT and isinstance(embedder, CardEmbedder):
        embedder.prepare(report, cancel)


def _find_manifest(model: str) -> Manifest | None:
    """The manifest of a bundled, registered or packaged model; None if `model` is a path."""
    name = model or default_model()
    for folder in (_models_folder(), own_models_folder()):
        path = folder / f"{name}.toml"
        if Path(name).name == name and path.is_file():
            return read_manifest(path)
    if packaged := packaged_manifest(name):
        return packaged
    if Path(name).expanduser().exists():
        return None
    known = ", ".join(spec.name for spec in available_models())
    raise ModelError(
        f"There is no model {name}: neither a file of that path, nor one of the models by name ({known})."
    )


def _models_folder() -> Path:
    # NearDup is installed as files on a disk, never run from inside a zip, so this is a real folder.
    return Path(str(importlib.resources.files("resources"))) / "models"


def _named(manifest: Manifest, backend: str, threads: int) -> Embedder:
    wanted = ("onnx", "keras") if backend == "auto" else (backend,)
    for name in wanted:
        path = manifest.file_for(_SUFFIXES[name])
        if path is not None:
            break
    else:
        instead = f" {manifest.rounded_from}, which it was made of, can." if manifest.rounded_from else ""
        raise ModelError(
            f"The model {manifest.spec.name} cannot run on {backend}: it has no such file.{instead}"
        )
    own = path.parent == own_models_folder()
    advice = "Add the model again: neardup model add PATH" if own else "Install NearDup again."
    if not path.is_file():
        raise ModelError(f"The model file {path} is missing. {advice}")

    def open_checked() -> Session:
        if hashlib.sha256(path.read_bytes()).hexdigest() != manifest.files[path]:
            raise ModelError(f"The model file {path} is damaged. {advice}")
        return _opener(path, threads)()

    spec = replace(manifest.spec, path=path)
    is_light = path.suffix == ".onnx" and path.stat().st_size <= _LIGHT_BYTES
    order = ModelOrder(spec.name, spec.digest) if is_light else None
    return SessionEmbedder(spec, open_checked, manifest.preprocessing, order=order)


_LIGHT_BYTES = 32 << 20
"""A file of a model that each process may open for itself: the bundled ones take 6 and 16 MB, and 50 MB of
memory."""


def _user_model(path: Path, backend: str, threads: int) -> Embedder:
    kind = kind_of(path)
    if backend not in ("auto", kind):
        raise ModelError(f"The model {path} cannot run on {backend}; it needs {kind}.")
    settings = read_model_settings(path)
    session = open_user_model(path, settings, threads)
    return SessionEmbedder(describe(path, session, settings), lambda: session, settings.preprocessing)


def open_user_model(path: Path, settings: ModelSettings, threads: int = 0) -> OnnxSession | KerasSession:
    """Open a model that a person brings, up to its embedding.

    Raises:
        ModelError: it cannot be opened, or its input is no batch of square RGB pictures.
    """
    if kind_of(path) == "keras":
        return KerasSession(path, threads=threads, layer=settings.layer)
    cut = cut_onnx(path, settings.layer)
    return OnnxSession(path, threads=threads, graph=cut[0] if cut else None)


def _accelerated(plain: Embedder, preprocessing: Preprocessing) -> Embedder:
    from core.embed.accelerated import AcceleratedEmbedder
    from core.embed.workshop import EngineWorkshop

    def on_engine(session: Session, chunk: int) -> Embedder:
        return SessionEmbedder(plain.spec, lambda: session, preprocessing, chunk)

    return AcceleratedEmbedder(plain, EngineWorkshop(plain.spec), on_engine)


def kind_of(path: Path) -> str:
    """Which backend a person's own model needs: "onnx" or "keras".

    Raises:
        ModelError: neither can open it.
    """
    if path.is_dir() and (path / "saved_model.pb").is_file():
        return "keras"
    for kind, suffix in _SUFFIXES.items():
        if path.is_file() and path.suffix.lower() == suffix:
            return kind
    wanted = "a .onnx file, a .keras file or a SavedModel folder"
    advice = ' Open it in Keras, and save it with model.save("NAME.keras").' if _is_hdf5(path) else ""
    raise ModelError(f"{path} is no model that NearDup can open: {wanted}.{advice}")


def _is_hdf5(path: Path) -> bool:
    return path.suffix.lower() in (".h5", ".hdf5")


def _opener(path: Path, threads: int) -> Callable[[], Session]:
    if path.suffix.lower() == ".onnx":
        return partial(OnnxSession, path, threads=threads)
    return partial(KerasSession, path, threads=threads)
