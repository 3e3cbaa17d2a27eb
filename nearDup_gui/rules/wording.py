"""The keeper's rules and presets in words for people."""

from PySide6.QtCore import QCoreApplication

from core.keeper_settings import RuleName

translate = QCoreApplication.translate


def rule(name: RuleName) -> str:
    """What a rule keeps, in a few words."""
    return {
        RuleName.FOLDER: translate("Rules", "In a preferred folder"),
        RuleName.PROTECTED: translate("Rules", "In a protected folder"),
        RuleName.RAW: translate("Rules", "RAW file of the camera"),
        RuleName.SOURCE: translate("Rules", "The others were made of it"),
        RuleName.RESOLUTION: translate("Rules", "Most pixels"),
        RuleName.LOSSLESS: translate("Rules", "Saved without loss"),
        RuleName.CAMERA_FORMAT: translate("Rules", "Format of the phone (HEIC)"),
        RuleName.METADATA: translate("Rules", "Most facts of the shot"),
        RuleName.DATE: translate("Rules", "With the date of the shot"),
        RuleName.PLACE: translate("Rules", "With the place of the shot"),
        RuleName.RATING: translate("Rules", "Highest rating"),
        RuleName.ORIGINAL: translate("Rules", "As the camera saved it"),
        RuleName.LARGER: translate("Rules", "Without loss, then the larger file"),
        RuleName.SMALLER: translate("Rules", "Takes the least room (smaller file)"),
        RuleName.SHARPNESS: translate("Rules", "Sharpest"),
        RuleName.OLDEST: translate("Rules", "Oldest file"),
        RuleName.NEWEST: translate("Rules", "Newest file"),
        RuleName.NAME: translate("Rules", "Not named like a copy"),
        RuleName.STAYING: translate("Rules", "In an ordinary folder"),
        RuleName.NAMED: translate("Rules", "Named by a person"),
        RuleName.PATH: translate("Rules", "Shorter path"),
    }[name]


def rule_explained(name: RuleName) -> str:
    """What a rule looks at, in a sentence."""
    return {
        RuleName.FOLDER: translate(
            "Rules", "Photos in the folders below come before all others, in the order of the folders."
        ),
        RuleName.PROTECTED: translate(
            "Rules", "What lies in a protected folder stays anyway, so the other copy may go."
        ),
        RuleName.RAW: translate("Rules", "A camera's RAW file comes before what was made from it."),
        RuleName.SOURCE: translate(
            "Rules",
            "The photo that copies, crops and edits were made of comes first, as far as the pictures tell.",
        ),
        RuleName.RESOLUTION: translate("Rules", "The photo with the most pixels comes first."),
        RuleName.LOSSLESS: translate("Rules", "RAW, PNG, TIFF and their like come before JPEG and WebP."),
        RuleName.CAMERA_FORMAT: translate(
            "Rules", "HEIC comes before a JPEG of the same size, which was made from it."
        ),
        RuleName.METADATA: translate(
            "Rules", "The photo that knows most of date, camera and place comes first."
        ),
        RuleName.DATE: translate("Rules", "Photos that know when they were taken come first."),
        RuleName.PLACE: translate("Rules", "Photos that know where they were taken come first."),
        RuleName.RATING: translate(
            "Rules", "More stars come first. They are read from the files, which takes a while."
        ),
        RuleName.ORIGINAL: translate(
            "Rules",
            "Photos that name their camera and no editor come first, those that name no camera last.",
        ),
        RuleName.LARGER: translate(
            "Rules",
            "PNG, TIFF and their like come first. Of one format, the larger file is compressed less.",
        ),
        RuleName.SMALLER: translate("Rules", "The smaller file comes first. It may have lost more."),
        RuleName.SHARPNESS: translate("Rules", "The photo with the finest detail comes first."),
        RuleName.OLDEST: translate("Rules", "The file that was changed the longest ago comes first."),
        RuleName.NEWEST: translate("Rules", "The file that was changed last comes first."),
        RuleName.NAME: translate(
            "Rules", "Names such as “IMG (1)”, “Copy of IMG”, “Kopie” and “IMG-…-WA…” come last."
        ),
        RuleName.STAYING: translate(
            "Rules",
            "Photos on a card or a removable drive, among downloads, of a messenger or in a backup "
            "come last.",
        ),
        RuleName.NAMED: translate(
            "Rules",
            "“Italy/Anna at the sea” comes before “Photos/IMG_0001”.",
        ),
        RuleName.PATH: translate("Rules", "Fewer folders, then fewer letters, come first."),
    }[name]


def preset(name: str) -> str:
    """A preset that is always there; a person's own are called as they named them."""
    return {
        "best-quality": translate("Rules", "Best quality"),
        "oldest-original": translate("Rules", "Oldest original"),
        "folder-order": translate("Rules", "My folder order"),
    }.get(name, name)
