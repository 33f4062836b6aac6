"""Compares an index with its database, row by row."""

from collections import Counter, defaultdict

from tantivy import Query

from jurisdictions.search.index.documents import DOCUMENTS


def differences(snapshot, kind):
    """(keys the index lacks, keys it holds though the database does not, keys whose contents differ), as sets."""
    there, here = defaultdict(Counter), defaultdict(Counter)
    searcher = snapshot.searchers[kind]
    if count := searcher.num_docs:
        found = searcher.search(Query.all_query(), count, False, "own").hits
        addresses = [address for _own, address in found]
        for (own, _address), digest in zip(found, searcher.fast_field_values("digest", addresses), strict=True):
            there[own][digest] += 1
    for key, document in DOCUMENTS[kind]():
        here[key][document.get_first("digest")] += 1
    both = here.keys() & there.keys()
    return here.keys() - there.keys(), there.keys() - here.keys(), {key for key in both if here[key] != there[key]}
