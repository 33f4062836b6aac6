import pytest
from hypothesis import given
from hypothesis import strategies as st

from jurisdictions.models.folding import fold, padded, searchable
from jurisdictions.search.text import MOST_WORDS, city_and_state, words_of


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Omaha, NE", ["omaha", "nebraska"]),
        ("omaha ne", ["omaha", "nebraska"]),
        ("Omaha Nebraska", ["omaha", "nebraska"]),
        ("St. Paul", ["saint", "paul"]),
        ("Saint Paul, MN.", ["saint", "paul", "minnesota"]),
        ("San José", ["san", "jose"]),
        ("O'Hara’s", ["oharas"]),
        ("police or", ["police", "or"]),
        ("Portland, or", ["portland", "oregon"]),
        ("Portland OR", ["portland", "oregon"]),
        ("NE", ["nebraska"]),
        ("me", ["me"]),
        ("\x00 ,;- ", []),
    ],
)
def test_what_somebody_types_is_read_as_meant(typed, words):
    assert words_of(typed) == words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Omaha", ("omaha", None)),
        ("Omaha, NE", ("omaha", "NE")),
        ("Omaha, Nebraska", ("omaha", "NE")),
        ("St. Paul MN", ("saint paul", "MN")),
        ("Oklahoma City", ("oklahoma city", None)),
        ("Fort Washington", ("fort washington", None)),
        ("New York", ("new york", None)),
    ],
)
def test_a_city_may_carry_its_state(typed, meant):
    assert city_and_state(typed) == meant


@given(st.text(max_size=600))
def test_no_text_breaks_the_question_and_words_are_few_and_plain(typed):
    words = words_of(typed)
    assert len(words) <= MOST_WORDS
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.text(alphabet="astST .|'\x1fé", max_size=8), max_size=4))
def test_fields_are_folded_as_if_each_stood_alone(fields):
    own, _equals, _stems = searchable(fields).partition(" =")
    assert own.strip() == " | ".join(filter(None, map(fold, fields)))


@given(st.lists(st.text(alphabet="abc é", max_size=8), max_size=4))
def test_every_word_of_a_text_is_found_at_its_start(parts):
    text = padded(*parts)
    assert all(f" {word}" in text for word in fold(" ".join(parts)).split())
