"""What a signed file says, and by whom it is signed: in a process of its own, since it comes from outside."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from handlers.report.signed.roots import certificates_in
from storage.ground.refusals import Refusal
from storage.ground.text import clean, shorten

MOST_PAGES, MOST_SIGNATURES = 300, 20
_LONGEST = 2_000_000
_TAG = re.compile(r"<[^>]{0,2000}>")
_TAKES_BACK = re.compile(r"<w:(?:del|delText)\b.*?</w:(?:del|delText)>", re.DOTALL)


def read_file(
    content: bytes, name: str, roots: tuple[bytes, ...] = ()
) -> tuple[str, list[tuple[str, str, bool, bool]]]:
    """Text, and the signatures as plain values. `roots`: files of certificates that signatures are checked against."""
    if content.startswith(b"%PDF-"):
        return _pdf_text(content), list(_signatures(content, roots))
    if name.lower().endswith(".docx"):
        return _word_text(content), []
    raise Refusal("signed.unreadable", name=name)


def _word_text(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            info = package.getinfo("word/document.xml")
            if info.file_size > 50 * 1024 * 1024:
                raise Refusal("signed.too_heavy")
            xml = package.read(info).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError):
        raise Refusal("signed.unreadable", name=".docx") from None
    xml = _TAKES_BACK.sub("", xml).replace("</w:p>", "\n").replace("<w:tab/>", " ")
    text = _TAG.sub("", xml)
    for mark, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(mark, letter)
    return clean(text)[:_LONGEST]


def _pdf_text(content: bytes) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refusal("signed.unreadable", name=".pdf")
        pages = [page.extract_text() for page in reader.pages[:MOST_PAGES]]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, IndexError):
        raise Refusal("signed.unreadable", name=".pdf") from None
    return clean("\n".join(pages))[:_LONGEST]


def _signatures(content: bytes, roots: tuple[bytes, ...]) -> Iterator[tuple[str, str, bool, bool]]:
    """Without asking the network: whether a certificate was revoked is not known here. Whose it is can be said only
    where the certificates above it were given."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko_certvalidator import ValidationContext

    try:
        found = PdfFileReader(io.BytesIO(content), strict=False).embedded_regular_signatures[:MOST_SIGNATURES]
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return
    known = list(certificates_in(roots))
    tops = [one for one in known if one.subject == one.issuer]
    between = [one for one in known if one.subject != one.issuer]
    for signature in found:
        trust = ValidationContext(trust_roots=tops, other_certs=between, allow_fetching=False)
        yield _signature(signature, trust)


def _signature(signature: Any, trust: Any) -> tuple[str, str, bool, bool]:
    from pyhanko.sign.validation import validate_pdf_signature

    at = signature.self_reported_timestamp
    subject = signature.signer_cert.subject.native if signature.signer_cert is not None else {}
    signer = str(subject.get("common_name") or subject.get("organization_name") or "?")
    try:
        status = validate_pdf_signature(signature, signer_validation_context=trust)
        intact, trusted = bool(status.intact and status.valid and status.bottom_line is not None), bool(status.trusted)
    except Exception:  # of whatever a forged signature makes of the library
        intact, trusted = False, False
    return shorten(clean(signer), 120), at.isoformat() if at else "", intact, trusted
