"""What ONNX Runtime is told, held against a stand-in for it; and half precision, on the real one."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from core.embed.accelerators import Kind
from core.embed.half_precision import write_half_precision
from core.embed.onnx_backend import OnnxSession
from core.embed.providers import Provider, Shapes, configure, rtx_options, tensorrt_options
from core.embed.registry import DEFAULT_BESIDE_CARD, find_model, load_embedder
from core.embed.session import SessionEmbedder
from core.errors import ModelError
from tests.embed.conftest import random_pictures
from tests.embed.test_bundled_model import real_photos, squash

SHAPES = Shapes("image", (1, 24, 24, 3), (8, 24, 24, 3), (32, 24, 24, 3))


class Options:
    def __init__(self) -> None:
        self.config: dict[str, str] = {}
        self.devices: list[tuple[Any, dict[str, str]]] = []

    def add_session_config_entry(self, name: str, value: str) -> None:
        self.config[name] = value

    def add_provider_for_devices(self, devices: list[Any], options: dict[str, str]) -> None:
        self.devices.append((devices, options))


class Runtime:
    """As much of ONNX Runtime as the plugin's interface needs."""

    def __init__(self, *, cards: int = 1) -> None:
        self.libraries: list[tuple[str, str]] = []
        self._cards = cards

    def set_default_logger_severity(self, level: int) -> None:
        assert level == 4

    def preload_dlls(self) -> None:
        print("Failed to load libcublasLt.so.13")

    def register_execution_provider_library(self, name: str, path: str) -> None:
        self.libraries.append((name, path))

    def get_ep_devices(self) -> list[SimpleNamespace]:
        found = [SimpleNamespace(ep_name="CPUExecutionProvider")]
        if self.libraries:
            found += [SimpleNamespace(ep_name="NvTensorRTRTXExecutionProvider")] * self._cards
        return found


@pytest.fixture
def plugin(monkeypatch: pytest.MonkeyPatch) -> None:
    module = SimpleNamespace(get_library_path=lambda: "/plugin.so")
    monkeypatch.setitem(__import__("sys").modules, "onnxruntime_ep_nv_tensorrt_rtx", module)


def provider(kind: Kind, **changes: Any) -> Provider:
    return Provider(kind, "TensorRT", "Tesla T4", **changes)


def test_tensorrt_leaves_to_cuda_what_it_cannot_compute(capsys: pytest.CaptureFixture[str]):
    options = Options()
    given = configure(Runtime(), options, provider(Kind.TENSORRT, options={"trt_fp16_enable": "1"}))
    names = [each if isinstance(each, str) else each[0] for each in given]
    assert names == ["TensorrtExecutionProvider", "CUDAExecutionProvider", "CPUExecutionProvider"]
    assert given[0][1] == {"trt_fp16_enable": "1"}
    assert capsys.readouterr().out == ""


def test_plugin_is_registered_once_and_one_card_is_chosen(plugin: None):
    runtime, options = Runtime(cards=2), Options()
    wanted = provider(
        Kind.TENSORRT_RTX, options={"nv_runtime_cache_path": "x"}, config={"ep.context_enable": "1"}
    )
    assert configure(runtime, options, wanted) == []
    configure(runtime, options, wanted)
    assert runtime.libraries == [("NvTensorRTRTXExecutionProvider", "/plugin.so")]
    devices, given = options.devices[0]
    assert len(devices) == 1
    assert given == {"nv_runtime_cache_path": "x"}
    assert options.config == {"ep.context_enable": "1"}


def test_plugin_without_a_card_is_told(plugin: None):
    with pytest.raises(ModelError, match="no card that it supports"):
        configure(Runtime(cards=0), Options(), provider(Kind.TENSORRT_RTX))


def test_shapes_are_written_as_the_options_want_them(tmp_path: Path):
    given = tensorrt_options(tmp_path, tmp_path / "timing", SHAPES)
    assert given["trt_profile_opt_shapes"] == "image:8x24x24x3"
    assert rtx_options(tmp_path, SHAPES)["nv_profile_max_shapes"] == "image:32x24x24x3"
    assert all(isinstance(value, str) for value in given.values())
    assert not any("profile" in name for name in tensorrt_options(tmp_path, tmp_path, None))


@pytest.mark.parametrize("kind", [Kind.TENSORRT, Kind.CUDA, Kind.TENSORRT_RTX])
def test_provider_that_is_not_here_ends_in_a_sentence(kind: Kind):
    with pytest.raises(ModelError, match="cannot be opened with TensorRT") as caught:
        OnnxSession(find_model().path, provider=provider(kind))
    assert "\n" not in str(caught.value)


def test_model_for_cards_in_half_precision_keeps_its_vectors(tmp_path: Path):
    # The graph that the RTX plugin gets, computed by the CPU's float16: what a card computes may differ.
    write_half_precision(find_model(DEFAULT_BESIDE_CARD).path, tmp_path / "half.onnx")
    plain = load_embedder(DEFAULT_BESIDE_CARD)
    half = SessionEmbedder(plain.spec, lambda: OnnxSession(tmp_path / "half.onnx"), plain._preprocessing)
    pictures = np.concatenate([random_pictures(4, 224), squash(real_photos(8))])
    cosines = np.sum(plain.embed(pictures) * half.embed(pictures), axis=1)
    assert cosines.min() >= 0.999


def test_graph_that_cannot_be_halved_ends_in_a_sentence(tmp_path: Path):
    (tmp_path / "bad.onnx").write_bytes(b"this is no model")
    with pytest.raises(ModelError, match="cannot be brought into half precision"):
        write_half_precision(tmp_path / "bad.onnx", tmp_path / "half.onnx")
