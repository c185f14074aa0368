"""Documents as they are listed and named: in the order of their days, with their year, their agency, their register."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from handlers.making.lint_rules.documents import Cited, finding_each
from handlers.making.lint_rules.findings import Finding, Severity, Value, make_finding
from handlers.making.lint_rules.material import Material
from handlers.making.lint_rules.matter import Place
from storage.ground.text import fold

_FEWEST = 4
_SHARE_IN_ORDER = 0.6
_ITEM = re.compile(r"[-+•*\s]*")
_SAME_REGISTER_DAYS = 370
_NAMED_WITH_DAY = frozenset(
    {"Kế hoạch", "Quyết định", "Công văn", "Chỉ thị", "Tờ trình", "Thông báo", "Chương trình", "Báo cáo", "Đề án"}
)
# Who alone issues them (the Constitution and the Law on the promulgation of legal documents).
_ISSUERS: Mapping[str, re.Pattern[str]] = {
    "Nghị định": re.compile(r"chinh phu\b"),
    "Luật": re.compile(r"quoc hoi\b"),
    "Bộ luật": re.compile(r"quoc hoi\b"),
    "Pháp lệnh": re.compile(r"(?:uy ban thuong vu )?quoc hoi\b|ubtvqh"),
    "Thông tư": re.compile(
        r"(?:bo|lien bo|cac bo|van phong chinh phu|thanh tra chinh phu|ngan hang nha nuoc|toa an|vien kiem sat"
        r"|kiem toan|uy ban dan toc)\b"
    ),
}


def kind_issuer(material: Material) -> Iterator[Finding]:
    """ "Nghị định … của Thủ tướng Chính phủ": a kind that this agency does not issue. With a symbol that says whose
    it is, `symbol_issuer` tells it."""
    found = (
        (cited, {"issuer": " ".join(cited.citation.issuer.split()[:8])})
        for cited in material.cited
        if cited.citation.issuer and not cited.citation.symbol and _is_of_another(cited)
    )
    yield from finding_each("kind_issuer", Severity.ERROR, found)


def _is_of_another(cited: Cited) -> bool:
    right = _ISSUERS.get(cited.citation.kind)
    return right is not None and right.match(fold(cited.citation.issuer)) is None


def undated_document(material: Material) -> Iterator[Finding]:
    """A number begins again each year: without day and year nobody knows which document is meant. Once a text says the
    day, it may be named shortly."""
    dated = {cited.label for cited in material.cited if cited.citation.day_text}
    none: dict[str, Value] = {}
    found = (
        (cited, none)
        for cited in material.cited
        if cited.citation.symbol
        and cited.citation.kind in _NAMED_WITH_DAY
        and not cited.citation.day_text
        and "/" not in cited.citation.number
        and not cited.is_the_party_s
        and cited.label not in dated
    )
    yield from finding_each("undated_document", Severity.DOUBT, found)


def list_out_of_order(material: Material) -> Iterator[Finding]:
    """Items of one text that each begin with a dated document, most of them in the order of their days."""
    for run in _runs(material.cited):
        days = [one.citation.issued_on for one in run]
        wrong = [place for place in range(1, len(run)) if _day(days[place]) < _day(days[place - 1])]
        if wrong and len(wrong) <= (1 - _SHARE_IN_ORDER) * len(run):
            yield _out_of_order(run, wrong)


def _day(on: date | None) -> date:
    return on or date.min


def _runs(cited: Sequence[Cited]) -> Iterator[list[Cited]]:
    run: list[Cited] = []
    for one in cited:
        if one.passage.place is not Place.BODY or not one.citation.issued_on or not _begins_item(one):
            continue
        if run and not _follows(run[-1], one):
            yield from [run] if len(run) >= _FEWEST else []
            run = []
        run.append(one)
    if len(run) >= _FEWEST:
        yield run


def _begins_item(cited: Cited) -> bool:
    """It stands at the beginning of a line."""
    line = cited.passage.text.rfind("\n", 0, cited.citation.start) + 1
    return _ITEM.fullmatch(cited.passage.text, line, cited.citation.start) is not None


def _follows(before: Cited, after: Cited) -> bool:
    """On the next line of the same text."""
    same = before.passage is after.passage or before.passage == after.passage
    between = after.passage.text[before.citation.start : after.citation.start]
    return same and between.count("\n") == 1


def _out_of_order(run: Sequence[Cited], wrong: Sequence[int]) -> Finding:
    at = wrong[0]
    first, other = run[at], run[at - 1]
    return make_finding(
        "list_out_of_order",
        Severity.DOUBT,
        [],
        Place.BODY,
        [one.label for one in run],
        kind=first.citation.kind,
        document=first.label,
        day=_day(first.citation.issued_on),
        other=other.label,
        other_day=_day(other.citation.issued_on),
        count=len(wrong),
    )


def not_as_registered(material: Material) -> Iterator[Finding]:
    """The register has the same number and symbol near that day, with another day."""
    found = []
    for cited in material.cited:
        on, days = cited.citation.issued_on, material.plan.registered.get(fold(cited.label), ())
        near = [day for day in days if on and abs((day - on).days) <= _SAME_REGISTER_DAYS]
        if on and near and on not in near:
            values: dict[str, Value] = {"day": on, "registered": near[0]}
            found.append((cited, values))
    yield from finding_each("not_as_registered", Severity.ERROR, found)
