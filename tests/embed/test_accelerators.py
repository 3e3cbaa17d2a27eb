"""Which accelerators a machine offers, and the sentence for each that it does not."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from core.embed import gpu
from core.embed.accelerators import Installed, Kind, candidates, look_at_installation
from core.embed.embedder import Embedder
from core.embed.gpu import Gpu, find_gpu, has_driver
from core.embed.registry import load_embedder
from core.embed.session import SessionEmbedder
from core.settings import Accelerator
from tests.embed.cards import (
    BUILT_IN,
    GTX_1080,
    H200,
    OLD_DRIVER,
    PLAIN,
    RTX_4090,
    T4,
    WITH_PLUGIN,
    WITH_TENSORRT,
)


def usable(card: Gpu | None, installed: Installed) -> list[Kind]:
    return [each.kind for each in candidates(card, installed) if not each.why_not]


def why_not(kind: Kind, card: Gpu | None, installed: Installed) -> str:
    return next(each.why_not for each in candidates(card, installed) if each.kind is kind)


@pytest.fixture
def no_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpu, "_DRIVER", {sys.platform: "libcuda-that-is-not-here.so.1"})


def test_tensorrt_comes_before_cuda():
    assert usable(T4, WITH_TENSORRT) == [Kind.TENSORRT, Kind.CUDA]
    assert usable(H200, WITH_TENSORRT) == [Kind.TENSORRT, Kind.CUDA]


def test_plugin_serves_geforce_cards():
    assert usable(RTX_4090, WITH_PLUGIN) == [Kind.TENSORRT_RTX]


def test_nothing_is_usable_without_a_card_or_without_packages():
    assert usable(None, WITH_TENSORRT) == usable(None, PLAIN) == usable(RTX_4090, PLAIN) == []


@pytest.mark.parametrize(
    ("kind", "card", "installed", "sentence"),
    [
        (Kind.TENSORRT, None, WITH_TENSORRT, "no NVIDIA card"),
        (Kind.TENSORRT, T4, PLAIN, r"not installed.*neardup\[tensorrt\]"),
        (
            Kind.TENSORRT,
            T4,
            Installed({"onnxruntime-gpu": "1.31.1"}, BUILT_IN, 13),
            "TensorRT's own libraries",
        ),
        (Kind.TENSORRT, GTX_1080, WITH_TENSORRT, "too old.*6.1.*7.5"),
        (Kind.TENSORRT, OLD_DRIVER, WITH_TENSORRT, r"driver 551\.23 is too old.*CUDA 12\.4.*13.*580"),
        (Kind.CUDA, OLD_DRIVER, WITH_TENSORRT, "driver 551"),
        (Kind.CUDA, T4, PLAIN, "not installed"),
        (Kind.TENSORRT_RTX, RTX_4090, PLAIN, r"not installed.*neardup\[tensorrt-rtx\]"),
        (Kind.TENSORRT_RTX, T4, WITH_PLUGIN, "does not support this card.*7.5"),
        (Kind.TENSORRT_RTX, H200, WITH_PLUGIN, "does not support this card.*9.0"),
        (Kind.TENSORRT_RTX, OLD_DRIVER, WITH_PLUGIN, "driver 551"),
        (
            Kind.TENSORRT_RTX,
            RTX_4090,
            Installed({"onnxruntime": "1.23.2", "onnxruntime-ep-nv-tensorrt-rtx-cu13": "0.5.0"}),
            r"needs ONNX Runtime 1\.24",
        ),
    ],
)
def test_each_reason_is_a_sentence(kind: Kind, card: Gpu | None, installed: Installed, sentence: str):
    why = why_not(kind, card, installed)
    assert re.search(sentence, why), why
    assert why.endswith((".", '"'))


def test_two_runtimes_over_each_other_are_noticed():
    both = {"onnxruntime": "1.32.0", "onnxruntime-gpu": "1.31.1", "tensorrt-cu13-libs": "10.16.1.11"}
    covered = Installed(both, providers=frozenset({"CPUExecutionProvider"}))
    assert "lie over each other" in why_not(Kind.TENSORRT, T4, covered)


def test_titles_and_versions_are_those_that_are_installed():
    tensorrt, plugin, cuda = candidates(T4, WITH_TENSORRT)
    assert (tensorrt.title, tensorrt.precision) == ("TensorRT 10.16 FP16", "fp16")
    assert tensorrt.versions == ("onnxruntime-gpu 1.31.1", "tensorrt-cu13-libs 10.16.1.11")
    assert (cuda.title, cuda.precision) == ("CUDA 13", "fp32")
    assert plugin.title == "TensorRT RTX FP16"


def test_this_installation_can_be_looked_at():
    installed = look_at_installation()
    assert "onnxruntime" in installed.packages or "onnxruntime-gpu" in installed.packages
    assert "CPUExecutionProvider" in installed.providers


def test_without_a_driver_there_is_no_card(no_driver: None):
    assert not has_driver()
    assert find_gpu() is None


def test_without_a_driver_the_embedder_is_the_plain_one(no_driver: None):
    embedder: Embedder = load_embedder(accelerator=Accelerator.AUTO)
    assert isinstance(embedder, SessionEmbedder)


def test_without_a_driver_nothing_more_is_imported():
    code = (
        "import sys; from core.embed import gpu; gpu._DRIVER = {}\n"
        "from core.embed.registry import load_embedder; from core.settings import Accelerator\n"
        "load_embedder(accelerator=Accelerator.WAIT)\n"
        "heavy = {'onnxruntime', 'tensorflow', 'core.embed.accelerated', 'core.embed.workshop'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
