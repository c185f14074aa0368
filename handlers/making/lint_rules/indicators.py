"""What a report would have to say of the office's indicators."""

from collections.abc import Iterator

from handlers.making.lint_rules.findings import Finding, Severity, make_finding
from handlers.making.lint_rules.material import Material
from handlers.making.lint_rules.matter import Place


def missing_figure(material: Material) -> Iterator[Finding]:
    """Its period has ended and nobody has entered it: the report leaves it out without a word."""
    for name, periods in material.plan.unfilled.items():
        values = {"name": name, "periods": ", ".join(periods)}
        yield make_finding("missing_figure", Severity.DOUBT, (), Place.INDICATORS, (name, *periods), **values)
