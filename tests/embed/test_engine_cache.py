"""Engines are kept by everything they depend on, and one that is broken or deadly is not trusted."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.embed.engine_cache import EngineCache, EngineKey, EngineState, Parity
from tests.embed.cards import key

ROOT = Path(__file__).parents[2]


@pytest.fixture
def cache(tmp_path: Path) -> EngineCache:
    return EngineCache(tmp_path / "engines")


def put(cache: EngineCache, wanted: EngineKey, content: bytes = b"engine") -> Path:
    with cache.building(wanted) as folder:
        assert folder is not None
        (folder / "kernels.engine").write_bytes(content)
        cache.put(wanted, folder, {"images_per_s": 900})
    return cache.place(wanted) / "kernels.engine"


@pytest.mark.parametrize(
    "change",
    [
        {"model": "abd"},
        {"card": "Tesla T4, 8.0"},
        {"driver": "590.10"},
        {"versions": ("onnxruntime-gpu 1.31.1", "tensorrt-cu13-libs 10.17.0.1")},
        {"precision": "fp32"},
        {"kind": "cuda"},
        {"sizes": (1, 8, 32)},
    ],
)
def test_every_dependency_makes_another_engine(change: dict[str, object], cache: EngineCache):
    put(cache, key())
    assert key().name == key().name
    assert key(**change).name != key().name
    assert cache.state(key(**change)) is EngineState.MISSING


def test_finished_engine_is_ready_and_knows_its_facts(cache: EngineCache):
    put(cache, key())
    assert cache.state(key()) is EngineState.READY
    assert cache.facts(key())["images_per_s"] == 900
    assert [path.name for path in cache.folder.iterdir()] == [key().name]


@pytest.mark.parametrize("content", [b"", b"engin", b"Engine"])
def test_broken_engine_is_thrown_away(content: bytes, cache: EngineCache):
    put(cache, key()).write_bytes(content)
    assert cache.state(key()) is EngineState.MISSING
    assert not cache.place(key()).exists()


def test_engine_without_its_facts_is_thrown_away(cache: EngineCache):
    put(cache, key())
    (cache.place(key()) / "engine.json").write_text("{")
    assert cache.state(key()) is EngineState.MISSING


def test_engine_that_fails_while_it_is_built_leaves_nothing(cache: EngineCache):
    def build() -> None:
        with cache.building(key()) as folder:
            assert folder is not None
            (folder / "half.engine").write_bytes(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        build()
    assert cache.state(key()) is EngineState.MISSING
    assert list(cache.folder.iterdir()) == []


def test_new_engine_replaces_the_one_of_the_old_driver_and_leaves_other_models_alone(cache: EngineCache):
    other, beside = key(model="other"), key(kind="tensorrt-rtx")
    for each in (key(driver="570.1"), other, beside, key()):
        put(cache, each)
    assert not cache.place(key(driver="570.1")).exists()
    assert all(cache.state(each) is EngineState.READY for each in (key(), other, beside))


def test_only_one_process_builds(cache: EngineCache):
    with cache.building(key()) as folder:
        assert folder is not None
        assert cache.state(key()) is EngineState.BUILDING
        with cache.building(key()) as second:
            assert second is None


def kill_inside(cache: EngineCache, what: str) -> None:
    code = (
        f"import os, sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path; from core.embed.engine_cache import EngineCache\n"
        "from tests.embed.cards import key\n"
        f"with EngineCache(Path({str(cache.folder)!r})).{what}(key()): os._exit(139)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 139


@pytest.mark.parametrize("what", ["opening", "building"])
def test_engine_that_killed_the_process_is_thrown_away_once_and_refused_after_the_second_time(
    what: str, cache: EngineCache
):
    put(cache, key())
    kill_inside(cache, what)
    assert cache.state(key()) is EngineState.MISSING
    put(cache, key())
    assert cache.state(key()) is EngineState.READY
    kill_inside(cache, what)
    assert cache.state(key()) is EngineState.REFUSED
    assert "2 times" in cache.why_refused(key())
    assert cache.state(key(driver="590.10")) is EngineState.MISSING


def test_fault_while_opening_is_no_crash(cache: EngineCache):
    put(cache, key())
    with pytest.raises(ZeroDivisionError), cache.opening(key()):
        raise ZeroDivisionError
    assert cache.state(key()) is EngineState.READY


def test_refusal_outlives_the_engine_and_can_be_forgotten(cache: EngineCache):
    put(cache, key())
    cache.refuse(key(), "Its vectors differ.")
    assert cache.state(key()) is EngineState.REFUSED
    assert EngineCache(cache.folder).why_refused(key()) == "Its vectors differ."
    cache.forget_all()
    assert cache.state(key()) is EngineState.MISSING


def test_parity_belongs_to_the_engine(cache: EngineCache):
    put(cache, key())
    assert cache.parity(key()) is None
    cache.note_parity(key(), Parity(0.9995, 16))
    assert cache.parity(key()) == Parity(0.9995, 16)
    assert cache.state(key()) is EngineState.READY
    put(cache, key())
    assert cache.parity(key()) is None
