from handlers.kit.kept import reads
from handlers.office import actions as act
from handlers.office import import_questions, importing, inviting, kiosk_bursts, kiosks, letters, members, paper, qr
from handlers.office import questions as ask
from handlers.routing import LEADERS, OFFICER, REPORTERS, Route, Topic

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
        Route("nhap", importing.import_command, OFFICER, aliases=("import",), words=("nhap tep", "nhap du lieu")),
        Route("moi", inviting.invite_command, OFFICER, aliases=("invite",), words=("moi can bo",), bare=False),
        Route("canbo", members.members_command, OFFICER, aliases=("members",), words=("danh sach can bo",), bare=False),
    ),
    actions=(
        Route.tap(act.ShowLetters, letters.show_letters, OFFICER),
        Route.tap(act.ShowLettersOfYear, letters.show_letters_again, OFFICER),
        Route.tap(act.DraftLetter, letters.ask_reason, OFFICER),
        Route.tap(act.GiveReason, letters.choose_reason, OFFICER),
        Route.tap(act.PromiseDay, letters.choose_day, OFFICER),
        Route.tap(act.IssueLetter, letters.ask_number, OFFICER),
        Route.tap(act.ShowPaperChanges, paper.show_changes, REPORTERS),
        Route.tap(act.ShowKiosks, kiosks.show_kiosks, OFFICER),
        Route.tap(act.AddKiosk, kiosks.choose_unit, OFFICER),
        Route.tap(act.AskRevocation, kiosks.ask_revoke, OFFICER),
        Route.tap(act.RevokeKiosk, kiosks.revoke, OFFICER),
        Route.tap(act.AskRelease, kiosks.ask_release, OFFICER),
        Route.tap(act.ReleaseKiosk, kiosks.release, OFFICER),
        Route.tap(act.KeepDevice, kiosks.keep, OFFICER),
        Route.tap(act.ShowBurst, kiosk_bursts.show_burst, LEADERS),
        Route.tap(act.AskDecision, kiosk_bursts.ask_decision, OFFICER),
        Route.tap(act.DecideBurst, kiosk_bursts.decide_burst, OFFICER),
        Route.tap(act.ExplainImport, importing.import_help, OFFICER),
        Route.tap(act.WriteImport, importing.confirm, OFFICER),
        Route.tap(act.StopImport, importing.cancel, OFFICER),
        Route.tap(act.SendImportList, importing.send_list, OFFICER),
        Route.tap(act.ShowImportPage, importing.show_page, OFFICER),
        Route.tap(act.AnswerImport, import_questions.choose_answer, OFFICER),
        Route.tap(act.ShowImportChoices, import_questions.show_choices, OFFICER),
        Route.tap(act.AskRole, inviting.ask_role, OFFICER),
        Route.tap(act.Invite, inviting.choose_unit, OFFICER),
        Route.tap(act.ShowMembers, members.show_members, OFFICER),
        Route.tap(act.AskDismissal, members.ask_dismissal, OFFICER),
        Route.tap(act.Dismiss, members.end_role, OFFICER),
    ),
    answers={
        **reads(ask.NameMember, members.member_named),
        **reads(ask.AskReason, letters.reason_answered),
        **reads(ask.AskDay, letters.day_answered),
        **reads(ask.AskLetterNumber, letters.number_answered),
        **reads(ask.AskKioskName, kiosks.name_answered),
        **reads(ask.AskPaper, paper.paper_answered),
        **reads(ask.AskAboutFile, import_questions.answer_typed),
    },
)
