from handlers.jobs import JobKind
from handlers.office import importing
from handlers.plan import evidence

JOBS = {
    "evidence": JobKind(evidence.fetch, evidence.attach),
    "import_preview": JobKind(importing.read_sent_file, importing.show_preview),
    "import_write": JobKind(importing.read_kept_file, importing.write),
}
