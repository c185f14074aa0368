from handlers.kit.kept import reads
from handlers.registers import (
    actions,
    bases,
    cited_screen,
    document_corrections,
    document_screens,
    documents,
    entries,
    incident_corrections,
    incident_letters,
    incident_screens,
    incidents,
    indicator_definitions,
    indicator_screens,
    indicators,
    proposal_screens,
    proposals,
)
from handlers.registers import document_actions as doc
from handlers.registers import questions as ask
from handlers.routing import OFFICER, REPORTERS, STAFF, Route, Topic

TOPIC = Topic(
    commands=(
        Route("suco", incidents.incidents_command, STAFF, aliases=("incidents",), words=("su co", "bao hong")),
        Route("chisotieu", indicators.indicators_command, STAFF, aliases=("indicators",), words=("chi tieu",)),
        Route("denxuat", proposals.proposals_command, STAFF, aliases=("dexuat", "proposals"), words=("de xuat",)),
        Route("ketqua", proposals.results_command, STAFF, aliases=("results",), words=("ket qua noi bat",)),
        Route("vanban", documents.documents_command, STAFF, aliases=("register",), words=("so van ban",)),
    ),
    actions=(
        Route.tap(actions.ShowIncidents, incident_screens.show_incidents, STAFF),
        Route.tap(actions.ShowIncident, incident_screens.show_incident, STAFF),
        Route.tap(actions.ReportIncident, incidents.ask_new, REPORTERS),
        Route.tap(actions.ReportOffered, incidents.report_offered, REPORTERS),
        Route.tap(actions.MarkFixed, incidents.mark_fixed, REPORTERS),
        Route.tap(actions.MarkChased, incidents.mark_chased, REPORTERS),
        Route.tap(actions.ReopenIncident, incidents.reopen, REPORTERS),
        Route.tap(actions.SplitNote, incidents.split_note, REPORTERS),
        Route.tap(actions.ChangeIncidentText, incident_corrections.ask_text, REPORTERS),
        Route.tap(actions.ChangeSince, incident_corrections.ask_since, REPORTERS),
        Route.tap(actions.WithdrawIncident, incident_corrections.withdraw, REPORTERS),
        Route.tap(actions.RestoreIncident, incident_corrections.restore, REPORTERS),
        Route.tap(actions.AddLetter, incident_letters.ask_letter, REPORTERS),
        Route.tap(actions.ChooseRecipient, incident_letters.choose_recipient, REPORTERS),
        Route.tap(actions.UndoLetter, incident_letters.undo, REPORTERS),
        Route.tap(actions.ShowIndicators, indicator_screens.show_indicators, STAFF),
        Route.tap(actions.ShowIndicator, indicator_screens.show_indicator, STAFF),
        Route.tap(actions.EnterValue, indicators.ask_value, REPORTERS),
        Route.tap(actions.PutValue, indicators.put, REPORTERS),
        Route.tap(actions.TakeValueBack, indicators.take_back, REPORTERS),
        Route.tap(actions.DefineIndicator, indicator_definitions.ask_new, OFFICER),
        Route.tap(actions.ShowDefinition, indicator_definitions.show_definition, OFFICER),
        Route.tap(actions.SetEvery, indicator_definitions.set_every, OFFICER),
        Route.tap(actions.ChangeDefinition, indicator_definitions.ask_field, OFFICER),
        Route.tap(actions.ChooseUnit, indicator_definitions.choose_unit, OFFICER),
        Route.tap(actions.WithdrawIndicator, indicator_definitions.withdraw, OFFICER),
        Route.tap(actions.RestoreIndicator, indicator_definitions.restore, OFFICER),
        Route.tap(actions.ShowProposals, proposal_screens.show_proposals, STAFF),
        Route.tap(actions.ShowProposal, proposal_screens.show_proposal, STAFF),
        Route.tap(actions.MakeProposal, proposals.ask_new, REPORTERS),
        Route.tap(actions.ChooseAgency, proposals.choose_agency, REPORTERS),
        Route.tap(actions.ChangeProposalText, proposals.ask_text, REPORTERS),
        Route.tap(actions.SetKind, proposals.set_kind, REPORTERS),
        Route.tap(actions.WithdrawProposal, proposals.withdraw, REPORTERS),
        Route.tap(actions.RestoreProposal, proposals.restore, REPORTERS),
        Route.tap(actions.RaiseAgain, proposals.raise_again, REPORTERS),
        Route.tap(doc.ShowDocuments, document_screens.show_documents, STAFF),
        Route.tap(doc.ShowDocument, document_screens.show_document, STAFF),
        Route.tap(doc.EnterDocument, documents.ask_new, REPORTERS),
        Route.tap(doc.ChangeDocument, document_corrections.ask_part, REPORTERS),
        Route.tap(doc.SetWay, document_corrections.set_way, REPORTERS),
        Route.tap(doc.SetTask, document_corrections.set_task, REPORTERS),
        Route.tap(doc.WithdrawDocument, document_corrections.withdraw, REPORTERS),
        Route.tap(doc.RestoreDocument, document_corrections.restore, REPORTERS),
        Route.tap(doc.ShowCited, cited_screen.show_cited, OFFICER),
        Route.tap(doc.TakeCited, cited_screen.take, OFFICER),
        Route.tap(doc.ShowBases, bases.show_bases, OFFICER),
        Route.tap(doc.ChooseBasis, bases.choose, OFFICER),
        Route.tap(doc.AddBasis, bases.add, OFFICER),
        Route.tap(doc.RemoveBasis, bases.remove, OFFICER),
        Route.tap(actions.ShowHistory, entries.show_history, STAFF),
    ),
    answers=(
        reads(ask.AskIncident, incidents.new_answered)
        | reads(ask.OfferIncident, incidents.offer_answered)
        | reads(ask.AskIncidentText, incident_corrections.text_answered)
        | reads(ask.AskSince, incident_corrections.since_answered)
        | reads(ask.AskLetter, incident_letters.letter_answered)
        | reads(ask.AskRecipient, incident_letters.recipient_answered)
        | reads(ask.AskWhichFigure, indicators.which_answered)
        | reads(ask.AskValue, indicators.value_answered)
        | reads(ask.AskBase, indicators.base_answered)
        | reads(ask.AskIndicator, indicator_definitions.new_answered)
        | reads(ask.AskDefinition, indicator_definitions.field_answered)
        | reads(ask.AskProposal, proposals.new_answered)
        | reads(ask.AskAgency, proposals.agency_answered)
        | reads(ask.AskProposalText, proposals.text_answered)
        | reads(doc.AskDocument, documents.new_answered)
        | reads(doc.AskDocumentPart, document_corrections.part_answered)
        | reads(doc.AskBasis, bases.words_answered)
    ),
)
