"""What can go wrong in ways that people should read about.

    NearDupError                 a sentence for people: what happened, to which file, what to do
    ├── ModelError               a model is missing, unreadable, or of a shape that cannot be used
    ├── CatalogError             the catalogue cannot be opened, read or written
    │   ├── CatalogTooNew        written by a newer NearDup
    │   ├── CatalogLocked        another NearDup is writing to it
    │   └── CatalogDamaged       its bytes make no sense; what can be read of it can be saved
    ├── SettingsError            the settings file or a given setting makes no sense
    ├── ScanError                a scan cannot start, or go on: a root is missing, who reads for it has gone
    ├── UnreadablePhoto          one photo cannot be decoded; the scan turns it into `Skipped`
    ├── PlanError                a plan of removal that was read from a file makes no sense
    ├── RemovalRefused           a removal that would break the contract: no survivor, a changed file
    └── DecisionRefused          a decision about a group that cannot be carried out

Anything else that is raised is a bug and deserves its traceback. `Cancelled` (in `progress`) is
neither: it is how work stops when a person asks for it.
"""


class NearDupError(Exception):
    """An expected fault; `str(error)` is a sentence that can be shown as it is."""


class ModelError(NearDupError):
    """A model is missing, unreadable, or of a shape that cannot be used."""


class CatalogError(NearDupError):
    """The catalogue cannot be opened, read or written."""


class CatalogTooNew(CatalogError):
    """The catalogue was written by a newer NearDup."""


class CatalogLocked(CatalogError):
    """Another NearDup is writing to the catalogue."""


class CatalogDamaged(CatalogError):
    """The catalogue's file is no catalogue, or is damaged."""


class SettingsError(NearDupError):
    """The settings file, or a setting given by hand, makes no sense."""


class ScanError(NearDupError):
    """A scan cannot start, or cannot go on."""


class UnreadablePhoto(NearDupError):
    """One photo cannot be decoded. `str(error)` is the reason, without the file's name."""


class PlanError(NearDupError):
    """A plan of removal that was read from a file makes no sense."""


class RemovalRefused(NearDupError):
    """A removal that would break the contract of removal."""


class DecisionRefused(NearDupError):
    """A decision about a group that cannot be carried out."""
