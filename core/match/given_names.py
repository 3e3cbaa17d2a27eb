"""Words that a person gave: "2019 Italy/Anna at the sea.jpg", not "DCIM/100APPLE/IMG_0001.JPG".

Of equal files the one that somebody sorted and named tells more: where it belongs, and what it shows.
"""

import os
import re
from functools import lru_cache
from pathlib import Path

from core.path_text import folder_name


def given_names(path: Path) -> int:
    """How many of a file's folder and its name have a word that a person gave: 0, 1 or 2.

    Folders further out say little: whole backups lie deep in some, whatever these are called.
    """
    return _is_given(folder_name(path).rpartition(os.sep)[2]) + _is_given(path.stem)


@lru_cache(maxsize=4096)
def _is_given(name: str) -> bool:
    parts = _PART.findall(_NAMED_BY_PROGRAMS.sub(" ", name.replace("_", " ")))
    words = [found["word"] for part in parts if (found := _WORD.fullmatch(part))]
    return any(word.casefold() not in _NOBODY_S for word in words)


_NAMED_BY_PROGRAMS = re.compile(
    r"[0-9a-f]{8,}(?:-[0-9a-f]{4,})*|^(?:screenshots?|bildschirmfoto|capture d|スクリーンショット)\b.*"
    r"|whatsapp (?:image|video)|^received\b.*",
    re.IGNORECASE,
)
"""Checksums, and what messengers and systems call all that they bring."""

_PART = re.compile(r"[^\W_]+")

_WORD = re.compile(r"(?:[12]\d{3})?(?P<word>[^\W\d]{3,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+)\d{0,4}")
"""With a year before it or behind it, "Anna2019"."""

_SAID_OF_ANYTHING = """
    dcim dsc dscf dscn img image images imag mvimg pxl gopr mov vid video videos movies pano burst cover
    hdr raw jpg jpeg heic png tif tiff dng scan scans scanned untitled unbenannt photo photos picture
    pictures pics foto fotos bild bilder photographies imágenes immagini imagens camera cameras kamera
    roll uploads upload import imports imported importiert export exports exported album albums gallery
    galerie desktop documents dokumente files home users user media mnt volumes run data tmp temp old
    new neu alt alte neue misc various verschiedenes sonstiges diverses unsorted sorted todo sort all
    other others stuff copy copies kopie kopien copie copia backup backups duplicate duplicates original
    originals edited edit bearbeitet final folder ordner dossier carpeta cartella the and und from apple
    android iphone ipad samsung canon nikon sony google icloud dropbox onedrive library mobile phone
    handy laptop usb disk drive jan feb mar apr may jun jul aug sep oct nov dec january february march
    april june july august september october november december januar februar märz mai juni juli oktober
    dezember 写真 画像 新しいフォルダー 图片 照片 新建文件夹 사진
    pict sdc cimg hpim sam imgp mvi sdim kif aufn panasonic pana
    fuji olympus msdcf takeout von vom sync syncthing recup dir found lost unnamed download downloads
    thumbnail thumb thumbs unknown unbekannt attachment attachments anhang eigene meine saved nouveau
    nouvelle nueva nuevo nuova neuer appdata local public masters stream night portrait long exposure
    festplatte daten kram sortieren sortiert ablage sammlung verschiedene divers dump whatsapp telegram
    signal viber messenger facebook instagram snapchat
"""
"""What programs, cameras and hurried people call folders and files, whatever they hold."""

_NOBODY_S = frozenset(_SAID_OF_ANYTHING.split())
