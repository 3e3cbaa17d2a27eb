"""The second question of a window finds what the first has read."""

from pathlib import Path
from typing import Any

import pytest

from core.progress import CancelToken
from core.search.query_memory import QueryMemory
from nearDup_gui.services import CoreServices


def test_questions_of_one_window_share_what_they_have_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = CoreServices(tmp_path / "catalogue.sqlite3", tmp_path / "settings.toml")
    given: list[QueryMemory] = []

    def find_similar(*_: Any, memory: QueryMemory, **__: Any) -> list[Any]:
        given.append(memory)
        return []

    monkeypatch.setattr("core.search.query.find_similar", find_similar)
    monkeypatch.setattr(services, "_load", lambda _: None)
    for name in ("a.jpg", "b.jpg"):
        services.find_similar(tmp_path / name, CancelToken())
    assert given[0] is given[1]
    services.close()
