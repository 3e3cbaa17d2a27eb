"""`neardup model` and `neardup doctor`, as they are typed."""

from pathlib import Path

import onnx
import pytest
from typer.testing import CliRunner, Result

from core.cli import build_app
from core.embed.registry import default_model
from tests.embed.test_onnx_backend import save_pooling_model


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))


def neardup(*words: str | Path) -> Result:
    return CliRunner().invoke(build_app(None), [str(word) for word in words])


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = save_pooling_model(tmp_path / "mean.onnx", ["n", 24, 24, 3], kind=onnx.TensorProto.FLOAT)
    path.with_suffix(".toml").write_text("[thresholds]\nsame_picture = 0.9\nsame_scene = 0.8\n")
    return path


def test_model_is_inspected_added_listed_and_removed(model: Path):
    inspected = neardup("model", "inspect", model)
    assert "3 numbers" in inspected.output
    assert "24 × 24" in inspected.output
    added = neardup("model", "add", model, "--name", "colours")
    assert (added.exit_code, "Added colours" in added.output) == (0, True)
    listed = neardup("model", "list").output
    assert listed.startswith(default_model())
    assert "added by you" in listed
    assert neardup("model", "remove", "colours").exit_code == 0
    assert "colours" not in neardup("model", "list").output


def test_model_that_cannot_be_used_ends_in_a_sentence(tmp_path: Path):
    (tmp_path / "bad.onnx").write_bytes(b"this is no model")
    for words in (("inspect", tmp_path / "bad.onnx"), ("add", tmp_path / "gone.keras"), ("remove", "nobody")):
        result = neardup("model", *words)
        assert result.exit_code == 1
        assert result.stderr.startswith("neardup: ")


def test_model_without_photos_to_measure_says_what_to_do(tmp_path: Path):
    path = save_pooling_model(tmp_path / "mean.onnx", ["n", 24, 24, 3], kind=onnx.TensorProto.FLOAT)
    (tmp_path / "photos").mkdir()
    result = neardup("model", "add", path, "--photos", tmp_path / "photos")
    assert result.exit_code == 1
    assert "Scan a folder first" in result.stderr


def test_doctor_says_what_computes_and_that_nothing_is_broken(model: Path):
    result = neardup("doctor", "--model", model)
    assert result.exit_code == 0, result.output
    for text in ("ONNX Runtime", "images/s", "Card", "Catalogue", "Settings", "Trash", "HEIC"):
        assert text in result.output
    assert result.output.rstrip().endswith("Nothing is broken.")


def test_doctor_names_what_is_broken_and_goes_on(model: Path, tmp_path: Path):
    (tmp_path / "settings.toml").write_text("= nonsense")
    (tmp_path / "c.sqlite3").write_bytes(b"this is no catalogue, by far" * 100)
    result = neardup(
        "doctor",
        "--model",
        model,
        "--settings",
        tmp_path / "settings.toml",
        "--catalog",
        tmp_path / "c.sqlite3",
    )
    assert result.exit_code == 1
    assert "settings.toml" in result.stderr
    assert "c.sqlite3" in result.stderr
    assert "Decoders" in result.output
