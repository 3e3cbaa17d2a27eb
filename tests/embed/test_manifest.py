"""Manifests: what a good one says, and the sentence for each bad one."""

from pathlib import Path

import pytest

from core.embed.embedder import ModelSpec, Thresholds
from core.embed.manifest import read_manifest
from core.errors import ModelError

GOOD = """
name = "small"
version = "2"
digest = "abc"
input_size = 64
dim = 8
licence = "MIT"
source = "drawn by hand"
[files]
"small.onnx" = "01"
"small.keras" = "02"
[thresholds]
same_picture = 0.8
same_scene = 0.6
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "small.toml"
    path.write_text(text)
    return path


def test_a_manifest_says_what_the_model_is(tmp_path: Path):
    manifest = read_manifest(write(tmp_path, GOOD))
    assert manifest.spec == ModelSpec(
        name="small",
        version="2",
        digest="abc",
        path=tmp_path / "small.onnx",
        input_size=64,
        dim=8,
        licence="MIT",
        thresholds=Thresholds(same_picture=0.8, same_scene=0.6, candidate=0.5),
    )
    assert manifest.files == {tmp_path / "small.onnx": "01", tmp_path / "small.keras": "02"}
    assert manifest.file_for(".keras") == tmp_path / "small.keras"
    assert manifest.file_for(".engine") is None
    assert manifest.rounded_from == ""


def test_an_int8_copy_says_what_it_was_made_of(tmp_path: Path):
    copy = GOOD.replace('source = "drawn by hand"', 'source = "drawn by hand"\nrounded_from = "large"')
    assert read_manifest(write(tmp_path, copy)).rounded_from == "large"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("input_size = 64", "input_size = 0", "input_size must be at least 1"),
        ("dim = 8", "dim = true", "dim must be a whole number"),
        ('name = "small"', "", "name must be a text"),
        ('digest = "abc"', 'digest = ""', "digest must be a text"),
        ("dim = 8", "dim = 8\nrounded_from = 3", "rounded_from must be a text"),
        ('"small.onnx" = "01"', '"small.onnx" = 1', "digest of small.onnx"),
        ("[files]", "[papers]", r"table \[files\] is missing"),
        ("same_scene = 0.6", "same_scene = 2", "same_scene must be a cosine"),
        ("same_scene = 0.6", "same_scene = 0.9", "must not be below"),
        ("name =", "= name =", "cannot be read"),
    ],
)
def test_bad_manifests_end_in_a_sentence(old: str, new: str, complaint: str, tmp_path: Path):
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(ModelError, match=complaint) as caught:
        read_manifest(path)
    assert str(path) in str(caught.value)


def test_a_missing_manifest_ends_in_a_sentence(tmp_path: Path):
    with pytest.raises(ModelError, match="no model manifest"):
        read_manifest(tmp_path / "none.toml")
