"""What is known of a date counts, though nobody knows the hour: people date scanned photos by the year."""

from datetime import datetime
from io import BytesIO

import pytest
from PIL import ExifTags, Image

from core.companions.units import Units
from core.loss import Loss, LossKind
from core.match.keeper import KeeperOrder
from core.photo import DuplicateGroup, Evidence, Member, Relation
from core.review.covering import with_surroundings
from core.review.dialects.dates import partial_date
from core.review.dialects.fields import DATED
from core.review.dialects.iptc import from_datasets
from core.review.dialects.photo import from_photo
from core.review.dialects.written import Saying, Written
from core.review.dialects.xmp import from_xmp
from core.review.losses import losses, untold
from core.review.written import NOTHING_WRITTEN
from core.review.xmp import EMPTY, XmpFacts, with_facts
from tests.photos import draw, photo
from tests.review.disk import as_scanned

YEAR, MONTH, OTHER = (Written(further=(Saying(DATED, text),)) for text in ("1987", "1987-06", "1991"))


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("1987", "1987"),
        ("1987-06", "1987-06"),
        (" 1987-06-14 ", "1987-06-14"),
        ("1987:06:00 00:00:00", "1987-06"),
        ("1987:06:14   :  :  ", "1987-06-14"),
        ("1987:  :     :  :  ", "1987"),
        ("19870600", "1987-06"),
        ("19870000", "1987"),
        ("1987-02-31", "1987-02"),
        ("1987-13", "1987"),
        ("1987:  :   14:00:00", "1987"),
        ("0000:00:00 00:00:00", None),
        ("20095", None),
        ("about 1987", None),
        ("", None),
        (None, None),
    ],
)
def test_as_much_of_a_date_is_read_as_is_known(text, known):
    assert partial_date(text) == known


def jpeg(main=None, detail=None, xmp=b"") -> bytes:
    exif = Image.Exif()
    exif.update(main or {})
    exif.get_ifd(ExifTags.IFD.Exif).update(detail or {})
    file = BytesIO()
    draw(3).save(file, "JPEG", exif=exif, xmp=xmp)
    return file.getvalue()


def packet(name: str, text: str) -> bytes:
    uri = {"exif": "http://ns.adobe.com/exif/1.0/", "photoshop": "http://ns.adobe.com/photoshop/1.0/"}
    prefix = name.partition(":")[0]
    return EMPTY.replace(
        b" </rdf:RDF>",
        f'<rdf:Description xmlns:{prefix}="{uri[prefix]}" {name}="{text}"/></rdf:RDF>'.encode(),
    )


@pytest.mark.parametrize(
    "raw",
    [
        jpeg(detail={0x9003: "1987:06:00 00:00:00"}),
        jpeg(detail={0x9004: "1987:06:  00:00:00"}),
        jpeg(xmp=packet("photoshop:DateCreated", "1987-06")),
        jpeg(xmp=packet("exif:DateTimeOriginal", "1987-06")),
    ],
    ids=["exif", "exif digitised", "photoshop", "exif in xmp"],
)
def test_a_date_without_its_day_is_read_told_and_handed_over(raw):
    theirs = from_photo(raw)
    assert (theirs.captured, theirs.further) == (None, MONTH.further)
    lost = untold(photo(1), photo(2), NOTHING_WRITTEN, theirs)
    assert (lost.otherwise, lost.facts) == (False, XmpFacts(further=MONTH.further))
    assert untold(photo(1), photo(2), from_xmp(with_facts(EMPTY, lost.facts)), theirs).is_empty


def test_a_day_of_iptc_without_the_hour_is_read():
    said = from_datasets(b"\x1c\x02\x37\x00\x0819870614")
    assert said is not None
    assert (said.captured, said.further) == (None, (Saying(DATED, "1987-06-14"),))


def test_the_file_s_date_of_a_scanner_is_a_date_where_there_is_no_other():
    scanner = {0x010F: "EPSON", 0x0110: "Perfection V600", 0x0132: "2009:03:04 10:11:12"}
    assert from_photo(jpeg(scanner)).captured == datetime(2009, 3, 4, 10, 11, 12)
    assert (
        from_photo(jpeg(scanner, {0x9003: "2008:01:01 00:00:01"})).captured is None
    )  # the camera's is known
    assert from_photo(jpeg({0x0132: "2009:03:04 10:11:12"})).captured is None  # any program writes that


@pytest.mark.parametrize(
    ("mine", "theirs", "covered"),
    [
        (MONTH, YEAR, True),
        (YEAR, MONTH, False),
        (OTHER, YEAR, False),
        (NOTHING_WRITTEN, YEAR, False),
        (Written(captured=datetime(1987, 6, 14, 12)), MONTH, True),
        (Written(captured=datetime(2009, 3, 4, 12)), MONTH, False),
    ],
)
def test_a_date_is_lost_where_no_date_that_stays_says_as_much(mine, theirs, covered):
    assert untold(photo(1), photo(2), mine, theirs).is_empty is covered


SCANNED, SHOT = datetime(2009, 3, 4, 10, 11, 12), datetime(1987, 6, 14, 12)


@pytest.mark.parametrize(
    ("ours", "mine", "own", "theirs"),
    [
        (SCANNED, NOTHING_WRITTEN, SCANNED, YEAR),
        (SCANNED, NOTHING_WRITTEN, SCANNED, Written(captured=SHOT)),
        (SCANNED, NOTHING_WRITTEN, None, Written(captured=SHOT)),
        (None, Written(captured=SCANNED), None, Written(captured=SCANNED, further=YEAR.further)),
        (SCANNED, OTHER, SCANNED, YEAR),
        (None, YEAR, None, Written(further=(*YEAR.further, *MONTH.further))),
    ],
)
def test_a_date_beside_the_scanner_s_is_lost_where_what_stays_has_only_the_scanner_s(ours, mine, own, theirs):
    one, other = photo(1, captured=ours), photo(2, captured=own)
    assert untold(one, other, mine, theirs).otherwise
    assert untold(photo(3, captured=own), other, theirs, theirs).is_empty


def test_the_most_exact_of_a_file_s_dates_counts():
    raw = jpeg({0x010F: "EPSON", 0x0132: "2009:03:04 10:11:12"}, {0x9003: "0000:00:00 00:00:00"})
    assert from_photo(raw).captured == datetime(2009, 3, 4, 10, 11, 12)
    raw = jpeg(detail={0x9003: "1987:  :     :  :  "}, xmp=packet("photoshop:DateCreated", "1987-06"))
    assert untold(photo(1), photo(2), YEAR, from_photo(raw)).otherwise
    assert untold(photo(1), photo(2), NOTHING_WRITTEN, from_photo(raw)).facts == XmpFacts(
        further=MONTH.further
    )


def test_a_scan_that_knows_the_year_is_not_covered_by_one_that_has_the_scanner_s_day():
    scanned = photo(1, captured=datetime(2009, 3, 4, 10, 11, 12))
    assert untold(scanned, photo(2), NOTHING_WRITTEN, YEAR).otherwise


def test_what_is_marked_loses_no_month_where_the_hour_stays():
    group = DuplicateGroup(photo(1), "", (Member(photo(2), Relation.IDENTICAL, Evidence(1.0)),))
    written = {1: Written(captured=datetime(1987, 6, 14, 12)), 2: MONTH}
    assert losses(group, {2}, written) == ()
    (lost,) = losses(group, {2}, {2: MONTH})
    assert lost.facts == XmpFacts(further=MONTH.further)


def test_what_is_marked_tells_of_the_year_beside_the_scanner_s_day():
    scanned, marked = photo(1, captured=SCANNED), photo(2, captured=SCANNED)
    group = DuplicateGroup(scanned, "", (Member(marked, Relation.IDENTICAL, Evidence(1.0)),))
    (lost,) = losses(group, {2}, {2: YEAR})
    assert lost.facts == XmpFacts(further=YEAR.further)
    assert losses(group, {2}, {1: YEAR, 2: YEAR}) == ()


def test_of_two_scans_of_one_picture_the_one_that_knows_the_year_is_no_mere_copy(tmp_path):
    bare, dated = tmp_path / "a.jpg", tmp_path / "b.jpg"
    bare.write_bytes(jpeg())
    dated.write_bytes(jpeg(xmp=packet("photoshop:DateCreated", "1987")))
    one, other = as_scanned(bare, 1), as_scanned(dated, 2)
    facts = (Loss(LossKind.FACTS),)
    member = Member(other, Relation.SAME_PICTURE, Evidence(1.0), losses=facts)
    group = with_surroundings(DuplicateGroup(one, "", (member,)), Units(), KeeperOrder())
    assert group.members[0].losses == facts
