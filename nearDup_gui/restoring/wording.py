"""What is said of removals that were: what was done to how many files, and where each stands."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nearDup_gui.photos.wording import files, size

if TYPE_CHECKING:
    from core.catalog.removals import Removal, Session

translate = QCoreApplication.translate


def session(one: "Session") -> str:
    """One press of the button in a line: what was done to how many files."""
    done = {
        "trash": translate("Wording", "{0} moved to the trash"),
        "quarantine": translate("Wording", "{0} moved to quarantine"),
        "move": translate("Wording", "{0} moved to a folder"),
        "copy": translate("Wording", "{0} copied to a folder"),
        "hardlink": translate("Wording", "{0} replaced by links"),
        "reflink": translate("Wording", "{0} made to share their room"),
        "sidecar": translate("Wording", "{0} written beside photos"),
    }.get(one.action, "{0}: " + one.action)
    return done.format(files(one.done + one.restored))


def session_details(one: "Session") -> str:
    """Its bytes where all of them went, and how many of its files are back or never went."""
    left = one.files - one.done - one.restored
    said = [] if left else [size(one.bytes)]
    if one.restored:
        said.append(translate("Wording", "{0} brought back").format(files(one.restored)))
    if left:
        said.append(translate("Wording", "{0} with trouble").format(files(left)))
    return " · ".join(said)


def removal_state(removal: "Removal") -> str:
    """Where a file stands, in a few words."""
    if removal.state == "done":
        return {
            "trash": translate("Wording", "In the trash"),
            "quarantine": translate("Wording", "In quarantine"),
            "move": translate("Wording", "Moved"),
            "copy": translate("Wording", "Copied"),
            "hardlink": translate("Wording", "Replaced by a link"),
            "reflink": translate("Wording", "Shares its room"),
            "sidecar": translate("Wording", "Written"),
        }.get(removal.intent.action, removal.intent.action)
    if removal.state == "restored" and removal.restored_to not in (None, removal.path):
        return translate("Wording", "Brought back beside")
    return {
        "intended": translate("Wording", "Under way"),
        "not_done": translate("Wording", "Left alone"),
        "unknown": translate("Wording", "Not found"),
        "restored": translate("Wording", "Brought back"),
        "emptied": translate("Wording", "Erased"),
    }.get(removal.state, removal.state)
