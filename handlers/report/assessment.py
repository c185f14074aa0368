"""Part II: what was reached and what was not, said from the figures themselves."""

from collections.abc import Iterator

from handlers.catalogue import Words
from handlers.documents.model import Block, Bullet, Heading, Paragraph
from handlers.figures.summary_text import PARTICIPATION_TARGET, SATISFACTION_TARGET, share
from handlers.numbers import integer
from handlers.report.content import Report
from storage.tasks import TaskState


def done_well(say: Words, report: Report) -> Iterator[Block]:
    yield Heading(say("report_text.done_well"), 2)
    found = list(_good(say, report))
    yield from (Bullet(text) for text in found)
    if not found:
        yield Paragraph(say("report_text.nothing_good"))


def _good(say: Words, report: Report) -> Iterator[str]:
    figures = report.figures
    done = sum(task.state is TaskState.DONE for task in figures.tasks)
    if done:
        yield say("report_text.good_tasks", done=integer(done), count=integer(len(figures.tasks)))
    if figures.tasks and not figures.overdue:
        yield say("report_text.good_no_overdue")
    if figures.dossiers.received and not figures.dossiers.late:
        yield say("report_text.good_in_time")
    if figures.dossiers.late and figures.dossiers.letters == figures.dossiers.late:
        yield say("report_text.good_letters", count=integer(figures.dossiers.late))
    ratings = figures.ratings
    if ratings.rated and ratings.satisfied * 100 >= SATISFACTION_TARGET * ratings.rated:
        rate = share(say, ratings.satisfied, ratings.rated)
        yield say("report_text.good_satisfaction", share=rate, target=SATISFACTION_TARGET)
    if figures.dossiers.received and ratings.rated * 100 >= PARTICIPATION_TARGET * figures.dossiers.received:
        rate = share(say, ratings.rated, figures.dossiers.received)
        yield say("report_text.good_participation", share=rate, target=PARTICIPATION_TARGET)


def remaining(say: Words, report: Report) -> Iterator[Block]:
    yield Heading(say("report_text.remaining"), 2)
    found = list(_bad(say, report))
    yield from (Bullet(text) for text in found)
    if not found:
        yield Paragraph(say("report_text.nothing_bad"))


def _bad(say: Words, report: Report) -> Iterator[str]:
    figures = report.figures
    if figures.overdue:
        numbers = ", ".join(str(task.number) for task in figures.overdue)
        yield say("report_text.bad_overdue", count=integer(len(figures.overdue)), numbers=numbers)
    silent = [task for task in figures.tasks if task.state is TaskState.UNREPORTED]
    if silent:
        yield say("report_text.bad_silent", count=integer(len(silent)))
    if figures.dossiers.late:
        yield say("report_text.bad_late", count=integer(figures.dossiers.late))
    owed = figures.dossiers.late - figures.dossiers.letters
    if owed:
        yield say("report_text.bad_letters", count=integer(owed))
    ratings = figures.ratings
    if ratings.rated and ratings.satisfied * 100 < SATISFACTION_TARGET * ratings.rated:
        rate = share(say, ratings.satisfied, ratings.rated)
        yield say("report_text.bad_satisfaction", share=rate, target=SATISFACTION_TARGET)
    if figures.dossiers.received and ratings.rated * 100 < PARTICIPATION_TARGET * figures.dossiers.received:
        rate = share(say, ratings.rated, figures.dossiers.received)
        yield say("report_text.bad_participation", share=rate, target=PARTICIPATION_TARGET)
    if report.outages:
        yield say("report_text.bad_outages", count=integer(len(report.outages)))
