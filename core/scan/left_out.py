"""What a walk leaves out by rule: trash, hidden and system folders, links."""

# Paths are plain text in here, as in `walk`.
# ruff: noqa: PTH111, PTH112, PTH118, PTH119

import os
import re
import stat

LEFT_OUT = "Left out in the settings."
"""Why nothing of an ignored folder is shown."""


def is_link(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a symbolic link, or a junction, which is Windows' older link between folders."""
    if entry.is_symlink():
        return True
    if os.name != "nt":
        return False
    tag = getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)


def is_hidden(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a dot file, or has Windows' hidden attribute."""
    if entry.name.startswith("."):
        return True
    if os.name != "nt":
        return False
    attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)


_TRASH_NAMES = frozenset(
    {
        ".trash",
        ".trashes",
        "$recycle.bin",
        "recycler",
        "@recycle",
        "#recycle",
        ".recycle",
        ".neardup-quarantine",
    }
)
_TRASH_OF_USER = re.compile(r"\.Trash-\d+")


def is_trash(path: str) -> bool:
    """Whether a folder is a trash: by its name, by the freedesktop place, or by the freedesktop layout.

    https://specifications.freedesktop.org/trash-spec/latest/
    """
    name = os.path.basename(path)
    if name.lower() in _TRASH_NAMES or _TRASH_OF_USER.fullmatch(name):
        return True
    if name != "Trash":
        return False
    data_home = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    return path == os.path.join(data_home, "Trash") or all(
        os.path.isdir(os.path.join(path, part)) for part in ("files", "info")
    )


_SYSTEM_NAMES = frozenset(
    {
        "system volume information",
        "lost+found",
        "found.000",
        "windows.old",
        "$windows.~bt",
        ".spotlight-v100",
        ".documentrevisions-v100",
        ".fseventsd",
        ".temporaryitems",
        "__macosx",
        "@eadir",
        "#snapshot",
    }
)
_SYSTEM_ROOTS = ("/proc", "/sys", "/dev", "/run") if os.name == "posix" else ()


def is_system_folder(path: str, name: str) -> bool:
    """Whether a folder is a system's own."""
    return name.lower() in _SYSTEM_NAMES or path in _SYSTEM_ROOTS
