"""What a failed job means to a person: a sentence for an expected fault, the bug's road for anything else."""

import sys

from core.errors import NearDupError
from nearDup_gui.toolkit.core_sentences import told


def sentence_of(error: BaseException) -> str | None:
    """The sentence to show; None if this is a bug, which has then been handed to `sys.excepthook`."""
    if isinstance(error, NearDupError):
        return told(str(error))
    sys.excepthook(type(error), error, error.__traceback__)
    return None
