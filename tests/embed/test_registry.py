"""Models by name and by path, and the sentences for those that cannot be used."""

import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.embed import keras_backend, registry
from core.embed.adding import inspect
from core.embed.manifest import read_manifest
from core.embed.registry import (
    DEFAULT_BESIDE_CARD,
    DEFAULT_MODEL,
    available_models,
    default_model,
    find_model,
    load_embedder,
)
from core.embed.session import SessionEmbedder
from core.embed.user_model import UNKNOWN_THRESHOLDS
from core.errors import ModelError
from tests.embed.conftest import TINY, random_pictures


def test_the_default_model_is_bundled_and_comes_first():
    assert available_models()[0].name == default_model()
    assert find_model() == find_model(default_model()) == available_models()[0]


@pytest.mark.parametrize(("driver", "name"), [(False, DEFAULT_MODEL), (True, DEFAULT_BESIDE_CARD)])
def test_the_default_is_int8_on_the_cpu_and_float_beside_a_card(
    driver: bool, name: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(registry, "has_driver", lambda: driver)
    assert load_embedder().spec.name == find_model().name == available_models()[0].name == name


def test_the_default_is_int8_where_the_model_for_cards_is_not_brought(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The bundle of one folder has an ONNX Runtime that can use no card."""
    for file in find_model(DEFAULT_MODEL).path.parent.glob(f"{DEFAULT_MODEL}.*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(registry, "_models_folder", lambda: tmp_path)
    monkeypatch.setattr(registry, "has_driver", lambda: True)
    assert load_embedder().spec.name == available_models()[0].name == DEFAULT_MODEL


def test_keras_is_refused_for_an_int8_copy_and_the_model_that_can_is_named():
    with pytest.raises(ModelError, match=f"no such file. {DEFAULT_BESIDE_CARD}, which it was made of, can"):
        load_embedder(DEFAULT_MODEL, backend="keras")


def test_finding_and_preparing_a_bundled_model_loads_no_runtime():
    code = (
        "import sys; from core.embed.registry import find_model, load_embedder; "
        "find_model(); load_embedder(); load_embedder('neardup-lite0', backend='keras'); "
        "sys.exit(any(name in sys.modules for name in ('onnxruntime', 'tensorflow', 'keras', 'cv2')))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2]).returncode == 0


def test_unknown_names_are_refused_and_the_known_ones_told():
    with pytest.raises(ModelError, match=f"no model nonsense.*{default_model()}"):
        load_embedder("nonsense")


def test_unknown_backends_are_refused():
    with pytest.raises(ModelError, match='no backend "abacus"'):
        load_embedder(backend="abacus")


@pytest.mark.parametrize("name", ["gone.keras", "gone.onnx", "/nowhere/at/all", "../models/x"])
def test_missing_files_are_refused(name: str):
    with pytest.raises(ModelError, match="neither a file of that path"):
        find_model(name)


@pytest.mark.parametrize("name", ["bad.keras", "bad.onnx", "bad.h5", "photo.jpg"])
def test_files_that_are_no_model_end_in_a_sentence(name: str, tmp_path: Path):
    (tmp_path / name).write_bytes(b"this is no model")
    with pytest.raises(ModelError, match=name) as caught:
        load_embedder(str(tmp_path / name))
    assert "\n" not in str(caught.value)


def test_files_of_keras_2_end_in_advice(brought_keras: Path, tmp_path: Path):
    path = tmp_path / "old.keras"
    with zipfile.ZipFile(brought_keras) as new, zipfile.ZipFile(path, "w") as old:
        for name in new.namelist():
            content = new.read(name)
            if name == "config.json":
                content = content.replace(b"keras.src.models", b"tf_keras.src.engine").replace(
                    b'"class_name": "Functional"', b'"class_name": "OldFunctional"'
                )
            old.writestr(name, content)
    with pytest.raises(ModelError, match=r'Keras 2.*save_format="tf"') as refused:
        load_embedder(str(path))
    assert len(str(refused.value)) < 500


def test_files_of_weights_end_in_advice(tmp_path: Path):
    (tmp_path / "weights.h5").write_bytes(b"\x89HDF")
    with pytest.raises(ModelError, match=r"model\.save"):
        load_embedder(str(tmp_path / "weights.h5"))


def test_folders_without_a_model_are_refused(tmp_path: Path):
    with pytest.raises(ModelError, match="no model that NearDup can open"):
        load_embedder(str(tmp_path))


@pytest.mark.usefixtures("keras")
def test_folders_that_only_look_like_a_saved_model_end_in_a_sentence(tmp_path: Path):
    (tmp_path / "saved_model.pb").write_bytes(b"nonsense")
    with pytest.raises(ModelError, match="cannot be opened as a SavedModel"):
        load_embedder(str(tmp_path))


def test_a_backend_that_cannot_run_the_file_is_refused(brought_keras: Path):
    with pytest.raises(ModelError, match="cannot run on onnx; it needs keras"):
        load_embedder(str(brought_keras), backend="onnx")


def test_a_damaged_installation_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "models"
    folder.mkdir()
    original = find_model().path
    (folder / f"{default_model()}.toml").write_bytes(original.with_suffix(".toml").read_bytes())
    monkeypatch.setattr(registry, "_models_folder", lambda: folder)
    with pytest.raises(ModelError, match="is missing"):
        load_embedder()
    (folder / original.name).write_bytes(original.read_bytes()[:-1])
    with pytest.raises(ModelError, match="is damaged"):
        load_embedder().embed(random_pictures(1, 224))


def test_two_threads_open_the_model_once():
    opened: list[int] = []
    both_in = threading.Barrier(2)
    manifest = read_manifest(find_model().path.with_suffix(".toml"))
    inner = registry._opener(manifest.spec.path, 1)

    def counting() -> Any:
        opened.append(1)
        return inner()

    embedder = SessionEmbedder(manifest.spec, counting, registry.Preprocessing())

    def ask() -> None:
        both_in.wait()
        assert "ONNX Runtime" in embedder.backend

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 1


def test_a_classifier_is_read_before_its_head(brought_keras: Path, tiny_classifier: Any, keras: Any):
    embedder = load_embedder(str(brought_keras))
    pictures = random_pictures(3, TINY)
    pooled = keras.Model(tiny_classifier.inputs[0], tiny_classifier.get_layer("pooled").output)
    expected = np.asarray(pooled(pictures.astype(np.float32), training=False))
    expected = expected / np.linalg.norm(expected, axis=1, keepdims=True)
    assert embedder.spec.dim == 12
    assert embedder.spec.input_size == TINY
    assert embedder.spec.thresholds == UNKNOWN_THRESHOLDS
    np.testing.assert_allclose(embedder.embed(pictures), expected, atol=1e-5)


def test_feature_maps_are_pooled(brought_keras: Path, tmp_path: Path):
    path = tmp_path / "map.keras"
    path.write_bytes(brought_keras.read_bytes())
    path.with_suffix(".toml").write_text('layer = "features"')
    pictures = random_pictures(3, TINY)
    by_map, by_head = load_embedder(str(path)), load_embedder(str(brought_keras))
    np.testing.assert_allclose(by_map.embed(pictures), by_head.embed(pictures), atol=1e-5)
    assert by_map.spec.digest != by_head.spec.digest


def test_preprocessing_is_applied_and_belongs_to_the_digest(brought_keras: Path, tmp_path: Path):
    path = tmp_path / "scaled.keras"
    path.write_bytes(brought_keras.read_bytes())
    plain = load_embedder(str(path))
    path.with_suffix(".toml").write_text(
        'name = "mine"\nlicence = "MIT"\n'
        '[preprocessing]\nscale = -1\noffset = [255, 255, 255]\nchannels = "BGR"\n'
        "[thresholds]\nsame_picture = 0.8\nsame_scene = 0.7\n"
    )
    scaled = load_embedder(str(path))
    pictures = random_pictures(3, TINY)
    np.testing.assert_allclose(scaled.embed(pictures), plain.embed(255 - pictures[..., ::-1]), atol=1e-5)
    assert scaled.spec.digest != plain.spec.digest
    assert (scaled.spec.name, scaled.spec.licence) == ("mine", "MIT")
    assert scaled.spec.thresholds.same_scene == 0.7


def test_layers_that_do_not_exist_are_refused(brought_keras: Path, tmp_path: Path):
    path = tmp_path / "tiny.keras"
    path.write_bytes(brought_keras.read_bytes())
    path.with_suffix(".toml").write_text('layer = "nowhere"')
    with pytest.raises(ModelError, match=r"no layer 'nowhere'.*classes"):
        load_embedder(str(path))


def test_linear_projections_are_kept(keras: Any, tmp_path: Path):
    image = keras.Input((None, None, 3))
    x = keras.layers.GlobalAveragePooling2D()(image)
    keras.Model(image, keras.layers.Dense(7)(x)).save(tmp_path / "projection.keras")
    spec = find_model(str(tmp_path / "projection.keras"))
    assert spec.dim == 7
    assert spec.input_size == 224


def test_models_that_take_no_pictures_are_refused(keras: Any, tmp_path: Path):
    text = keras.Input((16,))
    keras.Model(text, keras.layers.Dense(3)(text)).save(tmp_path / "text.keras")
    with pytest.raises(ModelError, match="no batch of RGB pictures"):
        load_embedder(str(tmp_path / "text.keras"))


def test_lambda_layers_are_not_run(keras: Any, tmp_path: Path):
    image = keras.Input((TINY, TINY, 3))
    keras.Model(image, keras.layers.Lambda(lambda x: x * 2)(image)).save(tmp_path / "lambda.keras")
    with pytest.raises(ModelError, match="cannot be opened with Keras"):
        load_embedder(str(tmp_path / "lambda.keras"))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("= nonsense", "cannot be read"),
        ("colour = 3", "unknown name 'colour'"),
        ("name = 3", "name must be a text"),
        ("input_size = 2.5", "input_size must be"),
        ("preprocessing = 3", "preprocessing must be a table"),
        ('[preprocessing]\nscale = "big"', "scale must be"),
        ('[preprocessing]\nchannels = "CMYK"', "channels must be"),
        ("[preprocessing]\nmean = 3", "unknown name 'mean'"),
        ("[thresholds]\nsame_picture = 0.5\nsame_scene = 0.7", "must not be below"),
    ],
)
def test_descriptions_that_make_no_sense_end_in_a_sentence(text: str, complaint: str, tmp_path: Path):
    (tmp_path / "tiny.keras").write_bytes(b"")
    (tmp_path / "tiny.toml").write_text(text)
    with pytest.raises(ModelError, match=complaint):
        load_embedder(str(tmp_path / "tiny.keras"))


@pytest.mark.parametrize("name", ["bird.keras", "bird"])
@pytest.mark.parametrize(
    ("released", "advice"), [(True, "pip install tensorflow"), (False, "Save the model as ONNX")]
)
def test_without_tensorflow_a_keras_model_ends_in_one_sentence(
    name: str, released: bool, advice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Python 3.14 has no TensorFlow yet, and a lean installation leaves it out."""
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    monkeypatch.setattr(keras_backend, "RELEASED", released)
    path = tmp_path / name
    if path.suffix:
        path.write_bytes(b"PK")
    else:
        path.mkdir()
        (path / "saved_model.pb").write_bytes(b"")
    for opens in (lambda: load_embedder(str(path)), lambda: inspect(path)):
        with pytest.raises(ModelError, match="needs TensorFlow") as caught:
            opens()
        assert str(path) in str(caught.value)
        assert advice in str(caught.value)
        assert "\n" not in str(caught.value)
