"""The file of a state document: the same bytes for the same words, any text, in time."""

import io
import re
import time
import zipfile
from dataclasses import replace
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.making.documents.model import (
    Appendix,
    AreaRow,
    Bullet,
    Column,
    Head,
    Heading,
    Paragraph,
    Picture,
    Signature,
    StateDocument,
    Table,
)
from handlers.making.documents.writer import write_document
from handlers.making.plain_text import MAX_CHARACTERS, plain
from storage.ground.refusals import Refusal
from tests.documents import COLUMNS, HEAD, NOW, REPORT, picture
from tests.office_files import lines, opened
from tests.timing import seconds


def test_a_file_says_who_issued_it_and_nothing_of_the_machine() -> None:
    file = write_document(REPORT, NOW)
    properties = opened(file).core_properties
    assert properties.title == f"Báo cáo {HEAD.subject}"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("Sở Mẫu", "Sở Mẫu", "")
    assert (properties.created, properties.modified) == (NOW, NOW)
    assert b"python" not in b"".join(_parts(file).values())


def _parts(file: bytes) -> dict[str, bytes]:
    package = zipfile.ZipFile(io.BytesIO(file))
    return {name: package.read(name) for name in package.namelist()}


def test_the_same_document_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_document(REPORT, NOW)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert write_document(REPORT, NOW) == first
    assert write_document(REPORT, NOW.replace(hour=4)) != first


def test_html_is_text_and_control_characters_are_dropped() -> None:
    texts = lines(opened(write_document(replace(REPORT, blocks=[Paragraph("<i>a</i>\x00\x0b&amp;\ufffe\x9d")]), NOW)))
    assert "<i>a</i>&amp;" in texts
    assert "<b>Đang làm</b> & đúng hạn" in texts


def test_what_cannot_be_written_is_refused_by_name() -> None:
    for text, key in (("Hỏng \ud83d", "document.broken_text"), ("a" * (MAX_CHARACTERS + 1), "document.text_too_long")):
        table = Table(COLUMNS, [("I", "1", "Nhiệm vụ", text)])
        with pytest.raises(Refusal) as refused:
            write_document(replace(REPORT, appendices=[Appendix("A", [table])]), NOW)
        assert refused.value.key == key
        assert str(refused.value.values["start"]).encode()


TEXTS = st.text(max_size=40) | st.sampled_from(["a\r\nb\nc", "=1+1", "- x;", "<w:p/>", "\x00", "\u2028", "ề" * 300])


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=19, max_size=19))
def test_any_text_in_any_place_gives_a_file_that_opens_and_holds_it(texts: list[str]) -> None:
    a, b, c, d, e, f, g, h, i, j, k, m, n, o, p, q, r, s, t = texts
    document = StateDocument(
        head=Head(a, b, c, kind=d, subject=e, parent=f, number=g, addressees=[h, i]),
        blocks=[Heading(j), Paragraph(k), Bullet(m), Picture(picture(), 2, n, n)],
        signature=Signature([o], p),
        recipients=[q],
        appendices=[Appendix(r, [Table([Column(s, 1, merged=True)], [(t,), AreaRow(t), (t,)])])],
    )
    held = "\n".join(lines(opened(write_document(document, NOW))))
    for text in texts:
        for word in re.findall(r"\w+", plain(text)):
            assert word in held


def _report_of(count: int) -> StateDocument:
    tasks = [(f"Nội dung {n // 100}", str(n), f"Nhiệm vụ số {n}", "Đang làm đúng tiến độ. " * 4) for n in range(count)]
    return replace(REPORT, appendices=[Appendix("A", [Table(COLUMNS, tasks)])])


def test_a_report_takes_half_a_second_and_a_huge_one_grows_in_proportion() -> None:
    usual, many, twice = map(_report_of, (42, 1000, 2000))
    assert _seconds(usual) < 0.5
    assert _seconds(twice) < 3
    # Side by side: how fast the machine is changes meanwhile.
    assert median(_seconds(twice) / _seconds(many) for _ in range(5)) <= 2.5


def _seconds(document: StateDocument) -> float:
    return seconds(lambda: write_document(document, NOW), 2)
