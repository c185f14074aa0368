from handlers.beginning import albums, import_or_evidence
from handlers.cases import pictures, proofs, several_pictures
from handlers.cases.questions import AttachPicture, AttachPictures, AttachProofs
from handlers.citizens import privacy
from handlers.citizens.actions import Export
from handlers.figures import breakdowns, charting
from handlers.figures.actions import Break, Draw
from handlers.forms import index_file, portal
from handlers.forms.questions import ReadScores, WriteIndex
from handlers.kit.long_work import JobKind
from handlers.lint import looking
from handlers.lint.actions import Look
from handlers.office import import_reading, importing, letter_file, qr
from handlers.office.questions import DrawCodes, LookAtFile, MakeLetter, ReadKept, ReadSent, SendCopies, WriteKept
from handlers.performance import sheet
from handlers.performance.actions import WriteSheet
from handlers.plan import evidence
from handlers.plan.questions import AttachFile, AttachFiles
from handlers.report import commands as report
from handlers.report import comparing, issued, issuing
from handlers.report.drafts import commands as drafts
from handlers.report.drafts.actions import Work
from handlers.report.questions import CheckTemplate, FindChanges, Issue, Make, WriteExample
from handlers.report.signed import attaching
from handlers.report.signed.actions import Attach, Convert
from handlers.report.template import commands as template
from handlers.search import asking
from handlers.search import documents as search_documents
from handlers.search import tasks as search_tasks
from handlers.search.actions import SearchDocuments, SearchTasks

_KINDS = (
    JobKind.of(AttachFile, evidence.fetch, evidence.attach),
    JobKind.of(AttachFiles, evidence.fetch_album, evidence.attach_album),
    JobKind.of(albums.AlbumPart, albums.wait_for_others, albums.take_album),
    JobKind.of(LookAtFile, import_or_evidence.look, import_or_evidence.take),
    JobKind.of(ReadSent, import_reading.read_sent_file, importing.show_preview),
    JobKind.of(ReadKept, import_reading.read_kept_file, importing.show_preview),
    JobKind.of(WriteKept, importing.write_kept_file, importing.write),
    JobKind.of(Export, privacy.nothing_to_prepare, privacy.export),
    JobKind.of(MakeLetter, letter_file.write_letter, letter_file.hand_over_letter),
    JobKind.of(SendCopies, letter_file.write_copy, letter_file.send_copy),
    JobKind.of(AttachPicture, pictures.fetch, pictures.attach),
    JobKind.of(AttachPictures, several_pictures.fetch, several_pictures.attach),
    JobKind.of(AttachProofs, proofs.fetch, proofs.attach),
    JobKind.of(Make, report.make, report.hand_over),
    JobKind.of(Look, looking.look, looking.tell),
    JobKind.of(SearchTasks, asking.read_texts, search_tasks.tell),
    JobKind.of(SearchDocuments, search_documents.look_through, search_documents.tell),
    JobKind.of(Draw, charting.draw, charting.hand_over),
    JobKind.of(ReadScores, portal.read_sent, portal.keep_scores),
    JobKind.of(WriteIndex, index_file.write, index_file.hand_over),
    JobKind.of(Break, breakdowns.count, breakdowns.tell),
    JobKind.of(Attach, attaching.read_attached, attaching.attach),
    JobKind.of(Convert, attaching.convert, attaching.hand_over_pdf),
    JobKind.of(Work, drafts.compute, drafts.finish),
    JobKind.of(Issue, comparing.compare_in_job, issuing.issue),
    JobKind.of(FindChanges, issued.find_changes, issued.show_changes),
    JobKind.of(CheckTemplate, template.check_sent, template.keep),
    JobKind.of(WriteExample, template.write_example, template.hand_over_example),
    JobKind.of(WriteSheet, sheet.write_sheet, sheet.hand_over),
    JobKind.of(DrawCodes, qr.draw, qr.hand_over),
)
JOBS = {job.kind.kind: job for job in _KINDS}
