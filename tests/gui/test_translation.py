"""The window speaks Japanese whole, and falls back to English."""

import importlib.util
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from nearDup_gui.frame.menus import Menus
from nearDup_gui.frame.shortcuts import plain
from nearDup_gui.photos import wording
from nearDup_gui.toolkit.core_sentences import CONTEXT, told
from nearDup_gui.toolkit.look import Look
from nearDup_gui.toolkit.translation import FOLDER, LANGUAGES, language_for
from nearDup_gui.toolkit.writing import day, in_a_row, listed, moment

ROOT = Path(wording.__file__).parent.parent
TRANSLATED = sorted(set(LANGUAGES) - {"en"})
_MARKS = re.compile(r"\{\d+\}|%L?n")


@pytest.fixture
def japanese(qapp: QApplication) -> Iterator[None]:
    translator = QTranslator()
    assert translator.load("neardup_ja", str(FOLDER))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.fixture(scope="module")
def update() -> ModuleType:
    """`resources/i18n/update.py`, which is a script for developers."""
    spec = importlib.util.spec_from_file_location("update_translations", FOLDER / "update.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def messages(language: str) -> list[tuple[str, str, str]]:
    """Source, translation, and what the translation's state is: "", or "unfinished"."""
    found = []
    for message in ET.parse(FOLDER / f"neardup_{language}.ts").iter("message"):
        translation = message.find("translation")
        assert translation is not None
        text = "".join(translation.itertext()).strip()
        found.append((message.findtext("source", ""), text, translation.get("type", "")))
    return found


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: str) -> None:
    waiting = [source for source, text, state in messages(language) if not text or state]
    assert waiting == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_fill_in_what_the_source_does(language: str) -> None:
    for source, text, _ in messages(language):
        if not text:
            continue
        assert sorted(set(_MARKS.findall(text))) == sorted(set(_MARKS.findall(source))), source


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_context_is_one_that_the_window_asks_in(language: str) -> None:
    """`other.tr()` is looked up in the class of `other`, which lupdate cannot tell: it would not be found."""
    source = "".join(path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py"))
    asked_in = {
        *re.findall(r"^class (\w+)", source, re.M),
        *re.findall(r'(?:translate|TRANSLATE_NOOP)\(\s*"(\w+)"', source),
    }
    contexts = {name.text for name in ET.parse(FOLDER / f"neardup_{language}.ts").iter("name")}
    assert contexts <= {*asked_in, CONTEXT}


def test_sentences_of_core_are_listed_as_its_source_says_them(update: ModuleType) -> None:
    listed = (FOLDER / "core_sentences.txt").read_text(encoding="utf-8").splitlines()
    assert listed == update.core_sentences(), "run resources/i18n/update.py"


@pytest.mark.parametrize("language", TRANSLATED)
def test_translation_knows_every_text_of_the_source_and_no_other(
    language: str, update: ModuleType, tmp_path: Path
) -> None:
    """A text that is new is translated before it is handed in."""
    stored = FOLDER / f"neardup_{language}.ts"
    fresh = tmp_path / stored.name
    shutil.copy(stored, fresh)
    update.collect(fresh)
    assert fresh.read_text("utf-8") == stored.read_text("utf-8"), "run resources/i18n/update.py"


@pytest.mark.parametrize("language", TRANSLATED)
def test_compiled_translation_is_that_of_the_source(
    language: str, update: ModuleType, tmp_path: Path
) -> None:
    made = tmp_path / "made.qm"
    update.compile_to(FOLDER / f"neardup_{language}.ts", made)
    assert made.read_bytes() == (FOLDER / f"neardup_{language}.qm").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_entries_of_a_menu_share_their_letter(
    language: str, request: pytest.FixtureRequest, qtbot: QtBot, look: Look
) -> None:
    if language == "ja":
        request.getfixturevalue("japanese")
    menus = Menus(look)
    qtbot.addWidget(menus)
    for menu in (menus, *menus.findChildren(QMenu)):
        letters = "".join(re.findall(r"&(\w)", " ".join(action.text() for action in menu.actions()))).lower()
        assert len(set(letters)) == len(letters), (menu.actions()[0].text(), letters)


@pytest.mark.usefixtures("japanese")
def test_what_the_keys_do_is_listed_without_the_letters_of_the_menus(qtbot: QtBot, look: Look) -> None:
    menus = Menus(look)
    qtbot.addWidget(menus)
    assert plain(menus.settings.text()) == "設定"


@pytest.mark.usefixtures("japanese")
def test_words_dates_and_sentences_follow_each_other_as_japanese_has_it() -> None:
    assert listed(["左右反転", "白黒"]) == "左右反転、白黒"
    assert in_a_row(["保存しました。", "", "元に戻せます。"]) == "保存しました。元に戻せます。"
    assert moment(datetime(2024, 3, 31, 2, 30, 5)) == "2024/03/31 02:30:05"
    assert day(date(2024, 3, 31)) == "2024/03/31"


@pytest.mark.usefixtures("japanese")
def test_what_computes_is_told_in_japanese() -> None:
    assert wording.backend("ONNX Runtime 1.23 on CPU (2 threads)") == "ONNX Runtime 1.23、CPU(2スレッド)"
    assert wording.backend("TensorRT on NVIDIA H200") == "TensorRT on NVIDIA H200"


@pytest.mark.usefixtures("japanese")
def test_numbers_have_their_place_in_the_sentence() -> None:
    assert wording.photos(3) == "写真3枚"


@pytest.mark.usefixtures("japanese")
def test_sentences_of_core_are_told_in_the_language_of_the_window() -> None:
    sentence = told("It lies in the protected folder /home/me/Originals.")
    assert "/home/me/Originals" in sentence
    assert "protected" not in sentence


@pytest.mark.usefixtures("japanese")
def test_every_sentence_of_core_is_found_whatever_is_filled_in() -> None:
    """None is taken for another one, or for two. Of two holes side by side, the first holds a sentence."""
    for template in (FOLDER / "core_sentences.txt").read_text(encoding="utf-8").splitlines():
        names = [f"IMG_{number} (1).jpg" for number in range(9)]
        for beside in re.findall(r"\{(\d)\} \{\d\}", template):
            names[int(beside)] = "It is read-only."
        translated = QCoreApplication.translate(CONTEXT, template)
        assert told(template.format(*names)) == translated.format(*map(told, names)), template


@pytest.mark.usefixtures("japanese")
def test_what_is_filled_in_is_translated_too() -> None:
    reason = told("Kept because it has the most pixels: 4000 × 3000, the next best 800 × 600.")
    assert "4000 × 3000" in reason
    assert "800 × 600" in reason
    assert not re.search(r"[a-z]{3}", reason)


@pytest.mark.usefixtures("japanese")
def test_list_that_is_filled_in_is_translated_word_by_word() -> None:
    reason = told("Kept because it still carries the date, the camera and the place of the shot.")
    assert "日時、カメラ、場所" in reason


@pytest.mark.usefixtures("japanese")
def test_the_reason_by_lineage_is_told_with_its_number_and_its_kinds() -> None:
    kinds = "an enlargement, a screenshot, a copy in black and white"
    assert told(f"Kept because the other three were made of it: {kinds}.") == (
        "残す理由: ほかの3枚はこれから作られたもの(拡大したコピー、スクリーンショット、白黒のコピー)。"
    )
    assert told("Kept because the other was made of it: a crop of it.") == (
        "残す理由: もう1枚はこれから作られたもの(切り抜き)。"
    )
    assert "11枚" in told(f"Kept because the other 11 were made of it: {kinds}.")


@pytest.mark.usefixtures("japanese")
def test_sentence_that_is_not_known_stays_as_it_is() -> None:
    assert told("disk on fire") == "disk on fire"


def test_without_a_translation_core_is_quoted() -> None:
    assert told("The file is empty.") == "The file is empty."


@pytest.mark.parametrize(
    ("chosen", "system", "language"),
    [
        ("", "ja_JP", "ja"),
        ("", "en_GB", "en"),
        ("", "fi_FI", "en"),
        ("en", "ja_JP", "en"),
        ("ja", "de_DE", "ja"),
    ],
)
def test_language_is_the_chosen_one_or_what_the_system_speaks(
    chosen: str, system: str, language: str
) -> None:
    assert language_for(chosen, QLocale(system)) == language
