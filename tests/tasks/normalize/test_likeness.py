from hypothesis import given
from hypothesis import strategies as st

from tasks.normalize import likeness

NUMBERS = [f"word{number}" for number in range(200)]
STORY = " ".join(NUMBERS)
PINNED = (181872869, 682146785, 107883964)


def test_signatures_are_the_same_on_every_machine_and_in_every_release() -> None:
    assert likeness.signature(STORY)[:3] == PINNED


def test_case_punctuation_and_lines_make_no_difference() -> None:
    shouted = STORY.upper().replace(" ", ",\n")
    assert likeness.signature(shouted) == likeness.signature(STORY)
    assert likeness.fingerprint(None, shouted) == likeness.fingerprint(None, STORY)


def test_a_title_may_stand_in_the_text() -> None:
    assert likeness.fingerprint("Envoy lands", "He came.") == likeness.fingerprint(
        None, "ENVOY LANDS\n\nHe came"
    )
    assert likeness.fingerprint(None, "He came.") != likeness.fingerprint(None, "She came.")


def test_a_reprint_with_another_tail_is_a_near_copy_and_shares_a_band() -> None:
    reprint = f"{STORY} and a line of the paper's own"
    first, second = likeness.signature(STORY), likeness.signature(reprint)
    assert likeness.likeness(first, second) >= 0.8
    assert set(likeness.bands(first)) & set(likeness.bands(second))


def test_another_story_is_none() -> None:
    other = likeness.signature(" ".join(reversed(NUMBERS)))
    assert likeness.likeness(likeness.signature(STORY), other) < 0.1
    assert not set(likeness.bands(likeness.signature(STORY))) & set(likeness.bands(other))


def test_the_estimate_is_near_the_true_likeness() -> None:
    half = " ".join(NUMBERS[:134])
    estimate = likeness.likeness(likeness.signature(STORY), likeness.signature(half))
    assert abs(estimate - 132 / 198) < 0.2


def test_items_of_one_sentence_have_no_near_copies() -> None:
    first = likeness.signature("Norway reports its first case of the disease found in Denmark.")
    second = likeness.signature("Sweden reports its first case of the disease found in Denmark.")
    assert first == second == ()
    assert likeness.likeness(first, second) == 0.0
    assert likeness.bands(first) == ()


@given(st.lists(st.sampled_from(NUMBERS), min_size=60, max_size=80))
def test_values_fit_their_columns(said: list[str]) -> None:
    signature = likeness.signature(" ".join(said))
    assert len(signature) == likeness.SLOTS
    assert all(0 <= value < 2**32 for value in signature)
    keys = likeness.bands(signature)
    assert len(set(keys)) == likeness.SLOTS // likeness.ROWS
    assert all(0 <= key < 2**63 for key in keys)
    assert likeness.likeness(signature, signature) == 1.0
