"""Whose a document is, as far as its symbol says."""

from storage.ground.document_numbers import is_the_party_s
from storage.ground.text import fold

# What stands in the symbols of the agencies above every office: the State's, a ministry's, a people's committee's.
_OF_OTHERS = frozenset(
    (
        *("cp", "ttg", "qh", "ubtvqh", "vpcp", "ttcp", "ubdt", "nhnn", "ubnd", "hdnd", "tu", "bnv", "btc", "btp"),
        *("btttt", "bkhcn", "bvhttdl", "bgddt", "byt", "bxd", "bgtvt", "bct", "bldtbxh", "btnmt", "bnnptnt", "bnnmt"),
        *("bkhdt", "bqp", "bca", "bng", "bdtvtg", "tandtc", "vksndtc"),
    )
)


def is_own(symbol: str, own: str) -> bool:
    """`KH-SVHTT-VP` and `SVHTT-VP` are of `SVHTT`. Where the agency's own short form is not known (empty), whatever is
    of nobody above it."""
    if is_the_party_s(symbol):
        return False
    parts = [fold(part) for part in symbol.split("-")]
    if not own:
        return bool(symbol) and _OF_OTHERS.isdisjoint(part.rstrip("0123456789") for part in parts)
    return fold(own) in parts[:2]
