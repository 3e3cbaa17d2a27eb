"""`neardup worker ADDRESS`: this machine reads photos for scans that were started elsewhere."""

from typing import Annotated

import typer

from core.commands.shared import (
    TlsAuthorityOption,
    TlsCertificateOption,
    TlsKeyOption,
    faults_as_sentences,
)
from core.commands.terminal import cancelled_by_interrupt


def command(
    address: Annotated[
        str, typer.Argument(help="The scheduler: tcp://HOST:PORT or tls://HOST:PORT.", show_default=False)
    ],
    processes: Annotated[int, typer.Option(min=0, help="Photos read at a time; 0 is one per core.")] = 0,
    host: Annotated[
        str, typer.Option(help="This machine's own address, as the scheduler reaches it, if it has several.")
    ] = "",
    tls_ca: TlsAuthorityOption = None,
    tls_cert: TlsCertificateOption = None,
    tls_key: TlsKeyOption = None,
) -> None:
    """Work for scans that are started elsewhere with --cluster, until Ctrl-C.

    The photos have to be mounted here at the same paths. Whoever reaches the scheduler can run programs here:
    see docs/cluster.md.
    """
    with faults_as_sentences(), cancelled_by_interrupt() as cancel:
        from core.cluster.place import TlsFiles, parse_place
        from core.cluster.serving import serve
        from core.cores import usable_cores
        from core.errors import SettingsError

        tls = TlsFiles(tls_ca, tls_cert, tls_key)
        place = parse_place(address, tls)
        if not place.address:
            raise SettingsError(f"{address} needs no worker: neardup scan FOLDER --cluster {address}")
        count = processes or usable_cores()
        serve(
            place.address,
            tls,
            count,
            host,
            cancel,
            lambda line: typer.echo(line, err=True),
        )
