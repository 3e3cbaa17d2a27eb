"""The table: what people and programs write about a photo, by the property in which XMP has it.

`SPOKEN` has what `Written` names a field for, in the order in which it is read; `FURTHER` all else that a
person can have said, one row a property. Adding a program's word is adding a row: it is read, told where it
would be lost, and handed over by itself, in the property it stands under, or where that has another name, in
the one that Lightroom, digiKam and darktable read.

Sources: exiftool's tag names (XMP, IPTC, MWG, PNG), the IPTC Photo Metadata Standard 2023, digiKam's
DMetadata, ACDSee's and Photo Mechanic's own packets.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

SPOKEN: Mapping[str, tuple[str, ...]] = {
    "title": ("dc:title",),
    "caption": ("dc:description", "tiff:ImageDescription", "acdsee:caption", "acdsee:notes"),
    "artist": ("dc:creator", "acdsee:author", "tiff:Artist"),
    "copyright": ("dc:rights", "tiff:Copyright"),
    "label": ("xmp:Label",),
    "persons": (
        "mwg-rs:Name",
        "MPReg:PersonDisplayName",
        "acdsee-rs:Name",
        "Iptc4xmpExt:PersonInImage",
        "Iptc4xmpExt:PersonName",
        "mediapro:People",
        "expressionmedia:People",
    ),
    "keywords": (
        "dc:subject",
        "MicrosoftPhoto:LastKeywordXMP",
        "MicrosoftPhoto:LastKeywordIPTC",
        "acdsee:keywords",
        "mwg-kw:Keyword",
        "lr:weightedFlatSubject",
    ),
    "captured": ("exif:DateTimeOriginal", "photoshop:DateCreated", "acdsee:datetime", "xmp:CreateDate"),
}
"""Properties of XMP by the field of `Written` that they fill, the first that is there first."""

TREES: Mapping[str, str] = {
    "lr:hierarchicalSubject": "|",
    "digiKam:TagsList": "/",
    "mediapro:CatalogSets": "|",
    "expressionmedia:CatalogSets": "|",
}
"""Keywords in trees, and what parts their branches. `acdsee:categories` is a document of its own."""

COLOURS = ("", "Red", "Orange", "Yellow", "Green", "Blue", "Magenta", "Gray", "Black", "White")
"""What digiKam:ColorLabel counts; digiKam reads these names in xmp:Label too."""


class Topic(StrEnum):
    """What something that was written is about, for people."""

    COMMENT = "comment"
    """More words: a comment, notes, a headline."""
    DATE = "date"
    """As much of a date as is known, where nobody knows the hour."""
    PLACE = "place"
    """The name of a place."""
    EVENT = "event"
    DESCRIPTION = "description"
    """For people who cannot see it."""
    FLAG = "flag"
    """Picked or rejected, tagged, a colour, a class."""
    COLLECTION = "collection"
    """Collections and categories that it was put into."""
    CREDIT = "credit"
    """Who may do what with it, and whom to name and to ask."""
    SHOT = "shot"
    """How it was taken: the lens, the exposure, the altitude, the direction."""


class Form(StrEnum):
    """How XMP writes a value (ISO 16684-1, 6.3)."""

    TEXT = "text"
    LANGUAGES = "Alt"
    BAG = "Bag"
    SEQUENCE = "Seq"
    STRUCTURE = "structure"
    STRUCTURES = "Bag of structures"
    ORDERED_STRUCTURES = "Seq of structures"
    RATIONAL = "Rational"
    WHOLE = "Integer"
    DATE = "Date"


@dataclass(frozen=True, slots=True)
class Field:
    """One row.

    Args:
        name: the property, where it is read and written.
        topic: what it is about.
        form: how it is written.
        iptc: the dataset of IPTC-IIM's record 2 that says the same; 0 for none.
        also: other properties that say the same.
        nothing: values that say nothing, besides an empty one.
        within: the least and the greatest number that makes sense.
        meant: the property that says how the value is meant, such as below the sea; it goes with it.
    """

    name: str
    topic: Topic
    form: Form = Form.TEXT
    iptc: int = 0
    also: tuple[str, ...] = ()
    nothing: frozenset[str] = frozenset()
    within: tuple[float, float] = (0, 0)
    meant: str = ""

    @property
    def is_list(self) -> bool:
        return self.form in (Form.BAG, Form.SEQUENCE, Form.STRUCTURES, Form.ORDERED_STRUCTURES)

    @property
    def is_structure(self) -> bool:
        return self.form in (Form.STRUCTURE, Form.STRUCTURES, Form.ORDERED_STRUCTURES)

    @property
    def is_of_shot(self) -> bool:
        """Whether a camera says it, of which one copy knows as much as another, in whatever words."""
        return self.topic is Topic.SHOT


COMMENT = "exif:UserComment"
"""Where all comments go that have no property of their own: JPEG's and GIF's, Windows', ACDSee's notes."""

HEADLINE = "photoshop:Headline"

DATED = "photoshop:DateCreated"
"""A year, a month or a day; a date with its hour is `captured`."""

AREA = "exif:GPSAreaInformation"

PICKED = "xmpDM:pick"
"""What Google's favourites and Picasa's stars become."""

COLLECTIONS = "mwg-coll:Collections"
"""What Picasa's albums become."""

LENS, BODY = "exifEX:LensModel", "exifEX:BodySerialNumber"
EXPOSURE, APERTURE, BIAS = "exif:ExposureTime", "exif:FNumber", "exif:ExposureBiasValue"
SENSITIVITY, FOCAL = "exifEX:PhotographicSensitivity", "exif:FocalLength"
ALTITUDE, DIRECTION = "exif:GPSAltitude", "exif:GPSImgDirection"

_UNSET = frozenset({"0", "False", "false", "No"})
_ALT, _BAG, _SEQ = Form.LANGUAGES, Form.BAG, Form.SEQUENCE
_RATIONAL, _ZERO = Form.RATIONAL, frozenset({"0/1"})
_COMMENT, _PLACE, _FLAG, _CREDIT = Topic.COMMENT, Topic.PLACE, Topic.FLAG, Topic.CREDIT
_SHOT = Topic.SHOT

_ROWS = (
    Field(COMMENT, _COMMENT, _ALT),
    Field(HEADLINE, _COMMENT, iptc=105),
    Field("xmp:Nickname", _COMMENT),
    Field(DATED, Topic.DATE, Form.DATE),
    Field("album:Notes", _COMMENT),
    Field("Iptc4xmpCore:Location", _PLACE, iptc=92, also=("mediapro:Location", "expressionmedia:Location")),
    Field("photoshop:City", _PLACE, iptc=90),
    Field("photoshop:State", _PLACE, iptc=95),
    Field("photoshop:Country", _PLACE, iptc=101),
    Field("Iptc4xmpCore:CountryCode", _PLACE, iptc=100, also=("photomechanic:CountryCode",)),
    Field("Iptc4xmpExt:LocationCreated", _PLACE, Form.STRUCTURES),
    Field("Iptc4xmpExt:LocationShown", _PLACE, Form.STRUCTURES),
    Field("dc:coverage", _PLACE),
    Field(AREA, _PLACE),
    Field("Iptc4xmpExt:Event", Topic.EVENT, _ALT, also=("mediapro:Event", "expressionmedia:Event")),
    Field("Iptc4xmpExt:EventId", Topic.EVENT, _BAG),
    Field("prism:event", Topic.EVENT, _BAG),
    Field("Iptc4xmpCore:AltTextAccessibility", Topic.DESCRIPTION, _ALT),
    Field("Iptc4xmpCore:ExtDescrAccessibility", Topic.DESCRIPTION, _ALT),
    Field("digiKam:PickLabel", _FLAG, nothing=_UNSET),
    Field(PICKED, _FLAG, nothing=_UNSET),
    Field("xmpDM:good", _FLAG),
    Field("acdsee:tagged", _FLAG, nothing=_UNSET),
    Field("photomechanic:Tagged", _FLAG, nothing=_UNSET),
    Field("photomechanic:ColorClass", _FLAG, nothing=_UNSET),
    Field("photomechanic:EditStatus", _FLAG),
    Field("MY:flag", _FLAG, nothing=_UNSET),
    Field("mediapro:Status", _FLAG, nothing=_UNSET),
    Field("darktable:colorlabels", _FLAG, _SEQ),
    Field("photoshop:LabelColor", _FLAG, nothing=frozenset({"none"})),
    Field("photoshop:Urgency", _FLAG, iptc=10, nothing=_UNSET),
    Field("acdsee:collections", Topic.COLLECTION, _BAG),
    Field(COLLECTIONS, Topic.COLLECTION, Form.STRUCTURES),
    Field("photoshop:Category", Topic.COLLECTION, iptc=15),
    Field("photoshop:SupplementalCategories", Topic.COLLECTION, _BAG, iptc=20),
    Field("Iptc4xmpCore:SubjectCode", Topic.COLLECTION, _BAG, iptc=12),
    Field("Iptc4xmpCore:Scene", Topic.COLLECTION, _BAG),
    Field("Iptc4xmpCore:IntellectualGenre", Topic.COLLECTION),
    Field("Iptc4xmpExt:OrganisationInImageName", Topic.COLLECTION, _BAG),
    Field("photoshop:Credit", _CREDIT, iptc=110),
    Field("photoshop:Source", _CREDIT, iptc=115),
    Field("photoshop:Instructions", _CREDIT, iptc=40),
    Field("photoshop:AuthorsPosition", _CREDIT, iptc=85),
    Field("photoshop:CaptionWriter", _CREDIT, iptc=122),
    Field("photoshop:TransmissionReference", _CREDIT),
    Field("xmpRights:UsageTerms", _CREDIT, _ALT),
    Field("xmpRights:WebStatement", _CREDIT),
    Field("xmpRights:Owner", _CREDIT, _BAG),
    Field("xmpRights:Marked", _CREDIT, nothing=_UNSET),
    Field("Iptc4xmpCore:CreatorContactInfo", _CREDIT, Form.STRUCTURE),
    Field("Iptc4xmpExt:AddlModelInfo", _CREDIT),
    Field("plus:ImageCreator", _CREDIT, Form.ORDERED_STRUCTURES),
    Field("plus:CopyrightOwner", _CREDIT, Form.ORDERED_STRUCTURES),
    Field("plus:Licensor", _CREDIT, Form.ORDERED_STRUCTURES),
    Field("dc:contributor", _CREDIT, _BAG),
    Field("dc:publisher", _CREDIT, _BAG),
    Field(LENS, _SHOT, also=("aux:Lens",)),
    Field(EXPOSURE, _SHOT, _RATIONAL, within=(1e-6, 36_000)),
    Field(APERTURE, _SHOT, _RATIONAL, within=(0.5, 128)),
    Field(SENSITIVITY, _SHOT, Form.WHOLE, also=("exif:ISOSpeedRatings",), within=(1, 10_000_000)),
    Field(BIAS, _SHOT, _RATIONAL, nothing=_ZERO, within=(-20, 20)),
    Field(FOCAL, _SHOT, _RATIONAL, within=(0.1, 100_000)),
    Field(BODY, _SHOT, also=("aux:SerialNumber",)),
    Field(ALTITUDE, _SHOT, _RATIONAL, nothing=_ZERO, within=(0, 100_000), meant="exif:GPSAltitudeRef"),
    Field(DIRECTION, _SHOT, _RATIONAL, within=(0, 360), meant="exif:GPSImgDirectionRef"),
)

FURTHER: Mapping[str, Field] = {row.name: row for row in _ROWS}
"""Everything else that a person can have said, by property, in the order in which it is told."""

OF_IPTC: Mapping[int, Field] = {row.iptc: row for row in _ROWS if row.iptc}


def is_read(name: str) -> bool:
    """Whether a property of XMP is one that a reading takes in, or that only says how a file came about."""
    return name in _READ or name.partition(":")[0] in _OF_THE_FILE


_OF_THE_FILE = frozenset({"xmpMM", "rdf"})

_READ = frozenset(
    [
        *FURTHER,
        *(name for row in _ROWS for name in (*row.also, row.meant) if name),
        *(name for names in SPOKEN.values() for name in names),
        *TREES,
        *("acdsee:categories", "acdsee:rating", "xmp:Rating", "MicrosoftPhoto:Rating", "digiKam:ColorLabel"),
        *("mwg-rs:Regions", "MP:RegionInfo", "dc:format", "tiff:Make", "tiff:Model", "exif:GPSVersionID"),
        *("exif:GPSLatitude", "exif:GPSLongitude", "xmp:CreatorTool"),
        *(f"xmp:{what}Date" for what in ("Create", "Modify", "Metadata")),
        *("photomechanic:Prefs", "photomechanic:PMVersion", "acdsee:rawrppused"),
        *("digiKam:CaptionsAuthorNames", "digiKam:CaptionsDateTimeStamps"),
    ]
)
