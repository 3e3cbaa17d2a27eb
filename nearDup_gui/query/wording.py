"""What a query is about, in words."""

from PySide6.QtCore import QCoreApplication

from nearDup_gui.frame.places import QueryPlace
from nearDup_gui.photos.wording import number

translate = QCoreApplication.translate


def asked(place: QueryPlace) -> str:
    """What was asked about, by name."""
    if place.bucket is not None:
        bucket = place.bucket
        return translate("Wording", "Bucket {0} of table {1}").format(
            f"{bucket.key:0{bucket.bits}b}", number(bucket.table)
        )
    name = translate("Wording", "the clipboard") if place.pasted is not None else place.image.name
    return name if place.crop is None else translate("Wording", "a part of {0}").format(name)
