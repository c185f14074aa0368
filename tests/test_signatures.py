"""Digital signatures of a signed file: by whom, when, changed since, and whose certificate is behind it."""

import asyncio
from pathlib import Path

import pytest

from handlers.report.signed.apart import read_file
from handlers.report.signed.roots import MOST_BYTES, certificates_in, read_roots
from storage.models import Role
from tests.certificates import Certificate, certificate, signed_pdf
from tests.chat import Town
from tests.command_line import cchc
from tests.issued_reports import issues, makes
from tests.samples import furnish

ROOT = certificate("Gốc Thử", issues=True)
ISSUER = certificate("Cơ quan cấp Thử", ROOT, issues=True)
SIGNER = certificate("Sở Thử", ISSUER)


def test_a_signature_is_read_with_who_when_and_whether_anything_was_changed() -> None:
    signed = signed_pdf(SIGNER)
    _, [(signer, at, intact, trusted)] = read_file(signed, "ky.pdf")
    assert (signer, intact, trusted) == ("Sở Thử", True, False)
    assert at
    broken = signed.replace(b"/MediaBox", b"/MEDIABOX", 1)
    _, [(_, _, intact, trusted)] = read_file(broken, "ky.pdf", (ROOT.file, ISSUER.file))
    assert (intact, trusted) == (False, False)


@pytest.mark.parametrize(
    ("by", "known", "is_trusted"),
    [
        (SIGNER, (ROOT, ISSUER), True),
        (SIGNER, (ROOT,), False),  # the one between is not known
        (SIGNER, (ISSUER,), False),  # no root
        (certificate("Sở Thử", issues=False), (ROOT, ISSUER), False),  # made by itself, with the same name
        (certificate("Sở Thử", ISSUER, days=-1), (ROOT, ISSUER), False),  # has run out
    ],
)
def test_a_certificate_counts_where_it_leads_to_a_known_root(
    by: Certificate, known: tuple[Certificate, ...], is_trusted: bool
) -> None:
    _, [(_, _, intact, trusted)] = read_file(signed_pdf(by), "ky.pdf", tuple(one.file for one in known))
    assert (intact, trusted) == (True, is_trusted)


def test_what_is_no_certificate_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "goc.pem").write_bytes(ROOT.file + ISSUER.file)
    (tmp_path / "hong.cer").write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    (tmp_path / "rong.der").write_bytes(b"")
    (tmp_path / "lon.crt").write_bytes(ROOT.file * (MOST_BYTES // len(ROOT.file) + 1))
    (tmp_path / "khac.txt").write_bytes(ROOT.file)
    files = read_roots(str(tmp_path))
    assert len(list(certificates_in(files))) == 2
    assert read_roots(str(tmp_path / "goc.pem")) == (ROOT.file + ISSUER.file,)
    assert read_roots(str(tmp_path / "khong-co")) == ()
    assert read_roots("") == ()


async def test_the_officer_is_told_whose_certificate_it_is(any_town: Town, tmp_path: Path) -> None:
    await furnish(any_town)
    officer = await any_town.member(Role.OFFICER)
    await makes(officer)
    await issues(officer)
    await officer.sends_file("ky.pdf", await asyncio.to_thread(signed_pdf, SIGNER), caption="bản ký 12/BC-ST")
    assert "Ký số: Sở Thử" in officer.hears
    assert "Chưa xác minh được chứng thư với cơ quan cấp" in officer.hears
    for name, one in (("goc.pem", ROOT), ("cap.crt", ISSUER)):
        (tmp_path / name).write_bytes(one.file)
    any_town.office.signature_roots = str(tmp_path)
    await officer.sends_file("ky.pdf", await asyncio.to_thread(signed_pdf, SIGNER), caption="bản ký 12/BC-ST")
    assert "Chứng thư do cơ quan cấp đã khai báo cấp và còn hạn" in officer.hears
    by_itself = await asyncio.to_thread(signed_pdf, certificate("Sở Thử"))
    await officer.sends_file("ky.pdf", by_itself, caption="bản ký 12/BC-ST")
    assert "⚠️ Chứng thư không do cơ quan cấp đã khai báo cấp" in officer.hears


@pytest.mark.usefixtures("furnished")
def test_doctor_counts_the_certificates(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CCHC_SIGNATURE_ROOTS", str(tmp_path))
    assert "không đọc được chứng thư nào ở CCHC_SIGNATURE_ROOTS" in cchc("doctor").output
    (tmp_path / "goc.pem").write_bytes(ROOT.file + ISSUER.file)
    assert "kiểm tra theo 2 chứng thư" in cchc("doctor").output
