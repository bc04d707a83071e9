"""Which words of a text are dates of what it tells."""

from collections.abc import Mapping

import pytest

from tasks.extract.extractor import drafts_of
from tasks.extract.lexicon import Lexicon
from tasks.extract.reading import Reading
from tasks.extract.scene import Scene


def test_a_day_in_a_name_is_no_date(mentions: Mapping[str, Reading], lexicon: Lexicon) -> None:
    moments = Scene(mentions["named-day"], lexicon).moments
    assert [expression.mention.quote for expression in moments.expressions] == ["Friday"]


@pytest.mark.parametrize(
    ("name", "date"), [("dated-promise", None), ("dated-delivery", "2024-05-20")]
)
def test_the_day_of_a_promise_is_not_that_of_the_delivery(
    name: str, date: str | None, mentions: Mapping[str, Reading], lexicon: Lexicon
) -> None:
    (draft,) = drafts_of(mentions[name], lexicon)
    assert draft.factuality.status == "planned"
    assert (draft.when.edtf if draft.when else None) == date
