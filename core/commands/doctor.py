"""`neardup doctor`: what runs here and how fast, why nothing better does, and where everything lies.

Meant to be read by a person who wonders, and to be pasted into a report of a fault. It changes nothing unless
it is asked to.
"""

import platform
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from core import __version__
from core.catalog.place import Place, place_of
from core.commands.shared import (
    EXIT_FAULT,
    CatalogOption,
    ModelOption,
    SettingsOption,
    faults_as_sentences,
    shown,
)
from core.commands.terminal import bytes_text, cancelled_by_interrupt, progress_reporter
from core.errors import CatalogDamaged, CatalogError, NearDupError
from core.settings import Settings, load_settings, settings_path

_PACKAGES = (
    "numpy",
    "pillow",
    "sqlalchemy",
    "opencv-python-headless",
    "onnxruntime",
    "onnxruntime-gpu",
    "tensorrt-cu13-libs",
    "onnxruntime-ep-nv-tensorrt-rtx-cu13",
    "tensorflow",
    "tensorflow-cpu",
    "keras",
    "onnx",
    "tf2onnx",
    "PySide6-Essentials",
)
_DECODERS = {
    "JPEG, made smaller": "simplejpeg",
    "HEIC": "pillow-heif",
    "JPEG XL": "pillow-jxl-plugin",
    "camera RAW": "rawpy",
}

Line = tuple[str, str]


def command(
    prepare: Annotated[
        bool, typer.Option("--prepare", help="Build the engine for the graphics card now, and wait for it.")
    ] = False,
    forget_engines: Annotated[
        bool, typer.Option("--forget-engines", help="Remove all engines, and what is known against any.")
    ] = False,
    catalog: CatalogOption = None,
    settings: SettingsOption = None,
    model: ModelOption = "",
) -> None:
    """Say what computes here, why nothing faster does, what is installed, and where everything lies.

    Ends with 1 where something is broken, and names it.
    """
    if forget_engines:
        _forget_engines()
    kept, faults = _settings(settings or settings_path())
    wanted = model or kept.scan.model
    if prepare:
        with faults_as_sentences():
            _prepare(wanted)
    sections: dict[str, Callable[[], Iterator[Line]]] = {
        "Program": _program,
        "Model": lambda: _model(wanted),
        "Graphics card": lambda: _card(wanted),
        "Packages": _packages,
        "Decoders": _decoders,
        "Files": lambda: _files(catalog, settings or settings_path(), kept),
    }
    for title, lines in sections.items():
        typer.echo(f"\n{title}")
        try:
            for name, text in lines():
                typer.echo(f"  {name:<24} {text}")
        except NearDupError as error:
            faults.append(str(error))
            typer.echo(f"  {error}")
    typer.echo("")
    for fault in faults:
        typer.echo(f"neardup: {fault}", err=True)
    if faults:
        raise typer.Exit(EXIT_FAULT)
    typer.echo("Nothing is broken.")


def _program() -> Iterator[Line]:
    yield "NearDup", __version__
    yield "Python", f"{platform.python_version()}, {sys.executable}"
    yield "System", platform.platform()


def _model(name: str) -> Iterator[Line]:
    from core.embed.registry import load_embedder
    from core.embed.survey import measure

    embedder = load_embedder(name)
    spec = embedder.spec
    yield (
        "Model",
        f"{spec.name} {spec.version}, {spec.dim} numbers from {spec.input_size} × {spec.input_size}",
    )
    yield "Digest", spec.digest[:16]
    yield "Without a card it runs on", embedder.backend
    yield "Measured", f"{measure(embedder):.0f} images/s"


def _card(name: str) -> Iterator[Line]:
    from core.embed.registry import find_model
    from core.embed.survey import survey

    found = survey(find_model(name))
    if found.gpu is None:
        yield "Card", "none: there is no NVIDIA card, or no driver for it"
        return
    gpu = found.gpu
    yield "Card", f"{gpu.name}, compute {gpu.compute[0]}.{gpu.compute[1]}, {bytes_text(gpu.memory)}"
    yield "Driver", f"{gpu.driver}, CUDA {gpu.cuda[0]}.{gpu.cuda[1]}"
    for standing in found.standings:
        yield standing.title, standing.text
    count = len(found.engines)
    yield "Engines", f"{count}, {bytes_text(sum(found.engines))}, in {shown(Path(found.folder))}"


def _packages() -> Iterator[Line]:
    for name in _PACKAGES:
        number = _version(name)
        if number:
            yield name, number


def _decoders() -> Iterator[Line]:
    from PIL import features

    for title in ("jpg", "webp", "avif"):
        number = features.version(title)
        yield {"jpg": "JPEG", "webp": "WebP", "avif": "AVIF"}[title], number or "missing from this Pillow"
    for title, package in _DECODERS.items():
        yield title, f"{package} {_version(package)}" if _version(package) else f"missing: {package}"


def _files(catalog: str | None, settings: Path, kept: Settings) -> Iterator[Line]:
    yield "Settings", shown(settings) if settings.is_file() else f"{shown(settings)}, not there: defaults"
    yield "Accelerator", kept.scan.accelerator
    yield from _trash()
    yield from _catalog(place_of(catalog))
    yield "Window", "PySide6 is installed" if find_spec("PySide6") else "PySide6 is missing: no window"


def _catalog(place: Place) -> Iterator[Line]:
    if isinstance(place, Path) and not place.is_file():
        yield "Catalogue", f"{shown(place)}, not there: made by the first scan"
        return
    from core.catalog import embeddings
    from core.catalog.catalog import Catalog

    if isinstance(place, Path):
        yield "Catalogue", f"{shown(place)}, {bytes_text(place.stat().st_size)}"
    else:
        yield "Catalogue", place.name
    try:
        opened = Catalog.open(place, read_only=True)
    except CatalogDamaged:
        raise
    except CatalogError as error:  # an older one is brought up to date by whoever writes to it next
        yield "", str(error)
        return
    with opened:
        with opened.read() as connection:
            counts = embeddings.counts(connection)
        for name, number in counts.items():
            yield "", f"{number} photos embedded with {name}"
        last = opened.last_scan()
        if last is not None:
            yield "Last scan", f"{last.finished:%Y-%m-%d %H:%M}, {last.scanned} photos, {last.backend}"


def _trash() -> Iterator[Line]:
    from core.review.trash import SystemTrash

    why_not = SystemTrash().why_not(Path.home())
    yield "Trash of the home folder", why_not or "can be used"


def _settings(path: Path) -> tuple[Settings, list[str]]:
    try:
        return load_settings(path), []
    except NearDupError as error:
        return Settings(), [str(error)]


def _prepare(model: str) -> None:
    from core.embed.embedder import CardEmbedder
    from core.embed.registry import load_embedder
    from core.settings import Accelerator

    with cancelled_by_interrupt() as cancel, progress_reporter() as report:
        embedder = load_embedder(model, accelerator=Accelerator.WAIT)
        if isinstance(embedder, CardEmbedder):
            embedder.prepare(report, cancel)


def _forget_engines() -> None:
    from core.embed.engine_cache import EngineCache, engines_folder

    EngineCache(engines_folder()).forget_all()


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # 15 ms, which no other command needs

    try:
        return version(package)
    except PackageNotFoundError:
        return ""
