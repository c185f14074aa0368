"""What is asked about rules."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.kept import Kept
from storage.rules.rules import RuleName


@dataclass(frozen=True, slots=True)
class AskRule(Kept):
    kind: ClassVar[str] = "rule_line"
    takes_numbers: ClassVar[bool] = True

    rule: RuleName
