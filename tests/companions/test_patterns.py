"""Names with holes, one by one and all at once."""

from core.companions.patterns import NamePattern, any_of


def test_one_expression_matches_what_any_of_some_patterns_does():
    patterns = [NamePattern("{S}-{T}.*"), NamePattern("{S}/{S}.xmp"), NamePattern("{P}.##")]
    names = ("img_1-edited.jpg", "a/a.xmp", "a/b.xmp", "img_1.jpg.01", "img_1.jpg", "img_1.jpg.1")
    matched = [any_of(patterns).fullmatch(name) is not None for name in names]
    assert matched == [any(pattern.match(name) for pattern in patterns) for name in names]
    assert matched == [True, True, False, True, False, False]
