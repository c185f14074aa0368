from handlers.citizens import actions as act
from handlers.citizens import dossiers, languages, phones, privacy, rating, rating_aspects, rating_details
from handlers.kit.kept import reads
from handlers.routing import Route, Topic

TOPIC = Topic(
    commands=(
        Route(
            "danhgia",
            dossiers.rate_command,
            aliases=("rate",),
            words=("danh gia", "danh gia ho so"),
            for_citizens=True,
        ),
        Route("hoso", dossiers.look_up_command, aliases=("dossier",), words=("tra cuu", "tra cuu ho so", "ho so")),
        Route(
            "riengtu",
            privacy.privacy,
            aliases=("privacy",),
            words=("rieng tu", "du lieu cua toi"),
            for_citizens=True,
        ),
        Route(
            "en",
            languages.english_command,
            aliases=("english",),
            words=("english", "tieng anh"),
            listed=False,
            alone=True,
        ),
        Route(
            "vi",
            languages.vietnamese_command,
            aliases=("tiengviet", "vietnamese"),
            words=("tieng viet",),
            listed=False,
            bare=False,
            alone=True,
        ),
        Route(
            "dung",
            privacy.stop_command,
            aliases=("stop",),
            words=("dung nhan tin", "ngung nhan tin"),
            bare=False,
            for_citizens=True,
        ),
    ),
    actions=(
        Route.tap(act.RateDossier, rating.rate),
        Route.tap(act.RateTogether, rating.rate_all),
        Route.tap(act.RateNext, rating.rate_next),
        Route.tap(act.EnterCode, dossiers.ask_code),
        Route.tap(act.ShowFaces, rating.show_faces),
        Route.tap(act.ShowFacesTogether, rating.show_faces_together),
        Route.tap(act.ShowEach, rating.show_each),
        Route.tap(act.OpenOther, rating.open_other),
        Route.tap(act.ToggleReason, rating_details.toggle_reason),
        Route.tap(act.WriteComment, rating_details.ask_comment),
        Route.tap(act.ToggleContact, rating_details.toggle_contact),
        Route.tap(act.ShowAspect, rating_aspects.show_aspect),
        Route.tap(act.AnswerAspect, rating_aspects.answer_aspect),
        Route.tap(act.ShowDossier, dossiers.show_dossier),
        Route.tap(act.LookUp, dossiers.show_look_up),
        Route.tap(act.SharePhone, phones.ask_phone),
        Route.tap(act.ChooseLanguage, languages.choose_language),
        Route.tap(act.ExportHeld, privacy.start_export),
        Route.tap(act.AskErasure, privacy.ask_erase),
        Route.tap(act.EraseHeld, privacy.erase_all),
        Route.tap(act.StopMessages, privacy.stop),
        Route.tap(act.ResumeMessages, privacy.resume),
    ),
    answers={
        **reads(act.AskDossierCode, dossiers.code_answered),
        **reads(act.AskDigits, dossiers.digits_answered),
        **reads(act.AskComment, rating_details.comment_answered),
    },
)
