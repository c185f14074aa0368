from handlers.information import actions as act
from handlers.information import answers, editing, procedures
from handlers.kit.kept import reads
from handlers.routing import OFFICER, Route, Topic

TOPIC = Topic(
    commands=(
        Route(
            "thongtin",
            answers.information_command,
            aliases=("info",),
            words=("thong tin co quan", "thong tin lien he"),
            bare=False,
        ),
        Route("thutuc", procedures.procedure_command, aliases=("procedure",), words=("thu tuc",)),
    ),
    actions=(
        Route.tap(act.ShowInformation, answers.show_information),
        Route.tap(act.ShowAnswer, answers.show_answer),
        Route.tap(act.ShowContacts, answers.show_contacts),
        Route.tap(act.EnterProcedure, procedures.enter_procedure),
        Route.tap(act.ShowProcedure, procedures.show_procedure),
        Route.tap(act.EditAnswer, editing.edit_answer, OFFICER),
        Route.tap(act.EditPart, editing.edit_part, OFFICER),
        Route.tap(act.SaveText, editing.save_text, OFFICER),
        Route.tap(act.ClearText, editing.clear_text, OFFICER),
        Route.tap(act.TakeTextBack, editing.undo, OFFICER),
    ),
    answers=(reads(act.AskText, editing.text_typed) | reads(act.AskProcedure, procedures.name_answered)),
)
