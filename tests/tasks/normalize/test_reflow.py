import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.normalize.reflow import reflow
from tasks.normalize.repair import repair

WRAPPED = """\
The defence minister of Norway arrived in the Lithuanian capital on
Tuesday for talks about the rotation of the battlegroup and the anti-
aircraft units that guard the harbour, where the Norwegian com-
mander has served since last year. The soldiers will stay until the
autumn.
Two frigates are to follow in the first week of June, the ministry in
Oslo said.

• a first bullet that is not joined to what stands above
• a second one"""

JOINED = """\
The defence minister of Norway arrived in the Lithuanian capital on Tuesday for talks about the\
 rotation of the battlegroup and the anti-aircraft units that guard the harbour, where the\
 Norwegian commander has served since last year. The soldiers will stay until the autumn.
Two frigates are to follow in the first week of June, the ministry in Oslo said.

• a first bullet that is not joined to what stands above
• a second one"""


def test_wrapped_lines_become_paragraphs() -> None:
    assert reflow(WRAPPED) == JOINED


@pytest.mark.parametrize(
    "text",
    [
        "One line.",
        "A paragraph to a line.\nThe next one starts large.\nSo does this.\nAnd this one.\nEnd.",
        "tanks\nhelicopters\ndrones\nrifles\nboots",
        "In preparation\n• 13 tanks\n• 500 pistols\n• 18 lorries\n• one bridge-laying vehicle",
    ],
)
def test_other_line_breaks_stay(text: str) -> None:
    assert reflow(text) == text


@given(st.text(st.sampled_from("ab A.-\n•1"), max_size=300))
def test_no_letter_is_lost_and_once_is_enough(text: str) -> None:
    text = repair(text)
    once = reflow(text)
    assert [c for c in once if c.isalnum()] == [c for c in text if c.isalnum()]
    assert reflow(once) == once
