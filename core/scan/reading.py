"""What a scan asks of a file: whether it is a copy of one that is known; else everything that decoding gives.

    file --its bytes are known--> KnownCopy
    └──── decoded --------------> DecodedPhoto

Three backups of one telephone are two thirds copies: to tell one by its bytes takes a tenth of decoding it.
"""

import hashlib
from collections.abc import Callable

from core.photo import DecodedPhoto, ImageFile, KnownCopy, LikelyCopy
from core.scan.opening import read_bytes

Decoder = Callable[[ImageFile, int], DecodedPhoto]
"""Reads a file, and gives pixels of a model's input size; a function of a module, since its name is what
crosses to a worker."""


def read(file: ImageFile, decoder: Decoder, side: int) -> DecodedPhoto | KnownCopy:
    """In a worker: read a file, and decode it unless its bytes are known.

    Args:
        file: the file; a `LikelyCopy` is asked for its bytes first.
        decoder: what decodes.
        side: the model's input size.

    Raises:
        UnreadablePhoto: the file cannot be read or decoded.
    """
    if isinstance(file, LikelyCopy):
        digest = hashlib.sha256(read_bytes(file.path)).digest()
        known = file.digests
        if any(known[at : at + len(digest)] == digest for at in range(0, len(known), len(digest))):
            return KnownCopy(file, digest)
    return decoder(file, side)
