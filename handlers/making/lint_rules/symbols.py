"""Whether kind, symbol and issuer of a document agree: Nghị định 30/2020/NĐ-CP, and the Law on legal documents."""

from collections.abc import Iterator, Mapping

from handlers.making.lint_rules.documents import Cited, finding_each, symbols_of_today
from handlers.making.lint_rules.findings import Finding, Severity, Value
from handlers.making.lint_rules.material import Material
from storage.ground.document_kinds import KIND_OF_LETTERS, LETTERS
from storage.ground.text import fold

# Put into force by a decision or a resolution, by whose number they are then known.
_PROMULGATED = frozenset(
    {"Quy chế", "Quy định", "Chương trình", "Chương trình phối hợp", "Kế hoạch", "Phương án", "Đề án", "Dự án"}
)
_PROMULGATING = frozenset({"qd", "nq"})
_OF_SEVERAL = {"Thông tư": "ttlt", "Thông tư liên tịch": "tt", "Nghị quyết liên tịch": "nq"}
_NEEDS_LETTERS = frozenset({"Kế hoạch", "Quyết định", "Tờ trình", "Báo cáo", "Thông báo"})
# Letters that no office has in its name; an official letter's symbol begins with the office's.
_NO_OFFICE = frozenset({"qd", "nd", "nq", "ttr", "ttlt"})
_NEEDS_YEAR = frozenset({"Nghị định", "Thông tư", "Thông tư liên tịch", "Luật", "Bộ luật", "Pháp lệnh"})
_HAS_NO_YEAR = frozenset({"Kế hoạch", "Báo cáo", "Thông báo", "Tờ trình", "Công văn", "Phương án", "Công điện"})
# By kind: who never issues it, and who is meant then.
_NEVER_BY: Mapping[str, tuple[frozenset[str], str]] = {
    "Chỉ thị": (frozenset({"cp", "qh", "hdnd"}), "CT-TTg"),
    "Quyết định": (frozenset({"cp", "qh"}), "QĐ-TTg"),
    "Nghị quyết": (frozenset({"ttg"}), "NQ-CP"),
}
_ISSUERS: Mapping[str, str] = {
    "thu tuong": "ttg", "thu tuong chinh phu": "ttg", "chinh phu": "cp",
    "uy ban thuong vu quoc hoi": "ubtvqh", "quoc hoi": "qh",
    "uy ban nhan dan": "ubnd", "ubnd": "ubnd", "chu tich uy ban nhan dan": "ubnd", "chu tich ubnd": "ubnd",
    "hoi dong nhan dan": "hdnd", "hdnd": "hdnd",
}  # fmt: skip


def symbol_kind(material: Material) -> Iterator[Finding]:
    """The kind that is named and the kind for which the symbol stands."""
    named = ((cited, _other_kind(cited)) for cited in symbols_of_today(material.cited))
    found = ((cited, {"other": other}) for cited, other in named if other is not None)
    yield from finding_each("symbol_kind", Severity.ERROR, found)


def _other_kind(cited: Cited) -> str | None:
    kind, letters = cited.citation.kind, cited.letters
    other = KIND_OF_LETTERS.get(letters)
    if other in (None, kind) or kind == "Văn bản" or letters == _OF_SEVERAL.get(kind):
        return None
    if (kind in _PROMULGATED and letters in _PROMULGATING) or (not cited.right_letters and letters not in _NO_OFFICE):
        return None
    return other


def _has_letters_of_another(cited: Cited) -> bool:
    return cited.letters in KIND_OF_LETTERS


def symbol_letters(material: Material) -> Iterator[Finding]:
    """The letters of the kind are missing: either an official letter is meant, or the symbol is wrong."""
    found = (
        (cited, {"letters": LETTERS[cited.citation.kind]})
        for cited in symbols_of_today(material.cited)
        if cited.citation.kind in _NEEDS_LETTERS
        and not cited.letters.startswith(cited.right_letters)
        and not _has_letters_of_another(cited)
    )
    yield from finding_each("symbol_letters", Severity.DOUBT, found)


def symbol_of_letter(material: Material) -> Iterator[Finding]:
    """`Công văn số 12/CV-SM`: the only kind that has no letters."""
    found = (
        (cited, {"right": "-".join(cited.parts[1:])})
        for cited in symbols_of_today(material.cited)
        if cited.citation.kind == "Công văn" and cited.letters == "cv" and cited.office
    )
    yield from finding_each("symbol_of_letter", Severity.DOUBT, found)


def symbol_office(material: Material) -> Iterator[Finding]:
    """A decree is the Government's, so its symbol names no other office."""
    named = ((cited, _right_office(cited)) for cited in symbols_of_today(material.cited))
    found = ((cited, {"right": right}) for cited, right in named if right is not None)
    yield from finding_each("symbol_office", Severity.ERROR, found)


def _right_office(cited: Cited) -> str | None:
    if cited.citation.kind == "Nghị định":
        # Without a hyphen, or of another kind, is said elsewhere.
        return "NĐ-CP" if cited.letters == "nd" and cited.office not in ("cp", "hdbt", "") else None
    never, right = _NEVER_BY.get(cited.citation.kind, (frozenset[str](), ""))
    return right if cited.office in never and cited.letters == cited.right_letters else None


def symbol_issuer(material: Material) -> Iterator[Finding]:
    """`Nghị định số …/NĐ-CP của Thủ tướng`."""
    found = (
        (cited, {"issuer": _short(cited.citation.issuer)})
        for cited in symbols_of_today(material.cited)
        if cited.office in _ISSUERS.values() and _issuer(cited) not in (None, cited.office)
    )
    yield from finding_each("symbol_issuer", Severity.ERROR, found)


def _issuer(cited: Cited) -> str | None:
    issuer = fold(cited.citation.issuer)
    return next((office for name, office in _ISSUERS.items() if f"{issuer} ".startswith(f"{name} ")), None)


def _short(issuer: str) -> str:
    """As it is written, as far as it is a known name."""
    written, folded = issuer.split(), fold(issuer)
    name = max((name for name in _ISSUERS if folded.startswith(name)), key=len)
    return " ".join(written[: len(name.split())])


def symbol_year(material: Material) -> Iterator[Finding]:
    """A legal document has its year in the number."""
    found = (
        (cited, dict[str, Value]())
        for cited in symbols_of_today(material.cited)
        if cited.citation.kind in _NEEDS_YEAR
        and "/" not in cited.citation.number
        and cited.letters.startswith(cited.right_letters or "qh")  # not "số 31/CP" of old
    )
    yield from finding_each("symbol_year", Severity.ERROR, found)


def symbol_needless_year(material: Material) -> Iterator[Finding]:
    found = (
        (cited, {"right": f"{cited.citation.number.partition('/')[0]}/{cited.citation.symbol}"})
        for cited in symbols_of_today(material.cited)
        if cited.citation.kind in _HAS_NO_YEAR and "/" in cited.citation.number and not _other_kind(cited)
    )
    yield from finding_each("symbol_needless_year", Severity.DOUBT, found)
