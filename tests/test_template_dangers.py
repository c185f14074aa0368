"""A hostile template does nothing: no code, no network, no endless work."""

import io
import time
import zipfile

import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from handlers.report.template.apart import render_apart
from handlers.report.template.fields import sample_values
from handlers.report.template.rendering import fill_in
from storage.ground.refusals import Refusal
from storage.models import Role
from tests.chat import Town
from tests.report_templates import refusal_of, template_of


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ unit.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ unit|attr('__class__') }}",
        "{{ figures['late'] }}",
        "{{ range(9) }}",
        "{{ lipsum() }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ self }}",
        "{{ unit.format(unit) }}",
        "{{ 'x' * 999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ unit|safe }}",
        "{{ unit|default(unit, boolean=1) }}",
        "{{r unit }}",
        "{{p unit }}",
        "{% set x = 1 %}",
        "{% include 'settings.py' %}",
        "{% import 'os' as os %}",
        "{% extends 'x' %}",
        "{% macro m() %}{% endmacro %}",
        "{% raw %}{% endraw %}",
        "{% filter upper %}a{% endfilter %}",
        "{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}",
        "{% for task in tasks recursive %}{% endfor %}",
        "{% for a, b in tasks %}{% endfor %}",
        "{% hm %}",
        "{% colspan year %}",
        "{% vm %}",
    ],
)
def test_a_hostile_template_is_refused_and_nothing_of_it_runs(hostile: str) -> None:
    began = time.process_time()
    assert "Mẫu báo cáo" in refusal_of(template_of("Một {{ unit }}", hostile))
    assert time.process_time() - began < 2


def test_what_is_hidden_from_the_eye_is_refused_too() -> None:
    def in_attribute(document: Document) -> None:
        name = OxmlElement("w:bookmarkStart")
        name.set(qn("w:name"), "{{ range(9) }}")
        document.paragraphs[0]._p.append(name)

    def in_instruction(document: Document) -> None:
        field = OxmlElement("w:instrText")
        field.text = "PAGE {% set x = 1 %}"
        document.paragraphs[0].add_run()._r.append(field)

    for hide in (in_attribute, in_instruction):
        assert "ở chỗ không nhìn thấy" in refusal_of(template_of("{{ unit }}", change=hide))


async def test_a_template_that_takes_too_long_is_ended_and_the_bot_goes_on(town: Town) -> None:
    loops = "{% for a in tasks %}{% for b in tasks %}{% for c in tasks %}{% if not a.note %}x{% endif %}"
    template = template_of(loops + "{% endfor %}" * 3)
    values = {**sample_values(), "tasks": [{"note": "x"}] * 3000}
    began = time.monotonic()
    with pytest.raises(Refusal) as refused:
        await render_apart(template, values, seconds=1.5)
    assert refused.value.key == "template.too_slow"
    assert time.monotonic() - began < 60
    officer = await town.member(Role.OFFICER)
    assert (await officer.says("/help")).text


async def test_a_template_that_grows_without_end_is_ended_by_its_size() -> None:
    template = template_of("{% for a in tasks %}{% for b in tasks %}{{ a.note }}{% endfor %}{% endfor %}")
    values = {**sample_values(), "tasks": [{"note": "xy" * 1000}] * 2000}
    with pytest.raises(Refusal) as refused:
        await render_apart(template, values)
    assert refused.value.key in ("template.cannot_render", "template.too_large_result", "template.too_slow")


async def test_the_process_of_a_template_is_given_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHOME", "/nowhere")  # the process would not start with it
    assert await render_apart(template_of("{{ unit }}"), sample_values())


def _with_entry(name: str, content: bytes) -> bytes:
    file = io.BytesIO(template_of("{{ unit }}"))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return file.getvalue()


def test_macros_embedded_things_links_and_bombs_are_refused() -> None:
    def linked(document: Document) -> None:
        document.part.relate_to("http://attacker.example/x.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)

    assert "macro" in refusal_of(_with_entry("word/vbaProject.bin", b"x"))
    assert "đối tượng nhúng" in refusal_of(_with_entry("word/embeddings/oleObject1.bin", b"x"))
    assert "attacker.example" in refusal_of(template_of("{{ unit }}", change=linked))
    assert "giải nén ra quá lớn" in refusal_of(_with_entry("word/media/a.png", bytes(60_000_000)))


def test_a_hyperlink_is_no_danger_and_the_path_of_word_s_own_template_is_forgotten() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"

    def linked(document: Document) -> None:
        document.part.relate_to("https://so-thu.example", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        document.settings.element.append(OxmlElement("w:attachedTemplate"))
        document.part._settings_part.relate_to("file:///C:/Users/x/Mau.dotm", kind, is_external=True)

    file = fill_in(template_of("{{ unit }}", change=linked), sample_values())
    package = zipfile.ZipFile(io.BytesIO(file))
    assert not [name for name in package.namelist() if b"Mau.dotm" in package.read(name)]
    assert b"attachedTemplate" not in package.read("word/settings.xml")
