"""`neardup history`: every removal that ever was, and where each file is."""

from typing import TYPE_CHECKING, Annotated

import typer

from core.commands.shared import CatalogOption, faults_as_sentences, opened_catalog, shown
from core.commands.terminal import bytes_text

if TYPE_CHECKING:
    from core.catalog.removals import Removal

ACTIONS = {
    "trash": "moved to the trash",
    "quarantine": "moved to quarantine",
    "move": "moved",
    "copy": "copied",
    "hardlink": "replaced by hardlinks",
    "reflink": "made to share blocks",
    "sidecar": "given facts in sidecars",
}
STATES = {
    "intended": "under way",
    "done": "done",
    "not_done": "not done",
    "unknown": "unknown",
    "restored": "brought back",
    "emptied": "erased",
}


def command(
    session: Annotated[int | None, typer.Option("--session", min=1, help="List the files of one.")] = None,
    catalog: CatalogOption = None,
) -> None:
    """List every removal, restart or not, newest first; or the files of one, with where each is now."""
    with faults_as_sentences(), opened_catalog(catalog, only_read=True) as opened:
        from core.catalog import stations
        from core.errors import NearDupError
        from core.review import journal

        if session is not None:
            entries = journal.entries(opened, session)
            if not entries:
                raise NearDupError(f"There is no session {session}. To list them: neardup history")
            for removal in entries:
                _print_entry(removal)
            return
        sessions = journal.sessions(opened)
        if not sessions:
            typer.echo("Nothing was ever removed.")
            return
        with opened.read() as connection:
            by = stations.of_sessions(connection) if opened.is_shared else {}
        for one in sessions:
            files = "1 file" if one.files == 1 else f"{one.files} files"
            back = f", {one.restored} brought back" if one.restored else ""
            who = f", by {by[one.id]}" if one.id in by else ""
            typer.echo(
                f"{one.id:5d}  {one.began.astimezone():%Y-%m-%d %H:%M}  {files}, {bytes_text(one.bytes)}, "
                f"{ACTIONS.get(one.action, one.action)}: {one.done} done{back}{who}"
            )
        typer.echo(
            "\nThe files of one: neardup history --session N. To bring them back: neardup restore --session N"
        )


def _print_entry(removal: "Removal") -> None:
    where = removal.restored_to or removal.place
    typer.echo(
        f"{removal.id:6d}  group {removal.intent.group}  {STATES[removal.state]:12}  {shown(removal.path)}"
    )
    if where is not None and where != removal.path:
        typer.echo(f"{'':24}now at {shown(where)}")
    if removal.intent.survivor is not None:
        typer.echo(f"{'':24}kept   {shown(removal.intent.survivor)}")
    if removal.reason:
        typer.echo(f"{'':24}{removal.reason}")
