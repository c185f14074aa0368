"""What the report of kiểm soát thủ tục hành chính says: sections of its own, and its forms as appendices."""

from collections.abc import Iterator, Mapping

from handlers.forms.gathering import Form
from handlers.forms.tables import cause_name, field_name, procedures_blocks, results_blocks
from handlers.making.documents.model import Alignment, Appendix, Block, Bullet, Heading, Paragraph
from handlers.report.content import Report
from handlers.words.catalogue import Keys, Words
from handlers.words.figures import share
from handlers.words.formats import padded
from storage.figures.results import Cell, Results

_LATE = Keys("kstthc.field_{}", (Cell.LATE, Cell.OVERDUE))
_PART = Keys("kstthc.part_{}", ("online", "other", "earlier", "before", "on_time", "late", "still_in_time", "overdue"))


def _form(report: Report) -> Form:
    if report.form is None:
        raise TypeError("a report without forms has no sections of them")
    return report.form


def _counts(found: Results) -> dict[str, str]:
    return {cell.value: padded(found.of(cell)) for cell in Cell}


def results(say: Words, report: Report) -> Iterator[Block]:
    """The identities of the form in words, and the fields that have overdue ones."""
    form = _form(report)
    total = form.total
    yield Heading(say("kstthc.results"), 2)
    if total.is_empty:
        yield Paragraph(say("form06.nothing"))
        return
    came = parts_words(say, {name: total.of(Cell(name)) for name in ("online", "other", "earlier")})
    yield Paragraph(say("kstthc.received", received=padded(total.received), parts=came))
    yield Bullet(_resolved(say, total))
    yield Bullet(_in_hand(say, total))
    bad = [(field, one) for field, one in form.by_field.items() if one.late or one.overdue]
    if bad:
        yield Paragraph(say("kstthc.fields_late"))
    for field, one in bad:
        parts = [say(_LATE[cell], **_counts(one)) for cell in (Cell.LATE, Cell.OVERDUE) if one.of(cell)]
        yield Bullet(say("kstthc.field_is_late", field=field_name(say, field), counts=", ".join(parts)))
    yield Paragraph(say("kstthc.see_form"))


def _resolved(say: Words, total: Results) -> str:
    if not total.resolved:
        return say("kstthc.resolved_none")
    parts = parts_words(say, {name: total.of(Cell(name)) for name in ("before", "on_time", "late")})
    rate = share(say, total.before + total.on_time, total.resolved)
    return say("kstthc.resolved", resolved=padded(total.resolved), parts=parts, share=rate)


def _in_hand(say: Words, total: Results) -> str:
    if not total.in_hand:
        return say("kstthc.in_hand_none")
    parts = parts_words(say, {name: total.of(Cell(name)) for name in ("still_in_time", "overdue")})
    return say("kstthc.in_hand", in_hand=padded(total.in_hand), parts=parts)


def parts_words(say: Words, counts: Mapping[str, int]) -> str:
    """`223 trước hạn, 54 đúng hạn`: what is not there is not named."""
    return ", ".join(say(_PART[name], count=padded(count)) for name, count in counts.items() if count)


def delays(say: Words, report: Report) -> Iterator[Block]:
    form = _form(report)
    yield Heading(say("kstthc.delays"), 2)
    if not form.causes:
        yield Paragraph(say("kstthc.no_delays"))
    for cause in form.causes:
        yield Bullet(say("kstthc.cause", reason=cause_name(say, cause), count=padded(cause.dossiers)))
    counted = report.figures.dossiers
    if counted.late:
        rate = share(say, counted.letters, counted.late)
        letters, late = padded(counted.letters), padded(counted.late)
        yield Paragraph(say("kstthc.letters", letters=letters, late=late, share=rate))


def on_the_net(say: Words, report: Report) -> Iterator[Block]:
    form = _form(report)
    total = form.total
    yield Heading(say("kstthc.net"), 2)
    received = total.online + total.other
    if not received:
        yield Paragraph(say("form06.nothing"))
        return
    rate = share(say, total.online, received)
    yield Paragraph(say("kstthc.online", online=padded(total.online), received=padded(received), share=rate))
    parts = ((form.whole, total.whole_online, total.whole), (form.part, total.part_online, total.part))
    for service, online, all_of_it in parts:
        if all_of_it:
            values = {"online": padded(online), "count": padded(all_of_it), "share": share(say, online, all_of_it)}
            yield Bullet(say("kstthc.online_of", service=service, **values))


def form_appendices(say: Words, form: Form) -> list[Appendix]:
    """The number of a form stands below the title: in capitals it would be another."""
    parts = (
        (say("form06.title"), form.results_form, results_blocks(say, form)),
        (say("form07.title"), form.procedures_form, procedures_blocks(say, form)),
    )
    return [Appendix(title, [*_number(say, number), *blocks]) for title, number, blocks in parts]


def _number(say: Words, number: str) -> list[Block]:
    return [Paragraph(say("form06.form", form=number), alignment=Alignment.CENTER)] if number else []
