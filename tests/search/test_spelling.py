from hypothesis import given, settings
from hypothesis import strategies as st

from jurisdictions.search.highlight import Highlighter
from jurisdictions.search.question import parts_of
from jurisdictions.search.spelling import Vocabulary, nearest

WORD = st.text(alphabet="abc", min_size=1, max_size=6)


def slow_distance(one, other):
    """The same by its definition: the cheapest of all ways, one letter at a time."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        slow_distance(one[1:], other) + 1,
        slow_distance(one, other[1:]) + 1,
        slow_distance(one[1:], other[1:]) + (one[0] != other[0]),
    ]
    if one[:2] == other[:2][::-1] and len(one) > 1 and len(other) > 1:
        ways.append(slow_distance(one[2:], other[2:]) + 1)
    return min(ways)


@settings(deadline=None)
@given(st.lists(WORD, max_size=12), WORD)
def test_every_near_word_is_found_and_no_other(words, typed):
    most = 1 if len(typed) < 6 else 2
    near = Vocabulary(words).near(typed)
    expected = {
        word for word in words if word.startswith(typed) or 0 < slow_distance(typed, word) <= most
    } if len(typed) >= 3 else set()  # fmt: skip
    assert {word for group in near for word in group} - {typed} == expected - {typed}
    assert all(slow_distance(typed, word) == 2 and not word.startswith(typed) for word in near[1])


def test_of_equally_near_words_the_one_most_rows_have_is_shown():
    vocabulary = Vocabulary(["sheriff", "sherif", "sherry", "shelf"])
    counts = {"sheriff": 9, "sherif": 1, "sherry": 70, "shelf": 50}
    assert nearest("sheriif", vocabulary, counts.get) == "sheriff"


def test_what_a_question_found_is_marked_and_nothing_else():
    text = "Policies of the Omaha Police: “no judicial warrant”, no warrant, detained."
    marked = [
        piece for piece, found in Highlighter(parts_of('policy "judicial warrant" deten* police')).pieces(text) if found
    ]
    assert marked == ["Policies", "Police", "judicial", "warrant"]
    marked = [piece for piece, found in Highlighter(parts_of("detain* josé")).pieces("José was detained") if found]
    assert marked == ["José", "detained"]


@given(st.text(max_size=80), st.text(max_size=20))
def test_the_pieces_are_the_text(text, question):
    assert "".join(piece for piece, _found in Highlighter(parts_of(question)).pieces(text)) == text
