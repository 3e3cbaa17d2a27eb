"""The HTML report is one well-formed file that shows what it should and runs nothing."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from core.photo import Change, DuplicateGroup, Evidence, Finding, Member, Photo, Relation, Skipped
from core.report.html_report import file_size, write_html
from tests.report.reports import group, photo, report, thumbnail

_VOID = {"meta", "img", "br"}


class _Page(HTMLParser):
    """Reads a page as a browser would, and holds that every tag is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def _written(tmp_path: Path, *args: object, **kwargs: object) -> _Page:
    place = tmp_path / "out.html"
    write_html(report(*args, **kwargs), place, thumbnail)  # type: ignore[arg-type]
    return _Page(place.read_text(encoding="utf-8"))


def test_every_photo_is_shown_with_its_facts(tmp_path: Path) -> None:
    page = _written(tmp_path, group(Path("/p/a.jpg"), Path("/q/b.jpg"), Path("/q/c.jpg"), Path("/q/d.jpg")))
    images = [attrs for tag, attrs in page.tags if tag == "img"]
    assert [image["alt"] for image in images] == ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]
    assert all(str(image["src"]).startswith("data:image/jpeg;base64,") for image in images)
    for words in (
        "It has the most pixels.",
        "Identical",
        "Same picture",
        "Same scene",
        "98% alike, 3 s apart",
        "4,000 × 3,000 · 1.0 kB · JPEG",
        "2024-05-14 09:30:01",
        "1,204",
        "3.0 kB",
        "ONNX Runtime 1.23, CPU",
    ):
        assert words in page.text


def test_skipped_files_are_listed_with_their_reasons(tmp_path: Path) -> None:
    page = _written(tmp_path, skipped=(Skipped(Path("/p/c.jpg"), "The file ends too early."),))
    assert "/p/c.jpg" in page.text
    assert "The file ends too early." in page.text
    assert "No two photos look alike." in page.text


def test_names_cannot_break_out_of_the_page(tmp_path: Path) -> None:
    evil = Path('/p/"><script>alert(1)</script>&amp;.jpg')
    page = _written(tmp_path, group(evil, evil, reason="<b onload=x>"), skipped=(Skipped(evil, "<script>"),))
    assert not [tag for tag, _ in page.tags if tag == "script"]
    assert not [attrs for _, attrs in page.tags if any(name.startswith("on") for name in attrs)]
    # A slash cannot be in a file's name, so the path's last part begins after it.
    assert "script>&amp;.jpg" in page.text
    assert "<b onload=x>" in page.text


def test_the_page_asks_nothing_of_the_network(tmp_path: Path) -> None:
    page = _written(tmp_path, group(Path("/p/a.jpg"), Path("/q/b.jpg")))
    links = [str(attrs.get(name)) for _, attrs in page.tags for name in ("src", "href") if name in attrs]
    assert links
    assert all(link.startswith(("data:", "file:", "#")) for link in links)


def test_a_photo_without_a_thumbnail_still_has_its_place(tmp_path: Path) -> None:
    place = tmp_path / "out.html"
    write_html(report(group(Path("/p/a.jpg"), Path("b.jpg"))), place, lambda _: None)
    page = _Page(place.read_text(encoding="utf-8"))
    assert page.text.count("no preview") == 2


def test_thumbnails_are_asked_for_one_by_one(tmp_path: Path) -> None:
    """Group by group: the page never waits in memory for its last picture."""
    place, sizes = tmp_path / "out.html", []

    def measuring(photo: Photo) -> bytes:
        sizes.append(sum(file.stat().st_size for file in tmp_path.iterdir()))
        return thumbnail(photo)

    write_html(report(*[group(Path("/a.jpg"), Path("/b.jpg"))] * 40), place, measuring)
    assert len(sizes) == 80
    assert sizes[-1] > place.stat().st_size / 2


def test_the_evidence_is_said_as_people_would(tmp_path: Path) -> None:
    keeper = photo(1, Path("/a.jpg"))
    found = (Finding(Change.CROPPED, 0.62), Finding(Change.MIRRORED), Finding(Change.SECONDS_APART, 64.0))
    other = Member(photo(2, Path("/b.jpg")), Relation.SAME_SCENE, Evidence(1.0, 0.97, found))
    page = _written(tmp_path, DuplicateGroup(keeper, "It is the first.", (other,)))
    assert "99% alike, cropped to 62 %, mirrored, 64 s apart" in page.text


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (9_949, "9.9 kB"),
        (9_951, "10 kB"),
        (999_499, "999 kB"),
        (999_501, "1.0 MB"),
        (8_400_000, "8.4 MB"),
        (5_300_000_000_000_000, "5,300 TB"),
    ],
)
def test_sizes_are_said_as_file_managers_do(count: int, said: str) -> None:
    assert file_size(count) == said


def test_the_program_that_owns_a_photo_is_named(tmp_path):
    kept = group(Path("/p/a.jpg"), Path("/q/b.jpg"))
    named = replace(kept, libraries=((kept.keeper.id, "Photos & Co"),))
    assert "in the library of Photos & Co" in _written(tmp_path, named).text
    assert "in the library of" not in _written(tmp_path, kept).text
