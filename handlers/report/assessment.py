"""Part II: what was reached and what was not, said from the figures themselves."""

from collections.abc import Iterator

from handlers.kit.task_names import listed_numbers
from handlers.making.documents.model import Block, Bullet, Heading, Paragraph
from handlers.report.bettered import bettered
from handlers.report.content import Report
from handlers.words.catalogue import Words
from handlers.words.figures import share
from handlers.words.formats import padded, sentence_case
from storage.plan.tasks import TaskState


def done_well(say: Words, report: Report) -> Iterator[Block]:
    yield Heading(say("report_text.done_well"), 2)
    found = [
        *_good(say, report),
        *bettered(say, report),
        *(sentence_case(row.text) for group in report.results for row in group.proposals),
    ]
    yield from (Bullet(text) for text in found)
    if not found:
        yield Paragraph(say("report_text.nothing_good"))


def _good(say: Words, report: Report) -> Iterator[str]:
    if report.form is None:
        yield from _good_tasks(say, report)
    figures = report.figures
    if figures.dossiers.received and not figures.dossiers.late_in_all and report.importing is None:
        yield say("report_text.good_in_time")
    owed = figures.dossiers.late_in_all
    if owed and figures.dossiers.letters_in_all == owed:
        yield say("report_text.good_letters", count=padded(owed))
    ratings, targets = figures.ratings, figures.targets
    if targets.satisfies(ratings.satisfied, ratings.rated):
        rate = share(say, ratings.satisfied, ratings.rated)
        yield say("report_text.good_satisfaction", share=rate, target=targets.satisfaction)
    if targets.takes_part(ratings.rated, figures.dossiers.received):
        rate = share(say, ratings.rated, figures.dossiers.received)
        yield say("report_text.good_participation", share=rate, target=targets.participation)


def _good_tasks(say: Words, report: Report) -> Iterator[str]:
    figures = report.figures
    done = sum(task.state is TaskState.DONE for task in figures.tasks)
    if done:
        yield say("report_text.good_tasks", done=padded(done), count=padded(len(figures.tasks)))
    if figures.tasks and not (figures.overdue or figures.done_late or figures.carried or report.carried_done):
        yield say("report_text.good_no_overdue")


def remaining(say: Words, report: Report) -> Iterator[Block]:
    yield Heading(say("report_text.remaining"), 2)
    found = list(_bad(say, report))
    yield from (Bullet(text) for text in found)
    if not found:
        yield Paragraph(say("report_text.nothing_bad"))


def _bad(say: Words, report: Report) -> Iterator[str]:
    if report.form is None:
        yield from _bad_tasks(say, report)
    yield from _bad_work(say, report)
    yield from _bad_ratings(say, report)
    if report.outages:
        yield say("report_text.bad_outages", count=padded(len(report.outages)))
    if report.incidents:
        oldest = max(incident.age for incident in report.incidents)
        key = "report_text.bad_incidents" if oldest else "report_text.bad_incidents_today"
        yield say(key, count=padded(len(report.incidents)), oldest=padded(oldest))
    for group in report.difficulties:
        yield from (sentence_case(row.text) for row in group.proposals)


def _bad_tasks(say: Words, report: Report) -> Iterator[str]:
    figures = report.figures
    if figures.overdue:
        numbers = listed_numbers(figures.overdue, None)
        yield say("report_text.bad_overdue", count=padded(len(figures.overdue)), numbers=numbers)
    if figures.done_late:
        numbers = listed_numbers(figures.done_late, None)
        yield say("report_text.bad_done_late", count=padded(len(figures.done_late)), numbers=numbers)
    if figures.carried:
        numbers = listed_numbers(figures.carried, None)
        carried = padded(len(figures.carried))
        yield say("report_text.bad_carried", count=carried, year=figures.year - 1, numbers=numbers)
    silent = sum(task.state is TaskState.UNREPORTED for task in figures.tasks)
    if silent:
        yield say("report_text.bad_silent", count=padded(silent))


def _bad_work(say: Words, report: Report) -> Iterator[str]:
    figures = report.figures
    counts = {
        "report_text.bad_late": figures.dossiers.late_in_all,
        "report_text.bad_letters": figures.dossiers.late_in_all - figures.dossiers.letters_in_all,
        "report_text.bad_cases": figures.cases.overdue,
    }
    for key, count in counts.items():
        if count:
            yield say(key, count=padded(count))


def _bad_ratings(say: Words, report: Report) -> Iterator[str]:
    ratings, received = report.figures.ratings, report.figures.dossiers.received
    targets = report.figures.targets
    if targets.satisfies(ratings.satisfied, ratings.rated) is False:
        rate = share(say, ratings.satisfied, ratings.rated)
        yield say("report_text.bad_satisfaction", share=rate, target=targets.satisfaction)
    if not ratings.not_counted and targets.takes_part(ratings.rated, received) is False:
        rate = share(say, ratings.rated, received)
        yield say("report_text.bad_participation", share=rate, target=targets.participation)


def proposals(say: Words, report: Report) -> Iterator[Block]:
    """Part III, by the agency addressed."""
    for number, group in enumerate(report.proposals, 1):
        agency = group.agency or say("report_text.nobody_addressed")
        yield Heading(say("report_text.addressed", number=number, agency=agency), 2)
        yield from (Bullet(sentence_case(row.text)) for row in group.proposals)
    if not report.proposals:
        yield Paragraph(say("report_text.no_proposals"))
