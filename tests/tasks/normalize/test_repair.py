import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.normalize.repair import repair, repair_line


@pytest.mark.parametrize(
    ("raw", "repaired"),
    [
        ("plain words stay", "plain words stay"),
        ("“We will,” he said – ‘soon’", "\"We will,\" he said – 'soon'"),
        ("Ukraineâ€™s minister", "Ukraine's minister"),
        ("KoÅ¡ice and DÃ¼sseldorf", "Košice and Düsseldorf"),
        ("São Tomé, Ağrı, Þórshöfn", "São Tomé, Ağrı, Þórshöfn"),
        ("AT&amp;T and M&amp;amp;S", "AT&T and M&S"),
        ("R&D; P&L", "R&D; P&L"),
        ("two\u00a0hundred\u202fmen", "two hundred men"),
        ("de\u00adploy\u200bment\ufeff", "deployment"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("one  \n \n\n\n  two\t three  ", "one\n\ntwo three"),
        ("e\u0301tat", "état"),
        ("of\ufb01cer", "officer"),
        ("half \ud800 pair", "half \ufffd pair"),
        ("F\u201116 and Su\u201035", "F-16 and Su-35"),
        ("34°35′ N", "34°35′ N"),
        ("bell\x07 and escape\x1b", "bell and escape"),
    ],
)
def test_characters_and_spaces_come_in_one_form(raw: str, repaired: str) -> None:
    assert repair(raw) == repaired


def test_a_title_is_one_line() -> None:
    assert repair_line(" Envoy \n in\u00a0Oslo ") == "Envoy in Oslo"


ANY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("Ã¢€™Â©éÐ&;amp#x \n\r\t\u2019\u201c\u00ad\u200b\ufb01\ud800\udc00\x85\x0c"),
    ),
    max_size=60,
)


@given(ANY)
def test_repairing_again_changes_nothing(text: str) -> None:
    once = repair(text)
    assert repair(once) == once


@given(ANY)
def test_nothing_unseen_is_left(text: str) -> None:
    kinds = {unicodedata.category(char) for char in repair(text) if char != "\n"}
    assert not kinds & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
