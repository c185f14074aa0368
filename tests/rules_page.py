"""The table of docs/rules.md, made of the rules that are shipped: `make rules`."""

from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day
from storage.rules.rules import Measure, RuleName, measure_of, shipped
from tests.readme import README

PAGE = README.parent / "docs" / "rules.md"
_NAME, _VALUE = Keys("rule.name_{}", RuleName), Keys("rule.value_{}", Measure)
_BEGIN, _END = "<!-- made by `make rules` -->", "<!-- end -->"


def table() -> str:
    say = Words("vi")
    lines = ["| Rule | Value | From | Until | Source |", "|---|---|---|---|---|"]
    for one in shipped():
        value = say(_VALUE[measure_of(one.name)], value=one.value)
        days = " | ".join(day(on) if on else "–" for on in (one.first, one.last))
        lines.append(f"| {say(_NAME[one.name])} (`{one.name}`) | {value} | {days} | {one.source} |")
    return "\n".join(lines)


def main() -> None:
    before, _, rest = PAGE.read_text("utf-8").partition(_BEGIN)
    PAGE.write_text(f"{before}{_BEGIN}\n{table()}\n{_END}{rest.partition(_END)[2]}", "utf-8")


if __name__ == "__main__":
    main()
