"""Citizens: dossiers, ratings, cases."""

from datetime import date

from handlers.beginning import linked, linking
from handlers.beginning.menus import ShowHelp
from handlers.beginning.signing_out import SignOut
from handlers.beginning.start import Start
from handlers.cases import actions as case
from handlers.cases import answer_actions as to_answer
from handlers.cases import questions as ask_case
from handlers.citizens import actions as citizen
from handlers.information import actions as info
from handlers.kit.actions import Action
from handlers.kit.files import Sent
from handlers.kit.kept import Kept
from handlers.kit.screens import ShowMain
from storage.cases.lists import CaseFilter
from storage.ground.days.periods import Period
from storage.models import CaseKind, Part, Topic
from storage.ratings.details import Reason

JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))
BUTTONS: list[tuple[Action, str]] = [
    (to_answer.ShowProofs(12), "case_proofs:12"),
    (to_answer.DropProofs(12), "case_proofs_drop:12"),
    (to_answer.AskCitizen(12), "case_ask_more:12"),
    (to_answer.TellPublished(12), "case_published:12"),
    (to_answer.AssignByRule(12, 0, 7, to_answer.Clock.URGENT), "assign_rule:12:0:7:urgent"),
    (case.StartCase(), "case_start"),
    (case.ChooseMatter(case.Matter.FORMAL), "case_kind:formal"),
    (case.RateAnswer(12, 5), "case_rate:12:5"),
    (case.ShowCases(), "cases"),
    (case.ShowCases(CaseFilter.OPEN, 0), "cases:open:0"),
    (case.ShowCases(CaseFilter.OVERDUE, 2), "cases:overdue:2"),
    (case.ShowCases(CaseFilter.OVERDUE, 0, 7), "cases:overdue:0:7"),
    (case.ChooseExtension(), "case_extend_which"),
    (case.ChooseExtension(7, 1), "case_extend_which:7:1"),
    (case.ExtendCase(12), "case_extend:12"),
    (case.ExtendCase(12, 5), "case_extend:12:5"),
    (case.GrantTime(12, 7), "case_time_yes:12:7"),
    (case.DenyTime(12, 7), "case_time_no:12:7"),
    (case.Assign(0, 7), "assign:0:7"),
    (case.Assign(0, 7, 1), "assign:0:7:1"),
    (case.AssignToUnit(12, 0, 3), "assign_unit:12:0:3"),
    (case.AssignWithin(12, 0, 3, 10), "assign_due:12:0:3:10"),
    (case.JoinCase(12, 13), "case_same:12:13"),
    (case.FillTemplate(12, 4), "case_template:12:4"),
    (citizen.EnterCode(), "rate_ask"),
    (citizen.RateDossier(12, 5), "rate:12:5"),
    (citizen.RateTogether(12, 5), "rate_all:12:5"),
    (citizen.RateNext(12, 1), "rate_next:12:1"),
    (citizen.OpenOther(12, 13), "rate_other:12:13"),
    (citizen.ToggleReason(12, Reason.CAME_AGAIN), "rate_reason:12:came_again"),
    (citizen.ShowDossier(12), "dossier:12"),
    (citizen.EraseHeld(), "privacy_erase"),
    (case.AddToCase(12), "case_more:12"),
    (case.TellPlace(12), "case_place:12"),
    (case.AskWithdrawal(12), "case_withdraw:12"),
    (case.WithdrawCase(12), "case_withdraw_do:12"),
    (case.ShowOwnCases(), "case_mine"),
    (case.ShowOwnCase(12), "case_own:12"),
    (case.ReopenCase(12), "case_reopen:12"),
    (case.ShowCase(12), "case:12"),
    (case.ShowTurn(12), "case_turn:12"),
    (case.ShowWords(12), "case_words:12"),
    (case.ShowPictures(12), "case_pictures:12"),
    (case.AnswerCase(12), "case_answer:12"),
    (case.SendAnswer(12), "case_send:12"),
    (case.ShowSimilar(12), "case_similar:12"),
    (case.HandleApart(12), "case_part:12"),
    (case.AssignAlert(7), "alert_assign:7"),
    (case.ShowTemplates(), "templates"),
    (case.ShowTemplate(4), "answer_template:4"),
    (case.AddTemplate(), "template_add"),
    (case.RemoveTemplate(4), "answer_template_remove:4"),
    (citizen.LookUp(), "look_up"),
    (citizen.LookUp(2), "look_up:2"),
    (citizen.SharePhone(), "share_phone"),
    (citizen.ShowFaces(12), "rate_show:12"),
    (citizen.ShowFacesTogether(12), "rate_together:12"),
    (citizen.ShowEach(12), "rate_each:12"),
    (citizen.ToggleContact(12), "rate_contact:12"),
    (citizen.WriteComment(12), "rate_comment:12"),
    (citizen.ExportHeld(), "privacy_export"),
    (citizen.AskErasure(), "privacy_ask"),
    (citizen.StopMessages(), "stop"),
    (citizen.ResumeMessages(), "resume"),
    (ShowHelp(), "help"),
    (ShowMain(), "main"),
    (Start(), "start"),
    (Start.with_dossier("Aa-_9"), "start:d_Aa-_9"),
    (SignOut(), "sign_out"),
    (linked.LinkMore(), "link_more"),
    (linked.AskParting(12), "link_part_ask:12"),
    (linked.Part(12), "link_part:12"),
    (linking.Join(12), "link_join:12"),
    (linking.RefuseJoining(12), "link_refuse:12"),
    (citizen.ChooseLanguage(citizen.Language.EN), "language:en"),
    (case.ObjectTo(12), "case_object:12"),
    (case.KeepPlace(12), "case_place_keep:12"),
    (case.KeepWords(12), "case_words_keep:12"),
    (info.ShowInformation(), "info"),
    (info.ShowAnswer(Topic.HOURS), "info_answer:hours"),
    (info.ShowContacts(), "info_contacts"),
    (info.EnterProcedure(), "procedure_find"),
    (info.ShowProcedure(12), "procedure:12"),
    (info.EditAnswer(Topic.FEES), "info_edit:fees"),
    (info.EditPart(12, Part.TIME), "procedure_edit:12:time_text"),
    (info.SaveText(), "info_save"),
    (info.ClearText(), "info_clear"),
    (info.TakeTextBack(12), "info_undo:12"),
]
FORGED: list[tuple[type[Action], str]] = [
    (case.ChooseMatter, "internal"),
    (case.RateAnswer, "12:6"),
    (case.ShowCases, "everything:0"),
    (case.ExtendCase, "12:4"),
    (case.AssignWithin, "12:0:3:4"),
    (case.Assign, "12"),
    (citizen.RateDossier, "12:0"),
    (citizen.RateTogether, "12:6"),
    (citizen.RateNext, "12:-1"),
    (citizen.ToggleReason, "12:weather"),
    (citizen.ShowDossier, "٣"),
    (citizen.EraseHeld, "12"),
    (case.ShowCases, "open:100000"),
    (citizen.ChooseLanguage, "fr"),
    (info.ShowAnswer, "weather"),
    (info.EditPart, "12:name"),
]
KEPT: list[tuple[Kept, dict[str, object]]] = [
    (ask_case.AskForMore(12), {"case_id": 12}),
    (ask_case.AskWherePublished(12), {"case_id": 12}),
    (ask_case.AskAnswer(12, "Đã sửa", (3, 4)), {"case_id": 12, "text": "Đã sửa", "files": [3, 4]}),
    (
        ask_case.AttachProofs(12, (Sent("telegram", "7", "ảnh.jpg", "image/jpeg"),), 7),
        {"owner_id": 12, "files": [["telegram", "7", "ảnh.jpg", "image/jpeg"]], "case_id": 7},
    ),
    (linking.AskLinkCode(), {}),
    (ask_case.AskCaseWords("", "Tôi hỏi"), {"kind": "", "text": "Tôi hỏi", "files": []}),
    (
        ask_case.AskCaseWords(CaseKind.RULE, "", (Sent("telegram", "7", "ảnh.jpg", "image/jpeg"),)),
        {"kind": "rule", "text": "", "files": [["telegram", "7", "ảnh.jpg", "image/jpeg"]]},
    ),
    (
        ask_case.AttachPictures(3, (Sent("telegram", "7", "ảnh.jpg", "image/jpeg"),), 12, 1),
        {"owner_id": 3, "files": [["telegram", "7", "ảnh.jpg", "image/jpeg"]], "case_id": 12, "over": 1},
    ),
    (ask_case.AskMore(12, 2), {"case_id": 12, "pictures": 2}),
    (ask_case.AskDue(12, 0, 3), {"case_id": 12, "alert_id": 0, "unit_id": 3}),
    (ask_case.AskExtensionReason(12, date(2026, 6, 15)), {"case_id": 12, "due_on": "2026-06-15"}),
    (ask_case.AskTemplate(), {}),
    (citizen.AskDossierCode(), {"again": False}),
    (citizen.AskDigits("H-1"), {"code": "H-1", "again": False}),
    (citizen.AskComment(12), {"dossier_id": 12}),
    (citizen.Export(), {}),
    (ask_case.AskPlace(12), {"case_id": 12, "text": ""}),
    (ask_case.AskObjection(12), {"case_id": 12}),
    (ask_case.AskExtension(12), {"case_id": 12}),
    (ask_case.AskAnswer(12, "Đã sửa."), {"case_id": 12, "text": "Đã sửa.", "files": []}),
    (ask_case.AskGaps(12, "Ngày …"), {"case_id": 12, "text": "Ngày …", "files": []}),
    (ask_case.AttachPicture("web", "7", 12), {"channel": "web", "reference": "7", "case_id": 12}),
    (info.AskProcedure(), {}),
    (
        info.AskText(procedure_id=12, part=Part.FEE, text="Không thu"),
        {"topic": None, "procedure_id": 12, "part": "fee", "text": "Không thu"},
    ),
]
