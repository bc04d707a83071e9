"""Words as the treebanks cut them."""

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from tasks.extract.reader.tokenizer import make_tokenizer

TOKENIZER = make_tokenizer(spacy.blank("en"))


@pytest.fixture(scope="module")
def nlp() -> Language:
    blank = spacy.blank("en")
    blank.tokenizer = make_tokenizer(blank)
    return blank


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S.-led coalition", "The U.S. - led coalition"),
        ("an F-16 and four F-16s", "an F - 16 and four F - 16s"),
        ("C-130s carried 155-mm shells", "C - 130s carried 155 - mm shells"),
        ("$345m, US$5 million, €1.5bn, 10%", "$ 345 m , US $ 5 million , € 1.5 bn , 10 %"),
        ("Kim's and the forces' trucks", "Kim 's and the forces ' trucks"),
        ("al-Assad met Kim Jong-un", "al - Assad met Kim Jong - un"),
        ("Lt. Gen. Smith, Col. Jones", "Lt. Gen. Smith , Col. Jones"),
        ("No. 2 on Jan. 5, etc.", "No. 2 on Jan. 5 , etc."),
        ("at 10am, 7:30PM and 8p.m.", "at 10 am , 7:30 PM and 8 p.m."),
        ("the 1990s and the mid-1990s", "the 1990s and the mid-1990s"),
        ("1,200-strong, 500–700, 2013-2014", "1,200 - strong , 500 – 700 , 2013 - 2014"),
        ("before 9/11, on 12/31/2004", "before 9/11 , on 12/31/2004"),
        ("and/or Russia/Belarus", "and / or Russia / Belarus"),
        ("pro-Russian ex-minister, co-founder", "pro-Russian ex-minister , co-founder"),
        ("Anti-Terror and Non-Proliferation", "Anti-Terror and Non-Proliferation"),
        ("UN-backed talks by a vice-chair", "UN - backed talks by a vice - chair"),
        ("over-the-counter, over-eager", "over - the - counter , over-eager"),
        ("an e-mail to an E-3", "an e-mail to an E - 3"),
        ("They don't, can't and cannot", "They do n't , ca n't and can not"),
        ("I'm gonna go; they wanna stay", "I 'm gon na go ; they wan na stay"),
        ("DON'T. Trump'll go", "DO N'T . Trump 'll go"),
        ("O'Brien in Sana'a and N'Djamena", "O'Brien in Sana'a and N'Djamena"),
        ("T-72M1, Su-27M, A400M, MiG-29K.", "T - 72M1 , Su - 27M , A400M , MiG - 29K ."),
        ("It flew a MiG.", "It flew a MiG ."),
        ("He left--really", "He left -- really"),
        ("Stop!!! Now!?", "Stop !!! Now !?"),
        ("weapon(s) and [13,14]", "weapon ( s ) and [ 13 , 14 ]"),
        ("(Reuters)—MOSCOW", "( Reuters ) — MOSCOW"),
        ("call 212-555-0134 now", "call 212-555-0134 now"),
        (
            "https://example.org/a-b?c=1, x@example.org",
            "https://example.org/a-b?c=1 , x@example.org",
        ),
        ("On Wed. we'd wed", "On Wed. we 'd wed"),
        ("#1 of #sitrep", "# 1 of #sitrep"),
        ("•Troops of 1,200 left", "• Troops of 1,200 left"),
    ],
)
def test_words(nlp: Language, text: str, words: str) -> None:
    assert [token.text for token in nlp.make_doc(text)] == words.split()


@given(st.text(alphabet="aAsS'’-–—.,!?$€/()[]#5 \n\"éж", max_size=60))
def test_nothing_is_lost(text: str) -> None:
    assert TOKENIZER(text).text == text


def test_saved_and_loaded_with_the_pipeline(nlp: Language, tmp_path: Path) -> None:
    text = "The U.S.-led ex-minister's F-16s cost $345m and/or didn't."
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert [t.text for t in loaded.make_doc(text)] == [t.text for t in nlp.make_doc(text)]
    assert "U.S." in [t.text for t in loaded.make_doc(text)]
