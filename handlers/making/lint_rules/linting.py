"""All rules, in the order in which their findings are shown."""

from handlers.making.lint_rules import (
    areas,
    dates,
    figures,
    indicators,
    listed,
    notes,
    order,
    repeating,
    results,
    symbol_forms,
    symbols,
)
from handlers.making.lint_rules.findings import Finding, Severity
from handlers.making.lint_rules.material import Rule, prepare
from handlers.making.lint_rules.matter import LintPlan

RULES: tuple[Rule, ...] = (
    notes.missing_note,
    notes.missing_evidence,
    notes.same_note,
    notes.copied_note,
    repeating.repeated_task,
    results.signed_late,
    results.late_but_on_time,
    results.missing_product,
    results.no_product,
    results.unnumbered_document,
    dates.impossible_day,
    dates.before_plan,
    dates.after_period,
    dates.year_of_number,
    dates.two_days,
    order.out_of_order,
    listed.list_out_of_order,
    listed.undated_document,
    listed.kind_issuer,
    listed.not_as_registered,
    symbols.symbol_office,
    symbols.symbol_issuer,
    symbols.symbol_kind,
    symbols.symbol_letters,
    symbols.symbol_of_letter,
    symbols.symbol_year,
    symbols.symbol_needless_year,
    symbol_forms.symbol_form,
    symbol_forms.symbol_incomplete,
    indicators.missing_figure,
    figures.procedures_disagree,
    figures.online_disagree,
    figures.wrong_rate,
    figures.decimal_point,
    figures.mixed_thousands,
    areas.area_counts,
    areas.announced_totals,
)


def lint(plan: LintPlan) -> list[Finding]:
    """Errors before doubts; within them by rule, then by task."""
    material = prepare(plan)
    found = [finding for rule in RULES for finding in rule(material)]
    return sorted(found, key=lambda finding: finding.severity is Severity.DOUBT)
