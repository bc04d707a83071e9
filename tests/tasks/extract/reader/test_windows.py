from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.reader.windows import LIMIT, ROOM, cut

WORDS = st.lists(
    st.tuples(
        st.sampled_from(["He", "came", ",", ".", "”", "("]), st.integers(1, 8), st.booleans()
    ),
    max_size=900,
)


@given(WORDS)
def test_windows_cover_all_words_in_order_and_stay_within_the_limit(words):
    texts, sizes, fresh = [w[0] for w in words], [w[1] for w in words], [w[2] for w in words]
    windows = cut(texts, sizes, fresh)
    assert [i for w in windows for i in range(w.start, w.stop)] == list(range(len(words)))
    assert all(0 < sum(sizes[w]) <= LIMIT for w in windows)


def sentences(count, length):
    return (["The"] + ["word"] * (length - 2) + ["."]) * count


def test_cuts_fall_after_full_stops_as_late_as_fits():
    words = sentences(20, 30)
    windows = cut(words, [1] * 600, [False] * 600)
    assert all(w.start % 30 == 0 for w in windows)
    assert {w.stop - w.start for w in windows[:-1]} == {ROOM // 30 * 30}


def test_a_stop_before_a_small_letter_is_no_cut():
    words = (["word"] * 20 + ["."]) * 10
    assert all(w.start % 21 for w in cut(words, [1] * 210, [False] * 210) if w.start)


def test_closing_marks_stay_with_their_sentence():
    words = (["“", "Come"] + ["word"] * 26 + [".", "”"]) * 10
    assert all(w.start % 30 == 0 for w in cut(words, [1] * 300, [False] * 300))


def test_a_paragraph_is_a_place_to_cut():
    fresh = [i % 100 == 0 for i in range(400)]
    starts = [w.start for w in cut(["word"] * 400, [1] * 400, fresh)]
    assert starts == [0, 100, 200, 300]


def test_an_endless_sentence_is_cut_after_a_comma():
    words = ["word"] * 1000
    words[299] = ","
    windows = cut(words, [1] * 1000, [False] * 1000)
    assert windows[0] == slice(0, 300)
    assert windows[1] == slice(300, 300 + LIMIT)
