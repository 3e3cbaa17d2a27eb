"""Watching folders while the window is open."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.progress import CancelToken
from nearDup_gui.library.opened import AccessServices, OpenedCore
from nearDup_gui.settings.service import PreferenceServices

if TYPE_CHECKING:
    from core.scan.listening import Unwatched
    from core.scan.news import News


class Watch(Protocol):
    """Folders that are watched in a thread of its own; see `core.scan.watch.FolderWatch`. Any thread."""

    def watch(self, roots: Sequence[Path]) -> None:
        """Watch these folders instead of others; none ends it."""
        ...

    def rest(self) -> None:
        """Do not look while a scan or a removal is under way."""
        ...

    def wake(self) -> None:
        """Go on, with a look at what has happened meanwhile."""
        ...

    def close(self) -> None:
        """End the thread."""
        ...


class WatchServices(AccessServices, PreferenceServices, Protocol):
    """What arrives in folders, changes or goes."""

    def folder_watch(
        self,
        on_news: Callable[["News"], None],
        on_unwatched: "Callable[[Mapping[Path, Unwatched]], None]",
        token: Callable[[], CancelToken],
    ) -> Watch:
        """Make what watches folders; it calls back in a thread of its own, where it asks such tokens."""
        ...


class CoreWatching(OpenedCore):
    """`WatchServices` on the real core. Any thread."""

    def folder_watch(
        self,
        on_news: Callable[["News"], None],
        on_unwatched: "Callable[[Mapping[Path, Unwatched]], None]",
        token: Callable[[], CancelToken],
    ) -> Watch:
        from core.scan.watch import FolderWatch

        return FolderWatch(self._look_for_news, on_news, on_unwatched, token=token)

    def _look_for_news(self, roots: Sequence[Path], cancel: CancelToken) -> "News":
        from core.grouping_settings import grouping_of
        from core.scan.news import look_for_news

        hidden, ignored = self.settings.scan.include_hidden, grouping_of(self.settings).ignored
        return look_for_news(roots, self._catalog(), cancel, include_hidden=hidden, ignored=ignored)
