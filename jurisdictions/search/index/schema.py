"""What is indexed of each kind of row. A change here makes new files: their folder is named after all of this."""

import hashlib
from functools import cache

import tantivy
from tantivy import SchemaBuilder

from jurisdictions.models.folding import TEXT_FORMAT

FORMAT = 2  # one more whenever documents say the same in another way
# Besides, every kind has `key`, the primary key as text (an unsigned term deletes nothing, silently), `own`, the same
# as a number, and `digest`, by which `check_index` compares.
KINDS = {
    "statements": {
        "counted": ["state", "agency_type", "stance", "form", "theme"],
        "exact": ["city"],
        "numbers": ["year"],
        "columns": ["newest", "last", "body", "official", "source"],
        "texts": ["words", "names"],
        "bags": ["stems", "name_stems"],
        "vocabulary": ["words"],
        "sorted": ["by_name"],
    },
    "bodies": {
        "counted": ["state", "agency_type", "stance"],
        "exact": ["city", "scope"],
        "numbers": [],
        "columns": ["newest", "largest", "starts", "ends"],
        "texts": ["words", "names"],
        "bags": ["stems", "name_stems", "elsewhere"],
        "vocabulary": ["words", "elsewhere"],
        "sorted": ["by_name"],
    },
    "officials": {
        "counted": ["state", "agency_type"],
        "exact": ["city"],
        "numbers": [],
        "columns": [],
        "texts": ["words"],
        "bags": ["stems"],
        "vocabulary": ["words"],
        "sorted": ["by_name"],
    },
    "sources": {  # those only the desk knows too; no question of the site meets their `unseen` words
        "counted": ["kind"],
        "exact": ["scope"],
        "numbers": ["year"],
        "columns": ["newest"],
        "texts": ["words", "unseen"],
        "bags": ["stems"],
        "vocabulary": ["words"],
        "sorted": ["by_name"],
    },
}


def schema_of(kind):
    fields, builder = KINDS[kind], SchemaBuilder()
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("own", indexed=kind != "statements", fast=True)  # these are never looked up by it
    builder.add_unsigned_field("digest", fast=True)
    for name in fields["counted"]:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in fields["exact"]:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in fields["numbers"]:
        builder.add_unsigned_field(name, indexed=True, fast=True)
    for name in fields["columns"]:  # nobody asks for the rows of one of their million numbers
        builder.add_unsigned_field(name, fast=True)
    for name in fields["texts"]:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in fields["bags"]:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in fields["sorted"]:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    return builder.build()


@cache
def fingerprint():
    """Of the schema, the texts' format and the library, whose file format is not promised to last."""
    described = repr((FORMAT, KINDS, TEXT_FORMAT, tantivy.__version__))
    return hashlib.sha256(described.encode()).hexdigest()[:12]
