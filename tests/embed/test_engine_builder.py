"""Engines are built apart from the application, and what goes wrong there ends in a sentence here."""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest

from core.embed.accelerators import Candidate, Kind, candidates
from core.embed.embedder import ModelSpec
from core.embed.engine_builder import Request, build, open_engine
from core.embed.engine_cache import EngineCache, EngineState
from core.embed.onnx_backend import OnnxSession
from core.embed.providers import Provider
from core.embed.registry import find_model, load_embedder
from core.embed.session import SessionEmbedder
from core.embed.workshop import Build, EngineWorkshop
from core.errors import ModelError
from tests.embed.cards import RTX_4090, T4, WITH_PLUGIN, WITH_TENSORRT, key
from tests.embed.conftest import TINY, random_pictures
from tests.embed.test_onnx_backend import save_pooling_model


class Card:
    """Opens sessions in place of a card: on the CPU, noting what was asked, and leaving an engine behind."""

    def __init__(self, *, refuses_shapes: bool = False) -> None:
        self.asked: list[tuple[Path, Provider]] = []
        self._refuses_shapes = refuses_shapes

    def open(self, model: Path, provider: Provider) -> OnnxSession:
        self.asked.append((model, provider))
        if self._refuses_shapes and any("profile" in name for name in provider.options):
            raise ModelError("Users need to specify all the dynamic shape inputs.")
        if "trt_engine_cache_path" in provider.options:
            Path(provider.options["trt_engine_cache_path"], "kernels.engine").write_bytes(b"engine")
        if "ep.context_file_path" in provider.config:
            Path(provider.config["ep.context_file_path"]).write_bytes(model.read_bytes())
        return OnnxSession(model, threads=1)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return save_pooling_model(tmp_path / "m.onnx", ["n", TINY, TINY, 3], kind=onnx.TensorProto.UINT8)


@pytest.fixture
def request_for(model: Path, tmp_path: Path) -> Callable[..., Request]:
    def make(kind: Kind = Kind.TENSORRT) -> Request:
        return Request(model, TINY, key(kind=kind), "TensorRT 10.16 FP16", "Tesla T4", tmp_path / "engines")

    return make


def test_request_survives_its_way_to_the_other_process(request_for: Callable[..., Request]):
    assert Request.from_json(request_for().to_json()) == request_for()


def test_engine_is_built_for_a_range_of_batches_and_moved_into_the_cache(request_for: Callable[..., Request]):
    card, request = Card(), request_for()
    assert build(request, card.open) == {"built": True}
    cache = EngineCache(request.folder)
    assert cache.state(request.key) is EngineState.READY
    assert cache.facts(request.key)["images_per_s"] > 0
    ((_, provider),) = card.asked
    assert provider.options["trt_fp16_enable"] == provider.options["trt_engine_cache_enable"] == "1"
    assert provider.options["trt_profile_min_shapes"] == f"picture:1x{TINY}x{TINY}x3"
    assert provider.options["trt_profile_max_shapes"] == f"picture:8x{TINY}x{TINY}x3"
    assert provider.options["trt_timing_cache_path"] == str(cache.timing_folder())


def test_opened_engine_is_asked_with_the_shapes_that_it_was_built_for(request_for: Callable[..., Request]):
    card, request = Card(), request_for()
    build(request, card.open)
    session = open_engine(request, card.open)
    assert session.input_size == TINY
    built, opened = (provider.options for _, provider in card.asked)
    assert {name: opened[name] for name in opened if "profile" in name} == {
        name: built[name] for name in built if "profile" in name
    }
    assert opened["trt_engine_cache_path"] == str(EngineCache(request.folder).place(request.key))


def test_graph_that_is_cut_into_parts_learns_its_shapes_instead(request_for: Callable[..., Request]):
    card, request = Card(refuses_shapes=True), request_for()
    assert build(request, card.open) == {"built": True}
    open_engine(request, card.open)
    assert not any("profile" in name for name in card.asked[-1][1].options)


def test_plugin_gets_a_graph_in_half_precision_and_keeps_what_it_compiled(
    request_for: Callable[..., Request],
):
    card, request = Card(), request_for(Kind.TENSORRT_RTX)
    assert build(request, card.open) == {"built": True}
    model, provider = card.asked[0]
    assert model.name == "half.onnx"
    assert provider.config["ep.context_enable"] == "1"
    open_engine(request, card.open)
    place = EngineCache(request.folder).place(request.key)
    assert card.asked[1][0] == place / "engine.onnx"
    assert card.asked[1][1].options["nv_runtime_cache_path"] == str(place / "runtime")


def test_fault_of_the_card_is_told_and_leaves_nothing(request_for: Callable[..., Request]):
    def refuse(model: Path, provider: Provider) -> OnnxSession:
        raise ModelError("Out of memory on the card.")

    assert build(request_for(), refuse) == {"why": "Out of memory on the card."}
    assert EngineCache(request_for().folder).state(request_for().key) is EngineState.MISSING


def test_answer_that_is_no_number_is_refused(request_for: Callable[..., Request]):
    class Broken(OnnxSession):
        def run(self, batch: Any) -> Any:
            return np.full((len(batch), 3), np.nan, np.float32)

    given = build(request_for(), lambda model, provider: Broken(model, threads=1))
    assert "not one vector of numbers" in given["why"]


def wait_for(built: Build) -> str:
    until = time.monotonic() + 60
    while not built.ended() and time.monotonic() < until:
        time.sleep(0.02)
    assert built.ended()
    return built.why


def workshop(spec: ModelSpec, folder: Path, **changes: Any) -> tuple[EngineWorkshop, Candidate]:
    made = EngineWorkshop(spec, folder=folder, find=lambda: T4, look=lambda: WITH_TENSORRT, **changes)
    return made, made.look()[0]


def test_builder_on_a_machine_without_tensorrt_says_so(tmp_path: Path):
    made, wanted = workshop(find_model(), tmp_path)
    why = wait_for(made.build(wanted))
    assert "cannot be opened with TensorRT 10.16 FP16" in why
    assert "\n" not in why
    assert made.state(wanted) is EngineState.MISSING


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "ended with code -11"),
        ("pass", "without a word"),
        ("print('{')", "without a word"),
        ("print('{\"built\": true}')", ""),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="signals end processes otherwise on Windows")
def test_builder_that_crashes_harms_nobody(code: str, sentence: str, tmp_path: Path):
    made, wanted = workshop(find_model(), tmp_path, command=(sys.executable, "-c", code))
    why = wait_for(made.build(wanted))
    assert sentence in why
    assert bool(why) == bool(sentence)


def test_workshop_opens_what_was_built_and_its_vectors_are_those_of_the_model(model: Path, tmp_path: Path):
    spec, card = load_embedder(str(model)).spec, Card()
    made, wanted = workshop(spec, tmp_path / "engines", open_session=card.open)
    build(made.request(wanted), card.open)
    assert made.state(wanted) is EngineState.READY
    session = made.open(wanted)
    plain = load_embedder(str(model))
    on_engine = SessionEmbedder(spec, lambda: session, plain._preprocessing, made.largest_batch)
    pictures = random_pictures(11, TINY)
    np.testing.assert_allclose(on_engine.embed(pictures), plain.embed(pictures), atol=1e-6)


def test_another_card_or_driver_has_another_engine(tmp_path: Path):
    spec = find_model()
    rtx, t4 = candidates(RTX_4090, WITH_PLUGIN)[1], candidates(T4, WITH_TENSORRT)[0]
    here, _ = workshop(spec, tmp_path)
    updated = EngineWorkshop(
        spec, folder=tmp_path, find=lambda: replace(T4, driver="590.1"), look=lambda: WITH_TENSORRT
    )
    assert here.key(t4) != updated.key(t4)
    assert here.key(t4).name != here.key(rtx).name
    assert here.key(t4).model == spec.digest
