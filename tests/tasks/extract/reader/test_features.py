import pytest

from tasks.extract.reader.features import (
    MAX_PIECES_PER_WORD,
    SHAPES,
    SPACES,
    WordPieces,
    shape_of,
    space_of,
)
from tasks.extract.reader.network import SHIPPED


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("troops", "lower"),
        ("Seoul", "title"),
        ("NATO", "upper"),
        ("J.", "initial"),
        ("McCain", "mixed"),
        ("2,000", "digits"),
        ("F16", "alphanumeric"),
        ("--", "punctuation"),
        ("U.S.", "upper"),
        ("北京", "caseless"),
        ("Élysée", "title"),
    ],
)
def test_shape(word, shape):
    assert SHAPES[shape_of(word)] == shape


@pytest.mark.parametrize(
    ("before", "name"),
    [("", "glued"), (" ", "space"), ("\n", "line"), (" \n \n", "paragraph"), ("\t", "space")],
)
def test_space(before, name):
    assert SPACES[space_of(before)] == name


@pytest.fixture(scope="module")
def pieces():
    return WordPieces(SHIPPED / "vocab.txt")


def test_pieces_ignore_case_and_accents(pieces):
    assert pieces.of("ÉLYSÉE") == pieces.of("elysee")


@pytest.mark.parametrize("word", ["", "\u200b", "😀", "x" * 500, "https://a.example/" + "b/" * 99])
def test_every_word_has_some_pieces_and_not_too_many(pieces, word):
    assert 1 <= len(pieces.of(word)) <= MAX_PIECES_PER_WORD
