"""The names of what a preview says. Each is a sentence of the catalogue; mypy finds a name that is none of them."""

from typing import Literal

LineName = Literal[
    "months_first", "procedure_near", "procedures_unknown", "unit_unknown", "units_unknown", "taken_back",
    "taken_back_more", "without_due_day", "older", "lines_of_file", "broken_bytes", "old_encoding", "lone_quotes",
    "hidden_sheets", "hidden_columns", "hidden_columns_in", "hidden_rows", "hidden_rows_in", "struck_rows",
    "struck_rows_in", "struck_cells", "struck_cells_in", "struck_text", "hidden_text", "deleted_text", "deleted_rows",
    "other_table", "tables_together", "no_heading", "money_table", "groups_of_dossiers",
    "foot_rows", "foot_rows_in", "group_rows", "group_rows_in",
    "loose_rows", "loose_rows_in", "shifted_rows", "shifted_rows_in", "renumbered", "unread_columns",
    "unread_columns_in", "deadlines_date", "deadlines_date_one_day", "deadlines_year_one_day", "deadlines_year",
    "deadlines_round", "deadlines_continuous", "deadlines_trigger", "deadlines_unclear", "deadlines_none", "units_new",
    "units_as", "units_said", "units_left", "units_elsewhere", "units_all_lead", "units_all_support", "units_unnamed",
    "units_unread", "plan_new", "plan_replace", "plan_amend", "plan_title", "plan_number", "plan_symbol",
    "plan_issued_on", "task", "gone_reported", "old_new", "field_title", "field_product", "field_support", "field_unit",
    "field_units_lead", "field_units_support", "field_everybody", "field_not_everybody", "field_lead", "field_note",
    "field_deadline", "field_done_days", "moved_number", "moved_area", "area", "told", "report_done", "report_doing",
    "marked_periods", "report_nothing", "report_not_started", "report_paused", "report_dropped", "report_percent",
    "report_unclear",
]  # fmt: skip
"""`import.line_…`: one line."""
SectionName = Literal[
    "read_as", "taken_back", "notes", "not_read", "read", "deadlines", "plan", "new", "back", "reworded", "changed",
    "moved", "gone", "told", "units", "reports",
]  # fmt: skip
"""`import.section_…`: a title."""
ProblemName = Literal[
    "dossier.again", "dossier.unknown_code", "dossier.two_days", "dossier.day_order_unclear", "dossier.shifted",
    "dossier.day_unknown", "dossier.returned_before_finished", "dossier.extended_before_due",
    "dossier.state_contradicts", "dossier.ahead", "dossier.state_unclear", "dossier.ended_without_day",
    "dossier.said_late", "dossier.said_in_time",
    "cell.missing", "cell.no_date", "cell.no_number", "cell.no_yes", "cell.rounded", "cell.not_calculated",
    "cell.excel_error",
    "code.twice", "plan.task_twice", "plan.number_twice", "plan.deadline_unclear", "procedure.no_level",
    "procedure.code_padded",
    "dossier.due_before_received", "dossier.returned_before_received", "dossier.no_phone", "dossier.apology_unclear",
    "dossier.rated_but_not_returned", "dossier.other_unit", "totals.period_reversed", "totals.negative",
    "totals.more_satisfied_than_rated", "totals.no_period", "totals.no_year", "totals.twice", "total.overlap",
    "document.no_number", "document.twice", "document.ahead",
]  # fmt: skip
"""`problem.…`: what is wrong with a row."""
