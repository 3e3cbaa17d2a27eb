"""What only the loser knows reaches the keeper's sidecar, and nothing that is there is lost."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.catalog.removals import State
from core.errors import RemovalRefused
from core.photo import ExifFacts
from core.progress import CancelToken
from core.review import journal
from core.review.actions.quarantine import ToQuarantine
from core.review.dialects.regions import Face
from core.review.dialects.xmp import from_xmp
from core.review.journal import Journal
from core.review.removal import GroupRemoval, RemovalPlan, Status, remove
from core.review.restore import Return, restore
from core.review.sidecar import give_facts, lost_facts
from core.review.unfinished import resolve_unfinished
from core.review.written import sidecar_of
from core.review.xmp import EMPTY, XmpFacts, read_packet, with_facts
from tests.photos import image_file
from tests.review.disk import catalogued, on_disk, silent

JPEG = b"\xff\xd8\xff\xe0" + bytes(64)
LIGHTROOM = b"""<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>
<!-- by hand -->
<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<r:Description r:about="" xmlns:xap="http://ns.adobe.com/xap/1.0/" xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
 xap:Rating="4" crs:Exposure2012="+0.55"><d:subject xmlns:d="http://purl.org/dc/elements/1.1/"><r:Bag>
<r:li>sea &amp; sand</r:li></r:Bag></d:subject></r:Description>
</r:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
FACTS = XmpFacts(datetime(2024, 5, 14, 12, 30, tzinfo=UTC), -33.85, 151.2, 5, ("<beach>", "sea & sand"))


def test_a_new_packet_says_all_facts():
    packet = read_packet(with_facts(EMPTY, FACTS))
    assert (packet.has_date, packet.has_place, packet.rating) == (True, True, 5)
    assert packet.keywords == ["<beach>", "sea & sand"]
    raw = with_facts(EMPTY, FACTS)
    assert b"<exif:GPSLatitude>33,51.000000S</exif:GPSLatitude>" in raw
    assert b"<exif:DateTimeOriginal>2024-05-14T12:30:00+00:00</exif:DateTimeOriginal>" in raw


def test_an_older_packet_keeps_every_byte_and_its_own_word():
    raw = with_facts(LIGHTROOM, FACTS)
    packet = read_packet(raw)
    assert packet.rating == 4
    assert packet.keywords == ["sea & sand", "<beach>"]
    assert packet.has_date
    rest = raw
    for piece in (
        LIGHTROOM.split(b"</r:Bag>")[0],
        b"</r:Bag></d:subject></r:Description>\n",
        b"</r:RDF></x:xmpmeta>",
    ):
        assert piece in rest
        rest = rest[rest.index(piece) + len(piece) :]
    assert with_facts(raw, FACTS) == raw


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"no xml",
        b"\xff\xfe<\x00",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>',
        b"<x/>",
        b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
        LIGHTROOM[:-60],
    ],
)
def test_what_cannot_be_added_to_is_refused(raw):
    with pytest.raises(ValueError):  # noqa: PT011 - each says something else
        with_facts(raw, FACTS)


@pytest.fixture(autouse=True)
def _quarantine_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def pair(tmp_path: Path, catalog):
    """A keeper without facts, and a smaller photo that knows when and where, with stars in its sidecar."""
    keeper = on_disk(tmp_path / "a.jpg", 1, JPEG)
    loser = on_disk(tmp_path / "b.jpg", 2, JPEG + b"b")
    loser = replace(
        loser, exif=ExifFacts(captured=datetime(2024, 5, 14, 12, 30), latitude=1.5, longitude=2.5)
    )
    loser.path.with_name("b.xmp").write_bytes(LIGHTROOM)
    catalogued(catalog, keeper, loser)
    return keeper, loser


def test_only_what_the_keeper_lacks_is_lost(pair, catalog):
    keeper, loser = pair
    assert lost_facts(keeper, loser, catalog) == XmpFacts(
        datetime(2024, 5, 14, 12, 30), 1.5, 2.5, 4, ("sea & sand",)
    )
    knowing = replace(keeper, exif=loser.exif)
    assert lost_facts(knowing, loser, catalog) == XmpFacts(rating=4, keywords=("sea & sand",))
    assert lost_facts(loser, keeper, catalog).is_empty


def test_facts_inside_a_photo_are_found_without_a_decoder(tmp_path, catalog):
    plain, tagged = on_disk(tmp_path / "a.jpg", 1, JPEG), on_disk(tmp_path / "b.jpg", 2, JPEG + LIGHTROOM)
    assert lost_facts(plain, tagged, catalog).keywords == ("sea & sand",)


def test_a_sidecar_is_made_beside_and_the_photo_is_not_touched(pair, catalog, tmp_path):
    keeper, loser = pair
    before = keeper.path.read_bytes(), keeper.path.stat().st_mtime_ns
    sidecar = give_facts(keeper, lost_facts(keeper, loser, catalog), catalog, ToQuarantine(tmp_path))
    assert sidecar == keeper.path.with_name("a.jpg.xmp")
    assert read_packet(sidecar.read_bytes()).rating == 4
    assert (keeper.path.read_bytes(), keeper.path.stat().st_mtime_ns) == before
    assert give_facts(keeper, XmpFacts(), catalog) is None


def test_an_older_sidecar_is_copied_to_quarantine_before_it_is_added_to(pair, catalog, tmp_path):
    keeper, _ = pair
    old = keeper.path.with_name("a.xmp")
    old.write_bytes(LIGHTROOM)
    assert give_facts(keeper, FACTS, catalog, ToQuarantine(tmp_path)) == old
    entry, written = journal.entries(catalog, 1)
    assert (entry.state, entry.path, entry.intent.action) == (State.DONE, old, "sidecar")
    assert (written.state, written.path, written.is_written) == (State.DONE, old, True)
    assert entry.place.read_bytes() == LIGHTROOM
    assert "<beach>" in read_packet(old.read_bytes()).keywords


def test_a_sidecar_that_makes_no_sense_is_left_alone(pair, catalog, tmp_path):
    keeper, _ = pair
    old = keeper.path.with_name("a.xmp")
    old.write_bytes(b"<broken")
    with pytest.raises(RemovalRefused, match=r"a\.xmp could not be written"):
        give_facts(keeper, FACTS, catalog, ToQuarantine(tmp_path))
    assert old.read_bytes() == b"<broken"


def test_a_sidecar_that_is_a_link_is_not_written_through(pair, catalog, tmp_path):
    keeper, _ = pair
    elsewhere = tmp_path / "elsewhere.xmp"
    elsewhere.write_bytes(LIGHTROOM)
    sidecar_of(keeper.path).symlink_to(elsewhere)
    with pytest.raises(RemovalRefused, match="is a link to another file"):
        give_facts(keeper, XmpFacts(keywords=("sea",)), catalog, ToQuarantine(tmp_path))
    assert elsewhere.read_bytes() == LIGHTROOM
    assert sidecar_of(keeper.path).is_symlink()


def test_a_sidecar_keeps_its_rights(pair, catalog, tmp_path):
    keeper, _ = pair
    sidecar = sidecar_of(keeper.path)
    sidecar.write_bytes(LIGHTROOM)
    sidecar.chmod(0o640)
    give_facts(keeper, XmpFacts(keywords=("sea",)), catalog, ToQuarantine(tmp_path))
    assert b"sea" in sidecar.read_bytes()
    assert sidecar.stat().st_mode & 0o777 == 0o640


def test_a_raw_shares_its_stem_with_its_sidecar(tmp_path):
    assert sidecar_of(tmp_path / "IMG.CR2") == tmp_path / "IMG.xmp"
    assert sidecar_of(tmp_path / "IMG.JPG") == tmp_path / "IMG.JPG.xmp"


@pytest.mark.parametrize("asked", [False, True])
def test_facts_are_kept_by_a_removal_only_when_asked(pair, catalog, trash, asked):
    keeper, loser = pair
    plan = RemovalPlan((GroupRemoval((loser,), (keeper,)),), along={loser.path: ()})
    (outcome,) = remove(plan, catalog, trash, keep_facts=asked, report=silent, cancel=CancelToken())
    assert outcome.status is Status.TRASHED
    assert keeper.path.with_name("a.jpg.xmp").exists() is asked


def test_a_photo_whose_facts_cannot_be_kept_stays(pair, catalog, trash):
    keeper, loser = pair
    keeper.path.with_name("a.jpg.xmp").write_bytes(b"<broken")
    plan = RemovalPlan((GroupRemoval((loser,), (keeper,)),), along={loser.path: ()})
    (outcome,) = remove(plan, catalog, trash, keep_facts=True, report=silent, cancel=CancelToken())
    assert outcome.status is Status.REFUSED
    assert loser.path.exists()


UNRATED = LIGHTROOM.replace(b'xap:Rating="4"', b'xap:Rating="0"')


@pytest.mark.parametrize("older", [None, LIGHTROOM, UNRATED])
def test_undo_takes_back_what_was_handed_over(pair, catalog, trash, tmp_path, older):
    keeper, loser = pair
    if older is not None:
        keeper.path.with_name("a.jpg.xmp").write_bytes(older)
    before = files(tmp_path)
    plan = RemovalPlan((GroupRemoval((loser,), (keeper,)),), along={loser.path: ()}, keep_facts=True)
    remove(plan, catalog, trash, report=silent, cancel=CancelToken())
    assert read_packet(keeper.path.with_name("a.jpg.xmp").read_bytes()).rating == 4
    assert files(tmp_path) != before
    entries = journal.entries(catalog, 1)
    outcomes = restore(entries, catalog, trash, report=silent, cancel=CancelToken())
    assert {outcome.status for outcome in outcomes} == {Return.RESTORED}
    assert files(tmp_path) == before


def files(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in folder.rglob("*") if p.suffix in (".jpg", ".xmp") and p.is_file()}


def test_a_sidecar_that_somebody_changed_since_is_not_taken_back(pair, catalog, trash):
    keeper, loser = pair
    plan = RemovalPlan((GroupRemoval((loser,), (keeper,)),), along={loser.path: ()}, keep_facts=True)
    remove(plan, catalog, trash, report=silent, cancel=CancelToken())
    sidecar = keeper.path.with_name("a.jpg.xmp")
    sidecar.write_bytes(mine := sidecar.read_bytes() + b"<!-- mine -->")
    restore(journal.entries(catalog, 1), catalog, trash, report=silent, cancel=CancelToken())
    assert sidecar.read_bytes() == mine
    assert loser.path.exists()


@pytest.mark.parametrize("killed_at", ["copy_new", "sync_folder"])
def test_an_interrupted_writing_is_settled_by_what_lies_there(
    pair, catalog, trash, tmp_path, monkeypatch, killed_at
):
    keeper, _ = pair
    sidecar = keeper.path.with_name("a.xmp")
    sidecar.write_bytes(LIGHTROOM)

    def killed(*_: object) -> None:
        monkeypatch.setattr(Journal, "conclude", lambda *_: False)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(f"core.review.sidecar.{killed_at}", killed)
        with pytest.raises(KeyboardInterrupt):
            give_facts(keeper, FACTS, catalog, ToQuarantine(tmp_path))
    monkeypatch.undo()
    resolve_unfinished(catalog, trash)
    done = killed_at == "sync_folder"
    assert [entry.state is State.DONE for entry in journal.entries(catalog, 1)] == [done, done]
    restore(journal.entries(catalog, 1), catalog, trash, report=silent, cancel=CancelToken())
    assert sidecar.read_bytes() == LIGHTROOM


ALL = XmpFacts(
    datetime(2024, 5, 14, 12, 30, tzinfo=UTC), -33.85, 151.2, 4, ("sea", "Anna"), ("places|sea",), "Red",
    "Title", "Caption & more", "A; B", "(c)", ("Anna",), "NIKON D750",
    (Face("Anna", 0.5, 0.25, 0.1, 0.2, (100, 50)),),
)  # fmt: skip


@pytest.mark.parametrize("older", [EMPTY, UNRATED, LIGHTROOM.replace(b'xap:Rating="4"', b"")])
def test_all_that_a_photo_says_is_read_again_from_where_it_was_written(older):
    now = from_xmp(with_facts(older, ALL))
    assert set(ALL.keywords) <= set(now.keywords)
    for name in ("captured", "rating", "label", "title", "caption", "artist", "copyright", "camera", "faces"):
        assert getattr(now, name) == getattr(ALL, name), name
    assert (now.hierarchy, now.persons) == (ALL.hierarchy, ALL.persons)
    assert with_facts(with_facts(older, ALL), ALL) == with_facts(older, ALL)


def test_words_are_added_to_the_lists_that_are_there():
    first = with_facts(EMPTY, XmpFacts(keywords=("a",), hierarchy=("x|a",), persons=("Anna",)))
    both = from_xmp(with_facts(first, XmpFacts(keywords=("b",), hierarchy=("x|b",), persons=("Bert",))))
    assert (both.keywords, both.hierarchy) == (("a", "b"), ("x|a", "x|b"))
    assert both.persons == ("Anna", "Bert")


@pytest.mark.parametrize("zero", [b'xap:Rating="0"', b"xap:Rating = '0.0'", b""])
def test_a_rating_of_none_gives_way_to_one(zero):
    element = b"" if zero else b"<xap:Rating>0</xap:Rating>"
    older = LIGHTROOM.replace(b'xap:Rating="4"', zero).replace(b"<d:subject", element + b"<d:subject")
    assert from_xmp(with_facts(older, XmpFacts(rating=4))).rating == 4


def test_what_cannot_be_said_beside_what_is_there_is_refused_and_not_lost():
    filler = (
        b"<d:description xmlns:d='http://purl.org/dc/elements/1.1/'>OLYMPUS DIGITAL CAMERA</d:description>"
    )
    older = LIGHTROOM.replace(b"<d:subject", filler + b"<d:subject")
    with pytest.raises(ValueError, match="its caption is in a form that cannot be added to"):
        with_facts(older, XmpFacts(caption="At the sea"))


def test_what_was_written_goes_back_with_the_last_photo_that_it_was_written_for(catalog, trash, tmp_path):
    keeper, one, two = (
        on_disk(tmp_path / f"{name}.jpg", seed, JPEG + name.encode()) for seed, name in enumerate("abc", 1)
    )
    for photo, rating in ((one, b"4"), (two, b"0")):
        words = LIGHTROOM.replace(b'Rating="4"', b'Rating="' + rating + b'"').replace(
            b"sea &amp; sand", photo.path.stem.encode()
        )
        photo.path.with_name(f"{photo.path.name}.xmp").write_bytes(words)
    catalogued(catalog, keeper, one, two)
    before = files(tmp_path)
    along = {
        one_of.path: (image_file(one_of.path.with_name(f"{one_of.path.name}.xmp")),) for one_of in (one, two)
    }
    plan = RemovalPlan((GroupRemoval((one, two), (keeper,)),), along=along, keep_facts=True)
    remove(plan, catalog, trash, report=silent, cancel=CancelToken())
    sidecar = sidecar_of(keeper.path)
    assert set(read_packet(sidecar.read_bytes()).keywords) == {"b", "c"}

    shown = journal.removed(catalog, 1)
    assert {entry.path.name for entry, _ in shown} == {"b.jpg", "b.jpg.xmp", "c.jpg", "c.jpg.xmp"}
    assert {written for _, written in shown} == {(sidecar,)}
    (session,) = journal.sessions(catalog)
    assert (session.files, session.done) == (4, 4)
    for name, left in (("b", {"b", "c"}), ("c", None)):
        back = [entry for entry, _ in journal.removed(catalog, 1) if entry.path.name.startswith(name)]
        outcomes = restore(back, catalog, trash, report=silent, cancel=CancelToken())
        assert {outcome.status for outcome in outcomes} == {Return.RESTORED}
        assert len(outcomes) == 2
        assert sidecar.exists() is (left is not None)
    assert files(tmp_path) == before
