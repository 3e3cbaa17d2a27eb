"""Folders that photos pass through: a camera's card, downloads, a messenger's, a backup, a stick, a bin.

Told by names in the path alone, so that a copy of a card on a disk is one too. Of equal photos, the one in a
folder that a person keeps them in stays.
"""

import os
import re
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from core.path_text import folder_and_name
from core.photo import Photo


class Place(StrEnum):
    """What kind of place a photo only passes through."""

    CARD = "card"
    MESSENGER = "messenger"
    DOWNLOADS = "downloads"
    BACKUP = "backup"
    BIN = "bin"
    """Or a cache: what lies there is erased sooner or later, unasked."""
    DRIVE = "drive"
    """A removable one, on which nothing else tells that photos only pass through."""


def passing_place(photo: Photo) -> Place | None:
    """The place a photo passes through; None for an ordinary folder."""
    folder, name = folder_and_name(photo.path)
    return Place.BIN if _BINNED.match(name) else _place_of(folder)


def staying(photo: Photo) -> int:
    """How likely a photo lies where a person keeps it, the smaller the likelier."""
    place = passing_place(photo)
    return 0 if place is None else {Place.DRIVE: 1, Place.BIN: 3}.get(place, 2)


def is_in_a_bin(photo: Photo) -> bool:
    """Whether nobody keeps a photo where it lies: it may be gone tomorrow, and stands for no other."""
    return passing_place(photo) is Place.BIN


def passes_through(folder: Path) -> bool:
    """Whether the photos of a folder only pass through it."""
    return _place_of(os.fspath(folder)) is not None


@lru_cache(maxsize=4096)
def _place_of(folder: str) -> Place | None:
    """By text, which a library is asked for each photo: another `Path` costs four times as much as this."""
    parts = Path(folder).parts
    for name in reversed(parts[1:]):
        for place, pattern in _NAMES.items():
            if pattern.fullmatch(name):
                return place
    return Place.DRIVE if _is_removable(parts) else None


_NAMES = {
    # DCF 2.0: a camera's folder of pictures; macOS and phones keep the name
    Place.CARD: re.compile(r"dcim", re.IGNORECASE),
    Place.MESSENGER: re.compile(
        r"(?:whatsapp|telegram|viber|wechat|weixin|kakaotalk|threema|signal|messenger|skype|instagram|snapchat|"
        r"discord)(?: (?:images|desktop|photos|pictures|documents|animated gifs|business)(?: sent)?)?"
        r"|com\.whatsapp(?:\.w4b)?|org\.telegram\.\w+",
        re.IGNORECASE,
    ),
    Place.DOWNLOADS: re.compile(
        r"downloads?|téléchargements|descargas|scaricati|transferências|pobrane|letöltések|ladatut tiedostot|"
        r"hämtade filer|hentede filer|nedlastinger|stažené|stiahnuté|descărcări|загрузки|завантаження|"
        r"indirilenler|ダウンロード|下载|下載|다운로드",
        re.IGNORECASE,
    ),
    Place.BACKUP: re.compile(
        r"(?:.*[\W_])?(?:back[-_ ]?ups?|sicherung(?:en|skopien?)?|sauvegardes?|copias? de seguridad|"
        r"kopi[ae] zapasow[ae]|cópias? de segurança|záloh[ay]|"
        r"резервн\w+ копи\w+)(?:[\W_].*)?|バックアップ|备份|백업",
        re.IGNORECASE,
    ),
    Place.BIN: re.compile(
        r"\.?trash(?:ed|es)?(?:-\d+)?|\$recycle\.bin|recycle[rd]?(?:[ _]?bin)?|papierkorb|corbeille|papelera|"
        r"cestino|lixeira|kosz|koš|prullenbak|papperskorgen|корзина|ゴミ箱|回收站|휴지통|"
        r"\.?cache|\.?thumb(?:nail)?s?",
        re.IGNORECASE,
    ),
}
"""What file managers, phones and people call such folders; a folder further in decides first."""

_BINNED = re.compile(r"\.(?:trashed|pending)-\d+-")
"""How Android renames what was deleted, or is not there yet."""


def _is_removable(parts: tuple[str, ...]) -> bool:
    """Whether a desktop mounts removable drives there: /media, /run/media (Linux), /Volumes (macOS)."""
    return parts[1:2] in (("media",), ("Volumes",)) or parts[1:3] == ("run", "media")
