"""What is neither words nor a file: used where it was wanted. Otherwise one sentence says what to send instead, and
what was being asked stays asked."""

from handlers.beginning.menus import main_rows
from handlers.cases.placing import place_sent
from handlers.citizens.actions import AskDigits
from handlers.citizens.phones import phone_given
from handlers.context import Answer, Context
from handlers.incoming import Unusable
from handlers.plan.questions import AwaitFiles
from handlers.replies import Reply
from handlers.words.catalogue import Keys
from storage.ground.channels import declared
from storage.messages.questions import Question, open_question

_WHAT = Keys("unusable.{}", Unusable)
# Whether it is a citizen; whether the channel carries sounds and places.
_TOLD = {
    (True, True): "unusable.citizen",
    (True, False): "unusable.citizen_plain",
    (False, True): "unusable.staff",
    (False, False): "unusable.staff_plain",
}
_OF_CITIZENS = """
    case_more case_place case_reopen case_text dossier_code dossier_digits link_code procedure_name
    rating_comment
"""
_OF_STAFF = """
    answer_template basis_new case_answer case_ask_more case_dossier case_due case_extend
    case_extend_days case_gaps case_published
    check_reason deputy_name document_new draft_period draft_sentence index_scores document_part evidence rule_line
    import_answer incident_letter incident_new incident_offer incident_since incident_text indicator_base
    indicator_field indicator_new indicator_value indicator_which info_text kiosk_name leave letter_day
    letter_number letter_reason letter_recipient lint_reason lint_words member_name more_words paper period_name
    plan_number plan_title proposal_agency proposal_new proposal_text report report_edited report_forwarded
    report_lines report_number report_occurrence report_period report_plan report_reason report_step_back
    report_task report_tasks report_whether search_documents search_tasks summary_period unhappy_answer
    unit_name word
"""
_CITIZENS = Keys("waiting.{}", _OF_CITIZENS.split())
_STAFF = Keys("waiting.{}", _OF_STAFF.split())
WAITING = {**_CITIZENS, **_STAFF}
"""What is waited for, by the kind of the question."""


async def receive_place(context: Context) -> Answer:
    answer = await place_sent(context, context.incoming.place) if context.sender.is_citizen else None
    key = "unusable.place_now" if context.sender.is_citizen else "unusable.place_staff"
    return answer or await _tell(context, context.say(key))


async def receive_contact(context: Context) -> Answer:
    """The sender's own: its last digits where they are asked for, or else every dossier it was given for."""
    contact, asked = context.incoming.contact, await context.asked(AskDigits)
    if contact is None or not contact.is_own:
        return await _tell(context, context.say("unusable.contact"))
    if asked is None:
        return await phone_given(context, contact.phone)
    await context.claim(AskDigits)
    question = Question(AskDigits.kind, asked.data)
    answer = await context.routes.answers[question.kind](context, question, contact.phone[-4:])
    return answer or await _tell(context, context.say("unusable.contact"))


async def receive_unusable(context: Context, kind: Unusable) -> Answer:
    return await _tell(context, context.say(_WHAT[kind]))


async def _tell(context: Context, what: str) -> Reply:
    say = context.say
    told = say(_TOLD[context.sender.is_citizen, declared(context.incoming.channel).sounds], what=what)
    kinds = (*context.routes.asked, AwaitFiles.kind)
    question = await open_question(context.db, context.sender.id, kinds, context.now)
    if question is None or question.kind not in WAITING:
        return Reply(told, main_rows(context))
    return Reply(f"{told}\n{say('unusable.waiting', what=say(WAITING[question.kind]))}", main_rows(context))
