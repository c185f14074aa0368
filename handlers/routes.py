"""The table of routes. A new command is a line here, a function in a module of this room, and its help line in
`words/vi/` (README, "Add a command")."""

from collections.abc import Awaitable, Callable
from typing import Any

from handlers import alerts, start
from handlers.chasing import leaves, nudges
from handlers.citizens import dossiers, kiosk, privacy, rating, rating_details, rating_page
from handlers.context import Answer, Context
from handlers.figures import answers, drill, flags, summary
from handlers.office import importing, inviting, kiosks, letters, paper, qr
from handlers.plan import leads, reporting, tasks
from handlers.report import commands as report
from handlers.report import issued, issuing
from handlers.report.template import commands as template
from handlers.routing import LEADERS, OFFICER, REPORTERS, STAFF, Route, Routes

ROUTES = Routes(
    commands=[
        Route("start", start.start, words=("bat dau", "xin chao", "hello", "menu"), listed=False),
        Route("danhgia", dossiers.rate_command, aliases=("rate",), words=("danh gia",)),
        Route("hoso", dossiers.look_up_command, aliases=("dossier",), words=("tra cuu", "ho so")),
        Route("nhiemvu", tasks.tasks_command, STAFF, aliases=("tasks",), words=("nhiem vu",)),
        Route("tiendo", tasks.task_command, STAFF, aliases=("task",), words=("tien do",)),
        Route("summary", summary.summary, LEADERS, aliases=("tonghop",), words=("tong hop", "tom tat")),
        Route("baocao", report.report_command, OFFICER, aliases=("report",), words=("bao cao",)),
        Route("phathanh", issued.issued_command, LEADERS, words=("bao cao da phat hanh", "phat hanh")),
        Route("mau", template.template_command, OFFICER, aliases=("template",), words=("mau bao cao",)),
        Route("nhac", nudges.nudge_command, LEADERS, aliases=("nudge",), words=("nhac viec",)),
        Route("nghi", leaves.leave_command, REPORTERS, aliases=("leave",), words=("nghi phep", "toi nghi")),
        Route("canhbao", alerts.alerts_command, LEADERS, aliases=("alerts",), words=("canh bao",)),
        Route("dauhieu", flags.flags_command, LEADERS, aliases=("flags",), words=("dau hieu",)),
        Route("thuxinloi", letters.letters_command, OFFICER, aliases=("letters",), words=("thu xin loi",)),
        Route("phieu", paper.paper_command, REPORTERS, aliases=("paper",), words=("phieu giay", "nhap phieu")),
        Route("qr", qr.qr_command, REPORTERS, words=("ma qr",)),
        Route("thietbi", kiosks.kiosks_command, OFFICER, aliases=("kiosks",), words=("thiet bi", "kiosk")),
        Route("nhap", importing.import_help, OFFICER, aliases=("import",), words=("nhap tep", "nhap du lieu")),
        Route("moi", inviting.invite_command, OFFICER, aliases=("invite",), words=("moi can bo",)),
        Route("riengtu", privacy.privacy, aliases=("privacy",), words=("rieng tu", "du lieu cua toi")),
        Route("dung", privacy.stop, aliases=("stop",), words=("dung nhan tin", "ngung nhan tin")),
        Route("help", start.show_help, aliases=("trogiup",), words=("tro giup", "huong dan", "giup")),
    ],
    actions=[
        Route("main", start.show_main),
        Route("start", start.start),
        Route("help", start.show_help),
        Route("rate", rating.rate),
        Route("rate_all", rating.rate_all),
        Route("rate_ask", dossiers.ask_code),
        Route("rate_show", rating.show_faces),
        Route("rate_together", rating.show_faces_together),
        Route("rate_each", rating.show_each),
        Route("rate_other", rating.open_other),
        Route("rate_reason", rating_details.toggle_reason),
        Route("rate_comment", rating_details.ask_comment),
        Route("rate_contact", rating_details.toggle_contact),
        Route("dossier", dossiers.show_dossier),
        Route("look_up", dossiers.show_look_up),
        Route("page_rate", rating_page.rate_on_page),
        Route("page_reasons", rating_page.reasons_on_page),
        Route("page_comment", rating_page.comment_on_page),
        Route("page_contact", rating_page.contact_on_page),
        Route("kiosk_tap", kiosk.kiosk_tap),
        Route("kiosk_reason", kiosk.kiosk_reason),
        Route("tasks", tasks.show_tasks, STAFF),
        Route("task", tasks.show_task, STAFF),
        Route("history", tasks.show_history, STAFF),
        Route("files", tasks.show_files, STAFF),
        Route("report", reporting.report_state, REPORTERS),
        Route("report_text", reporting.ask_report, REPORTERS),
        Route("correct", reporting.correct, REPORTERS),
        Route("undo", reporting.undo, REPORTERS),
        Route("add_words", reporting.ask_words, REPORTERS),
        Route("summary", summary.show_summary, LEADERS),
        Route("areas", drill.show_areas, LEADERS),
        Route("late", drill.show_late, LEADERS),
        Route("unhappy", drill.show_unhappy, LEADERS),
        Route("rating_open", answers.open_rating, LEADERS),
        Route("report_for", report.report_for, OFFICER),
        Route("report_issue", issuing.ask_number, OFFICER),
        Route("report_as_made", issuing.issue_as_made, OFFICER),
        Route("issued", issued.show_issued, LEADERS),
        Route("issued_list", issued.show_list, LEADERS),
        Route("issued_files", issued.send_files, LEADERS),
        Route("template", template.template_command, OFFICER),
        Route("template_get", template.get_template, OFFICER),
        Route("template_example", template.start_example, OFFICER),
        Route("template_fields", template.show_fields, OFFICER),
        Route("template_remove", template.ask_remove, OFFICER),
        Route("template_remove_do", template.remove, OFFICER),
        Route("nudge", nudges.nudge_command, LEADERS),
        Route("nudge_send", nudges.send_nudges, LEADERS),
        Route("leave_deputy", leaves.choose_deputy, REPORTERS),
        Route("leave_end", leaves.end, REPORTERS),
        Route("alert", alerts.show_alert, LEADERS),
        Route("alerts", alerts.show_alerts, LEADERS),
        Route("alert_seen", alerts.mark_as_seen, LEADERS),
        Route("alert_ask", alerts.ask_for_word, LEADERS),
        Route("word", alerts.give_word, STAFF),
        Route("unhappy_answer", answers.ask_answer, LEADERS),
        Route("flags", flags.show_flags, LEADERS),
        Route("letters", letters.show_letters, OFFICER),
        Route("letters_back", letters.show_letters_again, OFFICER),
        Route("letter", letters.ask_reason, OFFICER),
        Route("letter_reason", letters.choose_reason, OFFICER),
        Route("letter_day", letters.choose_day, OFFICER),
        Route("letter_issue", letters.ask_number, OFFICER),
        Route("paper_changes", paper.show_changes, REPORTERS),
        Route("kiosks", kiosks.kiosks_command, OFFICER),
        Route("kiosk_add", kiosks.choose_unit, OFFICER),
        Route("kiosk_ask", kiosks.ask_revoke, OFFICER),
        Route("kiosk_revoke", kiosks.revoke, OFFICER),
        Route("privacy_export", privacy.start_export),
        Route("privacy_ask", privacy.ask_erase),
        Route("privacy_erase", privacy.erase_all),
        Route("stop", privacy.stop),
        Route("resume", privacy.resume),
        Route("import_help", importing.import_help, OFFICER),
        Route("import_do", importing.confirm, OFFICER),
        Route("import_stop", importing.cancel, OFFICER),
        Route("invite", inviting.choose_unit, OFFICER),
        Route("lead", leads.choose_unit, OFFICER),
        Route("lead_set", leads.set_unit, OFFICER),
    ],
)

# kind of pending question → who reads the answer
ANSWERS: dict[str, Callable[[Context, dict[str, Any], str], Awaitable[Answer]]] = {
    "dossier_code": dossiers.code_answered,
    "dossier_digits": dossiers.digits_answered,
    "rating_comment": rating_details.comment_answered,
    "report": reporting.report_answered,
    "more_words": reporting.words_answered,
    "summary_period": summary.period_answered,
    "unhappy_answer": answers.answer_given,
    "word": alerts.word_given,
    "report_period": report.period_answered,
    "report_number": issuing.number_answered,
    "leave": leaves.leave_answered,
    "letter_reason": letters.reason_answered,
    "letter_day": letters.day_answered,
    "letter_number": letters.number_answered,
    "kiosk_name": kiosks.name_answered,
    "paper": paper.paper_answered,
}

# Readers of text that is no command, in this order; None passes it on.
PLAIN_TEXT: tuple[Callable[[Context, str], Awaitable[Answer | None]], ...] = (
    reporting.read_report,
    summary.read_period_text,
)
