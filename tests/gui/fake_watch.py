"""Folders that nobody watches: a test says what would be told."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from core.scan.listening import Unwatched
from core.scan.news import News


class FakeWatch:
    """Watches nothing; a test calls `on_news` and `on_unwatched` in its place."""

    def __init__(
        self,
        on_news: Callable[[News], None],
        on_unwatched: Callable[[Mapping[Path, Unwatched]], None],
    ) -> None:
        self.on_news = on_news
        self.on_unwatched = on_unwatched
        self.roots: tuple[Path, ...] = ()
        self.history: list[str] = []
        self.closed = False

    @property
    def resting(self) -> bool:
        return self.history[-1:] == ["rest"]

    def watch(self, roots: Sequence[Path]) -> None:
        self.roots = tuple(roots)

    def rest(self) -> None:
        self.history.append("rest")

    def wake(self) -> None:
        self.history.append("wake")

    def close(self) -> None:
        self.closed = True
