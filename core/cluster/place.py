"""Which cluster is meant, as a person names it, and how its connections are secured."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from core.cores import usable_cores
from core.errors import SettingsError


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """PEM files for both sides of a connection; all None takes what Dask's own configuration says."""

    authority: Path | None = None
    """Who must have signed the other side's certificate."""
    certificate: Path | None = None
    key: Path | None = None

    @property
    def given(self) -> bool:
        return any((self.authority, self.certificate, self.key))

    def check(self) -> None:
        """Raises SettingsError: a file is missing, or one of the three was not given."""
        for name, path in (("ca", self.authority), ("cert", self.certificate), ("key", self.key)):
            if path is None:
                raise SettingsError(
                    f"TLS needs all of --tls-ca, --tls-cert and --tls-key; --tls-{name} is missing."
                )
            if not path.is_file():
                raise SettingsError(f"There is no file {path}, which --tls-{name} names.")


@dataclass(frozen=True, slots=True)
class ClusterPlace:
    """A scheduler's address, or so many worker processes on this machine.

    Exactly one of the two is given.
    """

    address: str = ""
    processes: int = 0

    def __str__(self) -> str:
        return self.address or f"local:{self.processes}"

    @property
    def is_open_to_others(self) -> bool:
        """Whether what is said to the scheduler crosses a network without encryption."""
        if not self.address.startswith("tcp://"):
            return False
        host = self.address.removeprefix("tcp://").rpartition(":")[0].strip("[]")
        try:
            return not ip_address(host).is_loopback
        except ValueError:
            return host != "localhost"


def parse_place(text: str, tls: TlsFiles = TlsFiles()) -> ClusterPlace:
    """Read what `--cluster` says: `local`, `local:N`, `HOST:PORT`, `tcp://HOST:PORT` or `tls://HOST:PORT`.

    Raises:
        SettingsError: it makes no sense, or the files for TLS do not.
    """
    if tls.given:
        tls.check()
    if here := re.fullmatch(r"local(?::(\d{1,3}))?", text):
        processes = int(here[1]) if here[1] else usable_cores()
        if processes < 1:
            raise SettingsError("A cluster needs at least one worker: local:2, for example.")
        return ClusterPlace(processes=processes)
    found = re.fullmatch(r"(?:(tcp|tls)://)?([\w.-]+|\[[0-9A-Fa-f:.%\w]+\]):(\d{1,5})", text)
    if found is None or not 0 < int(found[3]) < 65536:
        raise SettingsError(
            f"{text} is no cluster: give its scheduler as tcp://HOST:PORT or tls://HOST:PORT, or local:2 for "
            "two worker processes on this computer."
        )
    if found[1] == "tcp" and tls.given:
        raise SettingsError(f"{text} is an address without TLS; with --tls-ca it begins with tls://.")
    return ClusterPlace(f"{found[1] or ('tls' if tls.given else 'tcp')}://{found[2]}:{found[3]}")
