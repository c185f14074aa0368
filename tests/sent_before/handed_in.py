"""Rules, and what is handed in by them."""

from datetime import date

from handlers.cases import dossier_actions as case_dossier
from handlers.cases.about_dossier import AskDossier
from handlers.forms import actions as form
from handlers.forms import questions as ask_form
from handlers.kit.actions import Action
from handlers.kit.files import Sent
from handlers.kit.kept import Kept
from handlers.report import questions as ask_report
from handlers.report.signed.signers import Signer
from handlers.rules import actions as rule
from handlers.rules import questions as ask_rule
from storage.figures.results import Cell
from storage.ground.days.periods import Period
from storage.rules.index_766 import Measured
from storage.rules.rules import RuleGroup, RuleName

_JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))
BUTTONS: list[tuple[Action, str]] = [
    (form.ShowForm(_JUNE), "form06:20260601-20260630"),
    (form.ShowForm(_JUNE, 1, 7), "form06:20260601-20260630:1:7"),
    (form.ShowFormUnits(_JUNE), "form06_units:20260601-20260630"),
    (form.ShowFormField(_JUNE, "ab12cd34"), "form06_field:20260601-20260630:ab12cd34"),
    (form.ShowBehind(_JUNE, Cell.OVERDUE, 0, "ab12cd34", 7), "cell:20260601-20260630:overdue:0:ab12cd34:7"),
    (form.ShowIndex(_JUNE), "index:20260601-20260630"),
    (form.ShowLost(_JUNE, Measured.ON_TIME, 0, 7), "index_lost:20260601-20260630:on_time:0:7"),
    (form.EnterScores(_JUNE), "index_portal:20260601-20260630"),
    (form.SendIndex(_JUNE), "index_file:20260601-20260630"),
    (case_dossier.NameDossier(12), "case_dossier:12"),
    (case_dossier.ClearDossier(12), "case_dossier_not:12"),
    (rule.ShowRules(), "rules"),
    (rule.ShowGroup(RuleGroup.TARGETS), "rules_of:targets"),
    (rule.ShowRule(RuleName.SATISFACTION), "rule:satisfaction"),
    (rule.SetRule(RuleName.DAY_WORKED), "rule_set:day_worked"),
    (rule.UndoRule(3), "rule_undo:3"),
]
SENT = Sent("web", "7", "diem.xlsx", "application/zip")
DAY, SIGNER = date(2026, 6, 15), Signer(("PHÓ GIÁM ĐỐC",), "A")
ISSUED: dict[str, object] = {"report_id": 5, "number": "12/BC-STT", "on": "2026-06-15"}
SIGNED = {"lines": ["PHÓ GIÁM ĐỐC"], "name": "A"}
FORGED: list[tuple[type[Action], str]] = [
    (rule.ShowRule, "no_such_rule"),
    (rule.ShowGroup, "no_such_group"),
    (rule.UndoRule, "x"),
]
KEPT: list[tuple[Kept, dict[str, object]]] = [
    (ask_form.AskScores(_JUNE), {"period": "20260601-20260630"}),
    (ask_form.ReadScores(*SENT, _JUNE, [1]), {**SENT._asdict(), "period": "20260601-20260630", "units": [1]}),
    (ask_report.AskNumber(5, "12/BC-STT", DAY, "ab", SIGNER), ISSUED | {"seen": "ab", "signer": SIGNED}),
    (ask_report.Issue(5, "12/BC-STT", DAY, [1], "ab", SIGNER), ISSUED | {"units": [1], "seen": "ab", "signer": SIGNED}),
    (ask_form.WriteIndex([1], _JUNE), {"units": [1], "period": "20260601-20260630", "unit_id": None}),
    (AskDossier(12), {"case_id": 12}),
    (ask_rule.AskRule(RuleName.SATISFACTION), {"rule": "satisfaction"}),
]
