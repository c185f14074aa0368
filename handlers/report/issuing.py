"""A report that was made gets its number: from then on it stands as it is.

What is issued is what the officer was given, byte for byte. If the data has changed since, they are told what, and
decide: make it anew, or issue it all the same.
"""

from datetime import date
from typing import Any

from handlers.actions import numbers
from handlers.context import Answer, Context
from handlers.document_numbers import example_number, read_number
from handlers.menus import main_button
from handlers.numbers import day, moment
from handlers.reach import reach
from handlers.replies import Button, Reply
from handlers.report.changes import change_lines
from handlers.report.comparing import Compared
from handlers.report.issued_words import title_of, values_of
from handlers.routing import OFFICER
from storage.messages import questions
from storage.messages.questions import claim_question
from storage.refusals import Refusal
from storage.report.reports import ReportRow, find_report, issue_report


async def _unissued(context: Context, report_id: int) -> ReportRow:
    report = await find_report(context.db, await reach(context, OFFICER), report_id)
    if report.version is not None:
        raise Refusal("report.issued_already")
    return report


async def ask_number(context: Context, argument: str) -> Answer:
    (report_id,) = numbers(argument, 1)
    report = await _unissued(context, report_id)
    await questions.ask(context.db, context.sender.id, "report_number", {"report_id": report.id}, context.now)
    title = title_of(context.say, report)
    return Reply(context.say("issuing.ask_number", title=title, **_example(context)), ((main_button(context.say),),))


def _example(context: Context) -> dict[str, str]:
    return {"example": example_number("BC", context.office.letterhead.symbol), "today": day(context.today)}


async def number_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    report = await _unissued(context, data["report_id"])
    signed = read_number(text, context.today)
    if signed is None or signed.on < report.period.first:
        await questions.ask(context.db, context.sender.id, "report_number", data, context.now)
        key = "issuing.number_unclear" if signed is None else "issuing.before_the_period"
        first = day(report.period.first)
        return Reply(context.say(key, first=first, **_example(context)), ((main_button(context.say),),))
    # Written anew, it was not written for the changes they were told of.
    return await _start(context, {"report_id": report.id, "number": signed.number, "on": signed.on.isoformat()})


async def _start(context: Context, data: dict[str, Any]) -> Reply:
    context.start_job("report_issue", {**data, "units": sorted(await reach(context, OFFICER))})
    return Reply(context.say("issuing.comparing", number=data["number"]))


async def issue_as_made(context: Context, argument: str) -> Answer:
    """They have seen what changed. Number and day wait in the question."""
    (report_id,) = numbers(argument, 1)
    question = await claim_question(context.db, context.sender.id, ["report_number"], context.now)
    if question is None or question.data["report_id"] != report_id or "number" not in question.data:
        return await ask_number(context, argument)
    await _unissued(context, report_id)
    return await _start(context, question.data)


async def issue(context: Context, data: dict[str, Any], compared: Compared) -> Answer:
    """`seen`: digest of the figures whose difference the officer was told."""
    report = await _unissued(context, data["report_id"])
    if compared.changes and compared.digest != data.get("seen"):
        return await _tell_changes(context, report, data, compared)
    on = date.fromisoformat(data["on"])
    issued = await issue_report(context.db, report, data["number"], on, context.sender.id, context.now)
    say = context.say
    text = say("issuing.issued", **values_of(say, issued), title=title_of(say, issued))
    return Reply(text, ((Button(say("button.issued_open"), action=f"issued:{issued.id}"),), (main_button(say),)))


async def _tell_changes(context: Context, report: ReportRow, data: dict[str, Any], compared: Compared) -> Reply:
    kept = {name: data[name] for name in ("report_id", "number", "on")}
    seen = {**kept, "seen": compared.digest}
    await questions.ask(context.db, context.sender.id, "report_number", seen, context.now)
    say = context.say
    lines = [say("issuing.changed", made=moment(report.made_at)), ""]
    lines += [*change_lines(say, compared.changes), "", say("issuing.decide", number=data["number"])]
    anew = Button(say("button.report_anew"), action=f"report_for:{report.regime}:{report.period.code}")
    as_made = Button(say("button.report_as_made"), action=f"report_as_made:{report.id}")
    return Reply("\n".join(lines), ((anew,), (as_made,), (main_button(say),)))
