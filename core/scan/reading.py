"""What a scan asks of a file: whether it is a copy of one that is known; else everything that decoding gives.

    file --its bytes are known--> KnownCopy
    └──── decoded, embedded ----> DecodedPhoto

Three backups of one telephone are two thirds copies: to tell one by its bytes takes a tenth of decoding it.
"""

import logging
from collections.abc import Callable

import numpy as np

from core.embed.embedder import Embedder, order_of
from core.embed.order import ModelOrder, opened
from core.photo import DecodedPhoto, ImageFile, KnownCopy, LikelyCopy
from core.scan.opening import digest_of

_log = logging.getLogger(__name__)

Decoder = Callable[[ImageFile, int], DecodedPhoto]
"""Reads a file, and gives pixels of a model's input size; a function of a module, since its name is what
crosses to a worker."""


def read(file: ImageFile, decoder: Decoder, side: int, model: ModelOrder | None) -> DecodedPhoto | KnownCopy:
    """In a worker: read a file; decode and embed it unless its bytes are known.

    Args:
        file: the file; a `LikelyCopy` is asked for its bytes first.
        decoder: what decodes.
        side: the model's input size.
        model: embeds what was decoded, without pixels then; None where somebody else will.

    Raises:
        UnreadablePhoto: the file cannot be read or decoded.
    """
    if isinstance(file, LikelyCopy):
        digest = digest_of(file.path)
        if is_among(digest, file.digests):
            return KnownCopy(file, digest)
    photo = decoder(file, side)
    return photo if model is None else _embedded(photo, model)


def is_among(digest: bytes, digests: bytes) -> bool:
    """Whether a digest is one of several, which lie one behind the other."""
    return any(digests[at : at + len(digest)] == digest for at in range(0, len(digests), len(digest)))


def _embedded(photo: DecodedPhoto, model: ModelOrder) -> DecodedPhoto:
    """A photo with its vector; as it is where the model fails, for the scan to try itself and to tell."""
    try:
        return photo.with_vector(opened(model).embed(photo.pixels[np.newaxis])[0])
    except Exception:  # whatever it is, it is no fault of the photo
        _log.exception("A worker cannot use the model %s.", model.model)
        return photo


EMBEDDED_THERE_FROM = 10
"""Processes from which each embeds what it decoded. One that embeds for all of them, eight photos at a time,
takes a twentieth less of the processors; but with ten small photos wait for it."""


def model_for(embedder: Embedder, count: int) -> ModelOrder | None:
    """What so many processes embed with; None where the scan's own process does it for them."""
    return order_of(embedder) if count >= EMBEDDED_THERE_FROM else None
