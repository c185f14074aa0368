"""What stands below the text: recipients on the left, who signs on the right.

Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II, khoản 7 and 9.
"""

from collections.abc import Iterator, Sequence

from handlers.making.documents.elements import Element, layout_table, nothing, text_paragraph
from handlers.making.documents.model import Signature, StateDocument
from handlers.words.catalogue import Words

_SAY = Words("vi")


def closing_elements(document: StateDocument, width: int) -> Iterator[Element]:
    if document.signature is None and not document.recipients:
        return
    left = width // 2
    yield layout_table([left, width - left], [_recipients(document.recipients), _signature(document.signature)])
    yield nothing()


def _recipients(recipients: Sequence[str]) -> list[Element]:
    if not recipients:
        return [nothing()]
    lines = [text_paragraph("RecipientsHeading", _SAY("document.recipients"))]
    for number, recipient in enumerate(recipients, 1):
        end = "." if number == len(recipients) else ";"
        lines.append(text_paragraph("Recipient", f"- {recipient.strip().lstrip('- ').rstrip(';.')}{end}"))
    return lines


def _signature(signature: Signature | None) -> list[Element]:
    if signature is None:
        return [nothing()]
    # The style of the name keeps room for the signature and the seal above it.
    authority = [text_paragraph("Authority", line) for line in signature.lines]
    return [*authority, text_paragraph("SignedBy", signature.name)]
