"""The language of the window: which there are, which one a person gets, and loading it.

English is the language of the source; the others lie in `resources/i18n/`, made by `update.py` there.
"""

from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLibraryInfo, QLocale, QTranslator

import resources

_NAME = "neardup translator"
FOLDER = Path(resources.__file__).parent / "i18n"
LANGUAGES = {"en": "English", "ja": "日本語"}
"""By code: each language's own name for itself."""

OF_QT = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
)
"""Texts of Qt's own file dialog that its translation leaves out."""


def language_for(chosen: str, system: QLocale | None = None) -> str:
    """The code of the language to use: the chosen one, else the first of the system's that we have."""
    if chosen in LANGUAGES:
        return chosen
    for name in (system or QLocale.system()).uiLanguages():
        code = name.replace("_", "-").split("-")[0]
        if code in LANGUAGES:
            return code
    return "en"


def install(app: QCoreApplication, chosen: str = "") -> str:
    """Let the application speak a language from now on. Widgets that there are keep the one they have.

    Args:
        chosen: a code out of `LANGUAGES`; "" follows the system.

    Returns:
        the code of the language.
    """
    code = language_for(chosen)
    for before in app.findChildren(QTranslator, _NAME):
        app.removeTranslator(before)
        before.deleteLater()
    chosen_another = chosen and QLocale.system().language() != QLocale(code).language()
    QLocale.setDefault(QLocale(code) if chosen_another else QLocale.system())
    if code == "en":
        return code
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase", qt), ("neardup", str(FOLDER))):
        translator = QTranslator(app)
        translator.setObjectName(_NAME)
        if translator.load(f"{name}_{code}", folder):
            app.installTranslator(translator)
    return code
