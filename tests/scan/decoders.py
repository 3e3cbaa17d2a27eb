"""Decoders that misbehave, for the decode pool's tests; a worker imports them from here by name."""

import ctypes
import os
import time
from pathlib import Path

import numpy as np

from core.errors import UnreadablePhoto
from core.photo import DecodedPhoto, ImageFile


def file_named(name: str, number: int = 0) -> ImageFile:
    """A file that exists only for the decoders below."""
    return ImageFile(Path(name), number, 0, 0, 0)


def obey(file: ImageFile, side: int) -> DecodedPhoto:
    """Do what the file's name says."""
    match file.path.name.partition("\n")[0]:
        case "hang":
            time.sleep(600)
        case "hang in native code":
            ctypes.PyDLL(None).sleep(600)  # holds Python's lock, as the worst of decoders would
        case "exit":
            time.sleep(0.05)
            os._exit(3)
        case "abort":
            time.sleep(0.05)
            os.abort()
        case "bug":
            raise ZeroDivisionError("a bug")
        case "panic":
            raise _Panic
        case "unreadable":
            raise UnreadablePhoto("The file is damaged.")
        case "greedy":
            np.ones(20 << 30, np.uint8)
        case "slow":
            time.sleep(0.2)
        case _:
            pass
    return photo_of(file, side)


def write_down(file: ImageFile, side: int) -> DecodedPhoto:
    """Add the file's size, which tells it from others, to the file that it names."""
    with file.path.open("a") as log:
        print(file.size, file=log)
    return photo_of(file, side)


def photo_of(file: ImageFile, side: int) -> DecodedPhoto:
    return DecodedPhoto(file, bytes(32), np.zeros((side, side, 3), np.uint8), b"", 1, 1, "PNG", 0.0)


def process() -> int:
    """Who runs this."""
    return os.getpid()


def end_process() -> None:
    os._exit(3)


def wait_long() -> None:
    time.sleep(600)


def refuse() -> None:
    raise UnreadablePhoto("The file is damaged.")


class _Panic(BaseException):
    """What codecs written in Rust raise: no `Exception`, and it does not pickle."""

    def __reduce__(self) -> str:
        raise TypeError("not picklable")


def decode_nothing(file: ImageFile, side: int) -> DecodedPhoto:
    """A decoder that reads nothing."""
    raise UnreadablePhoto("This decoder reads nothing.")
