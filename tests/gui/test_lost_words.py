"""What would be lost is named, whatever it is about."""

from core.review.dialects.fields import FURTHER, Topic
from core.review.dialects.written import Saying
from core.review.losses import Loss
from core.review.xmp import XmpFacts
from nearDup_gui.photos.losses import lost
from tests.photos import photo


def test_every_topic_has_words(qapp):
    for topic in Topic:
        row = next(row for row in FURTHER.values() if row.topic is topic)
        said = lost(Loss(photo(1), XmpFacts(further=(Saying(row.name, "At the sea\nand more"),))))
        assert {Topic.FLAG: "digiKam", Topic.SHOT: "the lens"}.get(topic, "At the sea") in said
        assert "\n" not in said
