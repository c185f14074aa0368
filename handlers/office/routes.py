from handlers.office import importing, inviting, kiosks, letters, members, paper, qr
from handlers.routing import OFFICER, REPORTERS, Route, Topic

TOPIC = Topic(
    commands=(
        Route("thuxinloi", letters.letters_command, OFFICER, aliases=("letters",), words=("thu xin loi",)),
        Route("phieu", paper.paper_command, REPORTERS, aliases=("paper",), words=("phieu giay", "nhap phieu")),
        Route("qr", qr.qr_command, REPORTERS, words=("ma qr",)),
        Route(
            "thietbi",
            kiosks.kiosks_command,
            OFFICER,
            aliases=("kiosks",),
            words=("thiet bi", "kiosk"),
            alone=True,
        ),
        Route("nhap", importing.import_help, OFFICER, aliases=("import",), words=("nhap tep", "nhap du lieu")),
        Route("moi", inviting.invite_command, OFFICER, aliases=("invite",), words=("moi can bo",), bare=False),
        Route("canbo", members.members_command, OFFICER, aliases=("members",), words=("danh sach can bo",), bare=False),
    ),
    actions=(
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
        Route("import_help", importing.import_help, OFFICER),
        Route("import_do", importing.confirm, OFFICER),
        Route("import_stop", importing.cancel, OFFICER),
        Route("invite_ask", inviting.invite_command, OFFICER),
        Route("invite", inviting.choose_unit, OFFICER),
        Route("members", members.show_members, OFFICER),
        Route("member", members.ask_dismissal, OFFICER),
        Route("member_dismiss", members.end_role, OFFICER),
    ),
    answers={
        "letter_reason": letters.reason_answered,
        "letter_day": letters.day_answered,
        "letter_number": letters.number_answered,
        "kiosk_name": kiosks.name_answered,
        "paper": paper.paper_answered,
    },
)
