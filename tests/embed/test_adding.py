"""A person's own model: looked at, exported, measured, registered, and kept apart from the others."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from PIL import Image

from core.catalog import embeddings
from core.catalog.catalog import Catalog
from core.embed import adding
from core.embed.adding import add, inspect, remove
from core.embed.calibration import LEAST_PHOTOS, calibrate, decide
from core.embed.embedder import Thresholds
from core.embed.export import check_parity
from core.embed.registry import (
    DEFAULT_MODEL,
    available_models,
    default_model,
    find_model,
    load_embedder,
    own_models_folder,
    registered_models,
)
from core.embed.user_model import UNKNOWN_THRESHOLDS
from core.errors import ModelError
from core.progress import CancelToken, Progress
from core.scan.pipeline import scan
from core.settings import ScanSettings
from tests.embed.conftest import TINY, random_pictures
from tests.embed.test_onnx_backend import save_pooling_model
from tests.fakes import FakeEmbedder
from tests.photos import draw

helper = onnx.helper


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return own_models_folder()


@pytest.fixture(autouse=True)
def measured_by_the_fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model with known thresholds, which tells true duplicates: the fake, to be quick."""
    monkeypatch.setattr(adding, "load_embedder", FakeEmbedder)


def silent(_: Progress) -> None: ...


def no_photos() -> Sequence[Image.Image]:
    raise AssertionError("nothing is to be measured")


def drawn(count: int = LEAST_PHOTOS) -> list[Image.Image]:
    return [draw(seed).resize((64, 48)) for seed in range(count)]


def described(path: Path, text: str = "") -> Path:
    path.with_suffix(".toml").write_text(
        f"{text}\n[thresholds]\nsame_picture = 0.8\nsame_scene = 0.7\ncandidate = 0.6\n"
    )
    return path


@pytest.fixture
def pooling(tmp_path: Path) -> Path:
    path = save_pooling_model(tmp_path / "mean.onnx", ["n", TINY, TINY, 3], kind=onnx.TensorProto.FLOAT)
    return described(path, '[preprocessing]\nscale = 0.5\nchannels = "BGR"')


def save_classifier(path: Path, *, classes: int, squash: bool, over_points: bool = False) -> Path:
    """An ONNX classifier on the mean colour, or on a map of colours."""
    rng = np.random.default_rng(1)
    constant = onnx.numpy_helper.from_array
    nodes = [helper.make_node("Transpose", ["picture"], ["first"], perm=[0, 3, 1, 2])]
    if over_points:
        weights = [constant(rng.normal(size=(classes, 3, 1, 1)).astype(np.float32), "w")]
        nodes.append(helper.make_node("GlobalAveragePool", ["first"], ["pooled"]))
        nodes.append(helper.make_node("Conv", ["pooled", "w"], ["map"]))
        nodes.append(helper.make_node("Flatten", ["map"], ["scores"]))
    else:
        weights = [constant(rng.normal(size=(3, classes)).astype(np.float32), "w")]
        nodes.append(helper.make_node("ReduceMean", ["first"], ["pooled"], axes=[2, 3], keepdims=0))
        nodes.append(helper.make_node("Gemm", ["pooled", "w"], ["scores"]))
    if squash:
        nodes.append(helper.make_node("Softmax", ["scores"], ["odds"]))
    output = "odds" if squash else "scores"
    graph = helper.make_graph(
        nodes,
        "classifier",
        [helper.make_tensor_value_info("picture", onnx.TensorProto.FLOAT, ["n", TINY, TINY, 3])],
        [helper.make_tensor_value_info(output, onnx.TensorProto.FLOAT, ["n", classes])],
        weights,
    )
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), path)
    return path


def test_inspection_says_what_is_taken(brought_keras: Path, brought_saved_model: Path, pooling: Path):
    keras, saved, plain = (inspect(path) for path in (brought_keras, brought_saved_model, pooling))
    assert [found.kind for found in (keras, saved, plain)] == ["Keras file", "SavedModel", "ONNX file"]
    assert [found.spec.dim for found in (keras, saved, plain)] == [12, 12, 3]
    assert "pooled" in saved.taken
    assert plain.described
    assert plain.preprocessing.bgr
    assert not keras.described
    assert keras.spec.thresholds == UNKNOWN_THRESHOLDS


def test_saved_model_of_a_classifier_is_read_before_its_head(brought_saved_model: Path, brought_keras: Path):
    pictures = random_pictures(3, TINY)
    saved, keras = (load_embedder(str(path)) for path in (brought_saved_model, brought_keras))
    np.testing.assert_allclose(saved.embed(pictures), keras.embed(pictures), atol=1e-5)


@pytest.mark.parametrize(
    ("classes", "squash", "over_points", "dim"),
    [
        (5, True, False, 3),
        (5, True, True, 3),
        (1000, False, False, 3),
        (7, False, False, 7),
        (7, False, True, 7),
    ],
)
def test_onnx_classifier_is_read_before_its_head_and_a_projection_is_kept(
    classes: int, squash: bool, over_points: bool, dim: int, tmp_path: Path
):
    path = save_classifier(tmp_path / "c.onnx", classes=classes, squash=squash, over_points=over_points)
    embedder = load_embedder(str(path))
    assert embedder.spec.dim == dim
    if dim == 3:
        pictures = random_pictures(4, TINY)
        means = pictures.astype(np.float32).mean(axis=(1, 2))
        expected = means / np.linalg.norm(means, axis=1, keepdims=True)
        np.testing.assert_allclose(embedder.embed(pictures), expected, atol=1e-5)


def test_tensor_of_an_onnx_file_can_be_named_and_a_wrong_name_is_told(tmp_path: Path):
    path = save_classifier(tmp_path / "c.onnx", classes=5, squash=True)
    path.with_suffix(".toml").write_text('layer = "scores"')
    assert inspect(path).spec.dim == 5
    path.with_suffix(".toml").write_text('layer = "nowhere"')
    with pytest.raises(ModelError, match=r"no tensor 'nowhere'.*odds"):
        inspect(path)


def test_added_onnx_file_is_chosen_by_name_and_gives_the_same_vectors(pooling: Path, own_folder: Path):
    added = add(pooling, no_photos, silent, CancelToken(), name="colours")
    assert (added.spec.name, added.calibration) == ("colours", None)
    assert added.spec.thresholds == Thresholds(0.8, 0.7, 0.6)
    assert added.spec.digest == find_model(str(pooling)).digest
    pictures = random_pictures(5, TINY)
    by_path, by_name = load_embedder(str(pooling)), load_embedder("colours")
    np.testing.assert_allclose(by_name.embed(pictures), by_path.embed(pictures), atol=1e-6)
    assert [spec.name for spec in registered_models()] == ["colours"]
    assert available_models()[0].name == default_model()
    assert sorted(file.name for file in own_folder.iterdir()) == ["colours.onnx", "colours.toml"]


@pytest.mark.parametrize("kind", ["keras", "saved model"])
def test_added_keras_model_runs_without_tensorflow(
    kind: str, brought_keras: Path, brought_saved_model: Path, tmp_path: Path
):
    source = brought_keras if kind == "keras" else brought_saved_model
    added = add(source, drawn, silent, CancelToken(), name="tiny")
    assert added.parity >= 0.9999
    assert added.calibration is not None
    pictures = random_pictures(3, TINY)
    np.testing.assert_allclose(
        load_embedder("tiny").embed(pictures), load_embedder(str(source)).embed(pictures), atol=1e-5
    )
    code = (
        "import sys, numpy as np; from core.embed.registry import load_embedder\n"
        f"load_embedder('tiny').embed(np.zeros((2, {TINY}, {TINY}, 3), np.uint8))\n"
        "sys.exit('tensorflow' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2]).returncode == 0


def test_preprocessing_of_a_keras_model_goes_into_the_graph(brought_keras: Path, tmp_path: Path):
    path = tmp_path / "scaled.keras"
    path.write_bytes(brought_keras.read_bytes())
    described(path, '[preprocessing]\nscale = [0.5, 1.0, 0.25]\noffset = 3\nchannels = "BGR"')
    add(path, no_photos, silent, CancelToken())
    pictures = random_pictures(3, TINY)
    np.testing.assert_allclose(
        load_embedder("scaled").embed(pictures), load_embedder(str(path)).embed(pictures), atol=1e-5
    )


def test_model_without_thresholds_is_measured_on_photos(tmp_path: Path):
    path = save_pooling_model(tmp_path / "mean.onnx", ["n", TINY, TINY, 3], kind=onnx.TensorProto.FLOAT)
    seen: list[Progress] = []
    with pytest.raises(ModelError, match=f"{LEAST_PHOTOS} are the least"):
        add(path, lambda: drawn(3), silent, CancelToken())
    assert registered_models() == []
    added = add(path, drawn, seen.append, CancelToken())
    assert added.spec.thresholds != UNKNOWN_THRESHOLDS
    assert seen[-1].total == LEAST_PHOTOS


def test_measured_thresholds_keep_different_photos_apart_and_find_copies():
    photos = drawn(60)
    measured = calibrate(FakeEmbedder(), FakeEmbedder(dim=32), photos, silent, CancelToken())
    thresholds = measured.thresholds
    assert -1 <= thresholds.candidate <= thresholds.same_scene <= thresholds.same_picture <= 0.99
    assert measured.pairs <= 60 * 59 // 2
    assert measured.found > 0.5


def test_true_duplicates_among_the_photos_do_not_spoil_the_measure():
    photos = drawn(50)
    plain = calibrate(FakeEmbedder(), FakeEmbedder(dim=32), photos, silent, CancelToken())
    doubled = calibrate(FakeEmbedder(), FakeEmbedder(dim=32), photos + photos[:20], silent, CancelToken())
    assert doubled.thresholds.same_scene == pytest.approx(plain.thresholds.same_scene, abs=0.1)
    assert doubled.thresholds.candidate < 0.95


def test_tail_is_continued_beyond_what_was_seen():
    # Cosines of random directions in 64 dimensions: nearly normal, with deviation 1/8.
    cosines = np.random.default_rng(1).normal(0, 1 / 8, 100_000).astype(np.float32)
    thresholds = decide(cosines)
    assert thresholds.candidate == pytest.approx(3.09 / 8, abs=0.02)
    assert float(cosines.max()) - 0.05 < thresholds.same_scene < 0.95
    assert thresholds.same_scene < thresholds.same_picture <= 0.99


def test_export_that_differs_is_refused():
    with pytest.raises(ModelError, match="not give the model's own vectors"):
        check_parity(FakeEmbedder(), Turned(), random_pictures(4, 32))


class Turned(FakeEmbedder):
    def embed(self, images: Any) -> Any:
        return np.roll(super().embed(images), 1, axis=1)


@pytest.mark.parametrize("name", ["../out", "a/b", "", ".hidden", "white space", DEFAULT_MODEL])
def test_names_that_cannot_be_are_refused(name: str, pooling: Path):
    if name:
        with pytest.raises(ModelError, match=r"cannot be a model's name|bundled model"):
            add(pooling, no_photos, silent, CancelToken(), name=name)
    assert registered_models() == []


def test_missing_and_broken_models_end_in_a_sentence(tmp_path: Path):
    with pytest.raises(ModelError, match="no model at"):
        inspect(tmp_path / "gone.onnx")
    (tmp_path / "bad.onnx").write_bytes(b"this is no model")
    with pytest.raises(ModelError, match="cannot be opened as ONNX"):
        add(tmp_path / "bad.onnx", no_photos, silent, CancelToken())


def test_adding_again_replaces_and_removing_leaves_nothing(pooling: Path, own_folder: Path):
    for _ in range(2):
        add(pooling, no_photos, silent, CancelToken(), name="colours")
    remove("colours")
    assert list(own_folder.iterdir()) == []
    with pytest.raises(ModelError, match="No model colours was added"):
        remove("colours")
    with pytest.raises(ModelError, match="belongs to NearDup and stays"):
        remove(DEFAULT_MODEL)


def test_broken_registered_model_hides_no_other(pooling: Path, own_folder: Path):
    add(pooling, no_photos, silent, CancelToken(), name="colours")
    (own_folder / "broken.toml").write_text("= nonsense")
    assert [spec.name for spec in registered_models()] == ["colours"]
    (own_folder / "colours.onnx").write_bytes(b"")
    with pytest.raises(ModelError, match=r"is damaged\. Add the model again"):
        load_embedder("colours").embed(random_pictures(1, TINY))


@pytest.fixture
def folder_of_photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for seed in range(3):
        draw(seed).save(folder / f"{seed}.jpg")
    return folder


def test_catalogue_keeps_the_vectors_of_several_models_apart(
    pooling: Path, folder_of_photos: Path, tmp_path: Path
):
    add(pooling, no_photos, silent, CancelToken(), name="colours")
    models = [load_embedder("colours"), FakeEmbedder()]
    with Catalog.open(tmp_path / "c.sqlite3") as catalog:
        for embedder in (*models, *models):
            settings = ScanSettings(workers=1)
            scan([folder_of_photos], catalog, embedder, settings, report=silent, cancel=CancelToken())
        with catalog.read() as connection:
            assert embeddings.counts(connection) == {"colours": 3, "fake": 3}
            for embedder in models:
                row = embeddings.find_model_id(connection, embedder.spec.digest)
                assert row is not None
                (_, vectors), *_ = embeddings.all_vectors(connection, row, embedder.spec.dim)
                assert vectors.shape == (3, embedder.spec.dim)
    assert models[1].calls == [3]
