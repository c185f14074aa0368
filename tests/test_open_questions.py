"""A question that is open takes only what can be its answer: whatever was asked, a command's words, a question, thanks
and a denunciation are not swallowed, and nothing of them is stored."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from handlers.alerts.actions import AskWord
from handlers.kit.kept import _KINDS, Kept
from handlers.plan.questions import OF_REPORTS
from handlers.routes import ROUTES
from tests.chat import Town
from tests.databases import sqlite_url
from tests.sent_before import KEPT
from tests.words.roles import SPEAKERS
from tests.words.trying import Trial

# A job may be called as a question is.
SAMPLES: Mapping[str, Kept] = {kept.kind: kept for kept, _ in KEPT if _KINDS.get(kept.kind) is type(kept)}
OF_CITIZENS = {
    *("dossier_code", "dossier_digits", "rating_comment", "case_text", "case_more", "case_place", "case_reopen"),
    "procedure_name",
}
SAID: Mapping[str, Mapping[str, str]] = {
    "staff": {
        "việc của tôi": "Việc của",
        "16 bao giờ hết hạn": "Nhiệm vụ 16.",
        "nv 16 xong chưa": "Nhiệm vụ 16.",
        "cảm ơn em nhiều nhé": "Cảm ơn anh/chị",
        "dạ em cảm ơn ạ": "Cảm ơn anh/chị",
    },
    "citizens": {
        "tra cứu": "mã hồ sơ",
        "giờ làm việc": "thứ Hai đến thứ Sáu",
        "mấy giờ mở cửa vậy cháu": "thứ Hai đến thứ Sáu",
        "phản ánh của tôi đến đâu rồi": "phản ánh",
        "cảm ơn": "ảm ơn",
        "tôi muốn tố cáo ông A nhận hối lộ 5 triệu": "tố cáo",
    },
}
# A word to a leader is thanks as often as not.
TAKES_THANKS = {AskWord.kind}


def test_each_question_that_words_answer_is_tried() -> None:
    assert set(SAMPLES) == set(ROUTES.answers)
    assert {*OF_CITIZENS, *TAKES_THANKS, *(kind.kind for kind in OF_REPORTS)} <= set(SAMPLES)


@pytest.mark.parametrize("role", SAID)
async def test_what_is_something_else_is_not_swallowed(role: str, tmp_path: Path) -> None:
    kinds = sorted(OF_CITIZENS if role == "citizens" else set(SAMPLES) - OF_CITIZENS)
    async with Town.over(sqlite_url(tmp_path)) as town:
        person = await SPEAKERS[role].person(town)
        async with town.db() as db:
            trial = Trial(town, person, db, SPEAKERS[role].facts, SPEAKERS[role].shows)
            swallowed = [
                f"{kind}: {said!r} → {heard!r:.120}, stored {stored}"
                for kind in kinds
                for said, wanted in SAID[role].items()
                if not (kind in TAKES_THANKS and "cảm ơn" in said)
                for heard, stored in [await trial.said_while_asked(SAMPLES[kind], said)]
                if stored or wanted not in heard
            ]
            await db.rollback()
    assert swallowed == [], "\n".join(swallowed)


async def test_a_report_that_names_its_task_is_one_while_other_words_are_asked_for(tmp_path: Path) -> None:
    async with Town.over(sqlite_url(tmp_path)) as town:
        officer = await SPEAKERS["staff"].person(town)
        async with town.db() as db:
            trial = Trial(town, officer, db, SPEAKERS["staff"].facts, SPEAKERS["staff"].shows)
            _, stored = await trial.said_while_asked(SAMPLES["lint_reason"], "nv 12 xong")
            await db.rollback()
    assert stored == ("12 done: ",)
