"""What was sent before is understood: buttons, questions and jobs have the form they always had."""

from datetime import date

import pytest

from handlers.cases.questions import AttachPicture
from handlers.chasing.actions import AskLeave
from handlers.kit.actions import Action
from handlers.kit.kept import Kept
from handlers.office.questions import ReadKept, ReadSent, WriteKept
from handlers.plan.questions import AskEdited, AskReport, AskTask, AttachFile
from handlers.report.questions import AskNumber, Issue
from storage.ground.refusals import Refusal
from storage.models import ProgressState
from tests.sent_before import BUTTONS, FORGED, KEPT


@pytest.mark.parametrize(("action", "wire"), BUTTONS, ids=[wire for _, wire in BUTTONS])
def test_a_button_is_written_as_it_always_was_and_read(action: Action, wire: str) -> None:
    assert action.wire == wire
    assert type(action).read(wire.partition(":")[2]) == action


@pytest.mark.parametrize(("kind", "argument"), FORGED)
def test_what_no_button_offered_is_stale(kind: type[Action], argument: str) -> None:
    with pytest.raises(Refusal) as refused:
        kind.read(argument)
    assert refused.value.key == "button.stale"


@pytest.mark.parametrize(("kept", "data"), KEPT, ids=[str(kept) for kept, _ in KEPT])
def test_a_question_is_kept_as_it_always_was_and_read(kept: Kept, data: dict[str, object]) -> None:
    assert kept.data == data
    assert type(kept).read(data) == kept


def test_who_was_asked_when_they_are_away_is_still_asked() -> None:
    assert AskLeave.read({}) == AskLeave.read(AskLeave().data) == AskLeave()


def test_a_report_that_was_asked_for_in_words_is_read() -> None:
    assert AskReport.read({"task_id": 12}) == AskReport(12)


def test_an_edit_that_was_offered_before_it_could_name_another_task_is_read() -> None:
    kept = {"progress_id": 12, "state": "doing", "percent": 80, "text": "Đã ký"}
    assert AskEdited.read(kept) == AskEdited(12, ProgressState.DOING, 80, "Đã ký")


def test_a_percentage_whose_task_was_asked_for_is_read() -> None:
    assert AskTask.read({"percent": 80, "state": None, "text": "Đã ký"}) == AskTask(80, None, "Đã ký")


def test_a_picture_that_was_waiting_to_be_fetched_is_fetched() -> None:
    kept = {"channel": "web", "reference": "7", "name": "anh.jpg", "media_type": "image/jpeg", "case_id": 12}
    assert AttachPicture.read(kept) == AttachPicture("web", "7", 12)


def test_a_number_that_was_being_asked_for_is_still_asked_for() -> None:
    assert AskNumber.read({"report_id": 5}) == AskNumber(5)
    waiting = {"report_id": 5, "number": "12/BC-STT", "on": "2026-06-15", "units": [1]}
    assert Issue.read(waiting) == Issue(5, "12/BC-STT", date(2026, 6, 15), [1])


def test_a_file_that_was_waiting_to_be_read_is_read() -> None:
    sent = {"channel": "web", "reference": "7", "name": "ke-hoach.xlsx", "media_type": "application/zip"}
    assert ReadSent.read(sent) == ReadSent("web", "7", "ke-hoach.xlsx", "application/zip")
    assert AttachFile.read({**sent, "progress_id": 12, "caption": "Ảnh"}).progress_id == 12
    assert ReadKept.read({"file_id": 12}) == ReadKept(12)
    assert WriteKept.read({"file_id": 12, "unit_id": 3}) == WriteKept(12, 3)
    assert WriteKept.read({"file_id": 12}) == WriteKept(12)
