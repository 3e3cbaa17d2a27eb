"""Codecs' many ways to fail become sentences for people."""

import warnings
from collections.abc import Generator
from contextlib import contextmanager

from PIL import Image

from core.errors import UnreadablePhoto
from core.scan.limits import MAX_PIXELS


@contextmanager
def faults_as_sentences() -> Generator[None]:
    """Turn whatever a codec raises into `UnreadablePhoto` with a sentence for people."""
    _hush_codecs()
    try:
        yield
    except UnreadablePhoto:
        raise
    except MemoryError as error:
        raise UnreadablePhoto("Decoding it needs more memory than there is.") from error
    except Image.DecompressionBombError as error:
        raise UnreadablePhoto(f"It claims to be larger than {MAX_PIXELS // 1_000_000} megapixels.") from error
    except (Image.UnidentifiedImageError, NotImplementedError) as error:
        raise UnreadablePhoto(_UNUSUAL) from error
    except Exception as error:  # codecs raise OSError, SyntaxError, ValueError, struct.error, zlib.error ...
        raise UnreadablePhoto(_sentence_for(str(error).lower())) from error


def _sentence_for(fault: str) -> str:
    if any(words in fault for words in _WORDS_FOR_CUT_SHORT):
        return "The file is cut short."
    return _UNUSUAL if "unsupported" in fault else "The file is damaged."


_UNUSUAL = "The file is damaged, or of an unusual kind that NearDup cannot read."

_WORDS_FOR_CUT_SHORT = (
    "truncated",
    "unexpected end",
    "end of file",
    "eof",
    "premature",
    "end of data",
    "not enough",
)


def _hush_codecs() -> None:
    """Keep codecs' warnings about a file to themselves: what matters is whether it decodes.

    Setting the same filter again changes nothing, and unlike `catch_warnings` it is safe in threads.
    """
    for module in ("PIL", "pillow_heif", "pillow_jxl"):
        warnings.filterwarnings("ignore", module=module)
