"""Addresses that lead to the same article are one, however they are spelled."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jurisdictions.models.addresses import canonical_address

ARTICLE = "https://example.org/2025/raids"
SAME = [
    "http://example.org/2025/raids",
    "HTTPS://WWW.Example.ORG/2025/raids",
    "https://www.example.org:443/2025/raids/",
    "http://example.org:80/2025/raids//",
    "https://m.example.org/2025/raids#comments",
    "https://mobile.example.org/2025/raids?utm_source=x&utm_medium=y",
    "https://amp.example.org/2025/raids",
    "https://example.org/2025/raids/amp/",
    "https://example.org/2025/raids?amp=1&fbclid=abc",
    "https://example.org./2025/raids?gclid=abc&mc_cid=1",
    "https://example.org/2025/%72aids",
    "https://www.google.com/amp/s/www.example.org/2025/raids",
    "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/2025/raids",
    " https://example.org/2025/raids ",
]
OTHERS = [
    "https://example.org/2025/Raids",
    "https://example.org/2025/raids/2",
    "https://example.org/2025/raids?id=7",
    "https://example.org:8443/2025/raids",
    "https://news.example.org/2025/raids",
    "https://example.com/2025/raids",
]


@pytest.mark.parametrize("url", SAME)
def test_these_lead_to_the_same_article(url):
    assert canonical_address(url) == ARTICLE


@pytest.mark.parametrize("url", OTHERS)
def test_these_lead_elsewhere(url):
    assert canonical_address(url) != ARTICLE


def test_what_names_the_article_stays_in_any_order():
    assert canonical_address("https://a.org/s?id=7&p=2&utm_x=1") == canonical_address("http://a.org/s?p=2&id=7")
    assert "id=7" in canonical_address("https://a.org/s?id=7&p=2")


def test_a_short_host_is_not_cut_to_its_ending():
    assert canonical_address("https://m.org/a") == "https://m.org/a"
    assert canonical_address("https://www.amp.dev/a") == "https://amp.dev/a"


parts = st.text(alphabet="abAZ09./%?&=#:@+~-_ é\\[]", max_size=25)
addresses = st.builds(
    "{}://{}{}/{}?{}#{}".format,
    st.sampled_from(["http", "https", "HTTP", "ftp"]),
    st.sampled_from(["", "www.", "m.", "amp.www.", "www.google.com/amp/s/", "x.cdn.ampproject.org/c/s/", "u:p@"]),
    st.one_of(st.just("Example.org:80"), st.just("[2001:db8::1]:443"), parts),
    parts, parts, parts,
)  # fmt: skip


@given(st.one_of(addresses, st.text(max_size=40)))
@example("https://a.org/amp/amp/amp/amp/amp/amp")
@example("http://a.org:443/%25%32%35")
def test_the_canonical_spelling_is_its_own_canonical_spelling(url):
    once = canonical_address(url)
    assert canonical_address(once) == once


@given(parts, st.sampled_from(["utm_source=a", "fbclid=b", "gclid=c"]))
def test_where_a_reader_came_from_never_matters(path, tracking):
    path = path.translate({ord(sign): None for sign in "?#& "})
    url = f"https://example.org/x{path}"
    assert canonical_address(f"{url}?{tracking}") == canonical_address(url) == canonical_address(f"{url}?{tracking}#x")
