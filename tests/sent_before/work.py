"""Leaders who accept work, or send it back."""

from datetime import date

from handlers.kit.actions import Action
from handlers.kit.kept import Kept
from handlers.performance import actions as work
from storage.ground.days.periods import Period

JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))
BUTTONS: list[tuple[Action, str]] = [
    (work.ShowWaiting(), "checks"),
    (work.ShowWaiting(2), "checks:2"),
    (work.Accept(12, 1), "check_accept:12:1"),
    (work.AskWhy(12), "check_back:12"),
    (work.TakeBack(12), "check_undo:12"),
    (work.MakeSheet(JUNE), "performance:20260601-20260630"),
]
KEPT: list[tuple[Kept, dict[str, object]]] = [
    (work.AskWhySentBack(12), {"progress_id": 12}),
    (work.WriteSheet(JUNE, [3, 7]), {"period": "20260601-20260630", "units": [3, 7]}),
]
