"""How a document's symbol is written: Nghị định 30/2020/NĐ-CP, Phụ lục III."""

from collections.abc import Iterator

from handlers.making.lint_rules.documents import Cited, finding_each, symbols_of_today
from handlers.making.lint_rules.findings import Finding, Severity
from handlers.making.lint_rules.material import Material
from storage.ground.document_kinds import LETTERS
from storage.ground.text import fold

_LOOKED_AT = 200
_NEEDS_SYMBOL = frozenset({"Kế hoạch", "Quyết định", "Tờ trình", "Báo cáo", "Thông báo", "Công văn"})
# Not contracts, minutes and the like, whose numbers have any form.
_HAS_FIXED_FORM = _NEEDS_SYMBOL | {"Nghị định", "Nghị quyết", "Thông tư", "Chỉ thị"}


def symbol_form(material: Material) -> Iterator[Finding]:
    """Capitals, hyphens, the letters as they are written."""
    formed = ((cited, _formed(cited)) for cited in symbols_of_today(material.cited))
    wrong = ((cited, right) for cited, right in formed if right != cited.citation.symbol)
    yield from finding_each("symbol_form", Severity.DOUBT, ((cited, {"right": right}) for cited, right in wrong))


def _formed(cited: Cited) -> str:
    symbol, letters = cited.citation.symbol, LETTERS[cited.citation.kind]
    around = slice(max(0, cited.citation.start - _LOOKED_AT), cited.citation.end + _LOOKED_AT)
    text = cited.passage.text[around]
    if text.isascii() or text == text.lower():
        return symbol  # typed without diacritics or capitals throughout
    if symbol == symbol.lower():
        symbol = symbol.upper().replace("TTG", "TTg")
    first, hyphen, rest = symbol.partition("-")
    if letters and fold(first) == fold(letters):
        return letters + hyphen + rest
    if letters and not hyphen and cited.citation.kind in _HAS_FIXED_FORM and fold(first).startswith(fold(letters)):
        return f"{letters}-{first[len(letters) :]}"
    return symbol


def symbol_incomplete(material: Material) -> Iterator[Finding]:
    """`12/KH`: nobody can tell whose. A bare number with its day has no symbol at all."""
    unnamed = [
        cited
        for cited in symbols_of_today(material.cited)
        if cited.citation.kind in _HAS_FIXED_FORM and cited.right_letters and not cited.office
    ]
    bare = [
        cited
        for cited in material.cited
        if not cited.citation.symbol and cited.citation.day_text and cited.citation.kind in _NEEDS_SYMBOL
    ]
    yield from finding_each("symbol_incomplete", Severity.DOUBT, ((cited, {}) for cited in [*unnamed, *bare]))
