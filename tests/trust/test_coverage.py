"""What must never happen, and the tests that show it does not.

The numbers are those of the project's list of faults that real questionnaires had. A row whose test was
renamed or taken away fails here, so that the list stays true.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RACES = "tests/browser/test_questionnaire_races.py"
PEOPLE = "tests/races/test_people_races.py"
SAVING = "tests/browser/test_questionnaire_saving.py"
LOST = "tests/browser/test_questionnaire_lost.py"
ACCESS = "tests/access/test_access.py"
ROADMAP = "tests/races/test_roadmap_races.py"
KEPT = "tests/races/test_kept_races.py"
POSTS = "tests/roadmaps/test_hand_made_posts.py"
REMINDERS = "tests/roadmaps/test_reminder_jobs.py"
CALENDAR = "tests/roadmaps/test_calendar.py"
SHARED = "tests/reports/test_sharing_public.py"
SHARING = "tests/reports/test_sharing.py"

NOTHING_IS_LOST = {
    "1 submit pressed twice is one submission, one mail, the same page": (
        f"{RACES}::test_twenty_submits_at_once_have_one_effect",
        f"{PEOPLE}::test_twenty_submits_in_two_processes_are_one",
        "tests/assessments/test_submit.py::test_second_press_changes_nothing_and_thanks_on_the_same_page",
    ),
    "2 reloading after a submission stores nothing twice": (
        "tests/assessments/test_submit.py::test_submit_seals_thanks_and_mails_the_report",
        "tests/assessments/test_start.py::test_same_page_sent_again_leads_to_the_same_assessment",
        "tests/browser/test_questionnaire_journey.py"
        "::test_start_sent_again_after_back_leads_to_the_same_assessment",
    ),
    "3 a lost reply and its retry are one row": (
        f"{SHARING}::test_form_sent_twice_makes_one_link_and_shows_the_same_address",
        "tests/assessments/test_save_answer.py"
        "::test_retry_of_a_save_whose_reply_was_lost_writes_nothing_more",
        f"{LOST}::test_lost_reply_is_retried_and_stored_once",
        f"{RACES}::test_retries_of_one_save_at_once_are_one_row",
    ),
    "4 the database decides races, with two processes, and a control each": (
        f"{RACES}::test_database_refuses_what_looking_first_lets_through",
        f"{RACES}::test_without_the_constraint_the_race_stores_two_rows",
        f"{PEOPLE}::test_link_begun_on_two_devices_at_once_is_one_respondent",
        f"{PEOPLE}::test_without_the_guard_a_link_begun_twice_is_two_respondents",
        f"{PEOPLE}::test_invitation_accepted_twice_at_once_is_one_membership",
        f"{PEOPLE}::test_without_the_guard_only_the_database_refuses_the_second_acceptance",
        f"{PEOPLE}::test_reopened_twice_at_once_is_one_reopening",
        f"{PEOPLE}::test_without_the_guard_it_is_reopened_twice",
        f"{PEOPLE}::test_last_two_leads_removing_each_other_leave_one",
        f"{PEOPLE}::test_without_the_guard_no_lead_is_left",
        "tests/browser/test_workshop_races.py::test_two_screens_that_go_on_at_once_go_on_once",
        "tests/browser/test_workshop_races.py::test_two_screens_without_the_step_would_go_on_twice",
        f"{ROADMAP}::test_roadmap_made_twice_at_once_is_one",
        f"{ROADMAP}::test_without_the_guard_only_the_database_refuses_a_second_roadmap",
        f"{ROADMAP}::test_last_place_is_taken_once",
        f"{ROADMAP}::test_without_the_guard_only_the_database_refuses_a_fourth",
        f"{ROADMAP}::test_initiative_started_twice_at_once_starts_once",
        f"{ROADMAP}::test_without_the_guard_it_starts_twice",
        f"{REMINDERS}::test_two_workers_that_sweep_at_once_mail_each_reminder_once",
        f"{REMINDERS}::test_same_reminder_by_two_workers_at_once_is_one_mail",
        f"{REMINDERS}::test_without_the_guard_two_workers_send_it_twice",
        f"{KEPT}::test_two_reports_kept_at_once_have_two_numbers_and_print_them",
        f"{KEPT}::test_button_pressed_twice_at_once_keeps_one",
        f"{KEPT}::test_without_the_guard_only_the_database_refuses_a_number_given_twice",
    ),
    "5 who is stale is told, with both values": (
        f"{RACES}::test_changes_at_once_lose_nothing_silently",
        f"{RACES}::test_without_the_version_check_changes_at_once_are_lost_silently",
        f"{SAVING}::test_two_tabs_are_told_and_choose",
        f"{PEOPLE}::test_consensus_of_two_at_once_tells_the_later_one",
        f"{PEOPLE}::test_without_the_guard_one_consensus_vanishes_silently",
        "tests/reports/test_findings.py::test_stale_change_shows_both_texts_and_saves_neither_unseen",
        "tests/reports/test_client_notes.py::test_stale_change_shows_both_texts",
        "tests/roadmaps/test_check_in.py::test_page_tells_a_stale_writer_both_values",
        "tests/roadmaps/test_decision.py::test_page_tells_who_comes_second_and_keeps_their_reason",
    ),
    "6 an answer lands in the assessment of its address": (
        "tests/assessments/test_save_answer.py::test_answer_lands_in_the_assessment_of_its_address",
        f"{SAVING}::test_two_assessments_in_one_browser_stay_apart",
    ),
    "7 a session that dies leads back to the page with everything there": (
        f"{LOST}::test_logging_in_again_leads_back_to_the_page_with_everything_there",
    ),
    "8 a log-in page is no success": (f"{LOST}::test_log_in_page_is_not_taken_for_success",),
    "9 a rotated CSRF token is fetched anew": (
        f"{LOST}::test_rotated_csrf_token_is_renewed",
        "tests/assessments/test_save_answer.py::test_new_token_lets_an_open_page_go_on",
    ),
    "10 the last click wins whatever overtakes it": (
        f"{LOST}::test_last_click_wins_although_the_first_reply_is_late",
        "tests/assessments/test_save_answer.py::test_saves_of_one_page_may_overtake_each_other",
    ),
    "11 a click right before leaving is saved": (
        f"{LOST}::test_click_right_before_leaving_is_saved",
        "tests/browser/test_languages_browser.py"
        "::test_answer_and_typed_text_are_saved_when_the_language_is_switched_at_once",
    ),
    "12 back and forward show what is stored": (
        f"{SAVING}::test_back_and_forward_show_what_is_stored",
        "tests/assessments/test_questions.py"
        "::test_card_left_alone_on_an_old_page_does_not_put_back_the_old_answer",
        "tests/assessments/test_closing.py::test_late_page_keeps_what_was_typed",
    ),
    "13 a new version leaves assessments and reports as they are": (
        "tests/assessments/test_questions.py::test_new_version_leaves_open_assessments_on_theirs",
        "tests/reports/test_views.py::test_report_stays_the_same_when_a_new_version_is_published",
        "tests/assessments/test_immutability.py::test_published_version_refuses_bulk_writes",
        "tests/reports/test_kept.py::test_kept_bytes_stay_whatever_changes",
        "tests/reports/test_kept.py::test_database_refuses_to_change_what_was_kept",
    ),
    "14 long text is kept whole or refused": (
        "tests/assessments/test_questions.py::test_longest_note_is_kept_whole",
        "tests/assessments/test_start.py::test_long_team_name_is_refused_whole_and_not_cut",
        "tests/assessments/test_admin_foreign.py::test_text_beyond_the_limit_is_refused_with_all_of_it_kept",
        "tests/reports/test_client_notes.py::test_empty_or_too_long_note_comes_back",
        "tests/roadmaps/test_decision.py::test_page_keeps_what_was_typed_and_says_what_lacks",
    ),
    "15 a dump restored has the same rows, scores and roadmap": (
        "tests/assessments/test_commands_restore.py"
        "::test_dump_restored_into_an_empty_database_gives_the_same_rows_scores_and_roadmap",
    ),
    "16 what is killed leaves nothing half-written and is done again, once": (
        "tests/assessments/test_import_killed.py::test_killed_import_changes_nothing",
        "tests/reports/test_pdf_limits.py::test_render_that_is_killed_says_so_and_the_next_one_works",
        "tests/reports/test_worker.py::test_worker_killed_in_the_middle_has_its_job_run_again",
        "tests/reports/test_batch_worker.py::test_batch_of_a_killed_worker_is_finished_by_another",
        f"{REMINDERS}::test_worker_killed_before_or_after_handing_over_mails_once",
        f"{REMINDERS}::test_without_the_guard_a_killed_worker_mails_twice",
    ),
}

NOBODY_GETS_IN = {
    "1 every route, role and organisation": (
        f"{ACCESS}::test_every_route_has_a_rule",
        f"{ACCESS}::test_route_lets_in_whom_it_should",
        f"{ACCESS}::test_route_refuses_foreign_mixed_and_unknown_ids",
        f"{ACCESS}::test_admin_is_shut_to_everybody_but_staff",
    ),
    "2 foreign ids and further fields in a post": (
        "tests/assessments/test_save_answer.py::test_question_of_another_version_is_not_found",
        "tests/assessments/test_save_answer.py::test_rank_of_the_other_rubric_is_refused",
        "tests/assessments/test_save_answer.py::test_further_fields_are_ignored",
        "tests/assessments/test_start.py::test_parts_of_another_version_are_refused",
        "tests/assessments/test_start.py::test_organisation_of_others_is_refused_for_a_lead",
        "tests/accounts/test_invitations.py::test_further_fields_are_ignored",
        "tests/accounts/test_invitations.py::test_invitations_of_another_organisation_cannot_be_named",
        "tests/accounts/test_members.py::test_members_of_another_organisation_cannot_be_named",
        "tests/reports/test_findings.py::test_somebody_elses_id_writes_nothing",
        "tests/reports/test_findings.py::test_extra_fields_are_ignored",
        "tests/reports/test_batch.py::test_foreign_report_is_refused_and_nothing_written",
        f"{POSTS}::test_roadmap_is_made_of_three_gaps_whatever_is_posted",
        f"{POSTS}::test_edit_moves_neither_level_nor_state",
    ),
    "3 invitations, calendar feeds and shared reports": (
        "tests/accounts/test_invitations.py::test_opening_the_link_consumes_nothing_and_tells_nobody",
        "tests/accounts/test_invitations.py::test_database_holds_no_secret_that_works",
        "tests/accounts/test_invitations.py::test_other_account_cannot_accept",
        "tests/accounts/test_invitations.py::test_link_that_is_over_says_so_and_no_more",
        "tests/accounts/test_invitations.py::test_link_sent_again_ends_the_one_before",
        "tests/accounts/test_invitations.py::test_expiry_comes_from_the_setting",
        "tests/assessments/test_respondents_link.py::test_opening_the_personal_link_consumes_nothing",
        "tests/assessments/test_respondents_link.py::test_button_begins_and_leads_to_the_clean_address",
        "tests/assessments/test_respondents_link.py"
        "::test_link_that_was_taken_away_opens_nothing_and_ends_its_sessions",
        f"{CALENDAR}::test_page_makes_replaces_and_revokes_the_address",
        f"{CALENDAR}::test_wrong_and_foreign_secrets_open_nothing",
        f"{CALENDAR}::test_address_ends_with_the_right_to_read",
        f"{CALENDAR}::test_nobody_revokes_the_address_of_another",
        f"{SHARING}::test_database_alone_holds_no_working_secret",
        f"{SHARING}::test_link_taken_back_while_it_is_being_opened_is_not_opened",
        f"{SHARED}::test_following_the_link_consumes_and_notes_nothing",
        f"{SHARED}::test_button_opens_a_clean_address_and_notes_it_once",
        f"{SHARED}::test_every_answer_is_private_and_tells_its_address_to_nobody",
        f"{SHARED}::test_wrong_unknown_expired_and_revoked_look_the_same",
        f"{SHARED}::test_right_to_read_ends_with_the_link_as_it_was",
    ),
    "4 hostile text is text": (
        "tests/assessments/test_questions.py::test_hostile_text_stays_text",
        "tests/reports/test_views.py::test_everything_typed_is_shown_as_text",
        "tests/reports/test_pdf_document.py::test_hostile_text_in_every_field_stays_text",
        "tests/assessments/test_history.py::test_hostile_text_in_the_history_stays_text",
        "tests/assessments/test_admin_import.py::test_hostile_file_is_refused_and_its_words_stay_text",
        "tests/accounts/test_invitations.py::test_hostile_names_stay_text_on_the_pages_and_in_the_mail",
        "tests/accounts/test_organisations.py::test_names_stay_text",
        "tests/reports/test_client_notes.py::test_hostile_note_is_text",
        "tests/accounts/test_audit_log.py::test_exported_cells_open_as_text",
        "tests/reports/test_batch_spreadsheet.py::test_every_text_opens_as_text",
        f"{CALENDAR}::test_hostile_text_stays_text",
    ),
    "10 limits, the same answer for everybody, second factors": (
        "tests/accounts/test_limits.py::test_guesses_of_two_processes_count_together_also_when_they_race",
        "tests/accounts/test_limits.py::test_without_a_shared_cache_each_process_lets_its_own_through",
        "tests/accounts/test_sessions.py::test_admin_log_in_goes_through_the_same_limits",
        "tests/accounts/test_sessions.py::test_asking_for_many_resets_is_stopped_with_our_page",
        "tests/accounts/test_sessions.py::test_reset_answers_the_same_for_known_and_unknown_addresses",
        "tests/accounts/test_sign_up.py::test_sign_up_answers_the_same_for_known_and_unknown_addresses",
        "tests/accounts/test_invitations.py::test_answer_is_the_same_whether_the_address_has_an_account",
        "tests/accounts/test_invitations.py::test_too_many_invitations_are_refused",
        f"{SHARED}::test_passphrases_cannot_be_tried_out",
        "tests/accounts/test_second_factor_gate.py::test_gate_stops_who_needs_a_factor_and_has_not_shown_it",
        "tests/accounts/test_second_factor.py"
        "::test_guessing_codes_is_stopped_even_when_the_sixth_guess_is_right",
    ),
    "11 sessions": (
        "tests/accounts/test_sessions.py::test_log_in_changes_the_session_key_and_keeps_what_the_browser_had",
        "tests/accounts/test_sessions.py::test_log_out_ends_the_session_for_whoever_holds_its_key",
        "tests/accounts/test_sessions.py::test_changed_password_ends_all_other_sessions",
        "tests/accounts/test_second_factor.py::test_next_page_stays_on_the_site_through_both_steps",
    ),
    "12 nothing changes by reading; CSRF and headers everywhere": (
        f"{ACCESS}::test_route_lets_in_whom_it_should",
        f"{ACCESS}::test_post_without_a_csrf_token_is_refused",
        "tests/maturity_site/test_headers.py::test_every_class_of_response_carries_the_headers",
        "tests/maturity_site/test_headers.py::test_refused_post_carries_the_headers",
    ),
    "13 levels out of range, answers too late, twenty submits, rules of the roadmap": (
        "tests/assessments/test_questions.py::test_answer_outside_the_rubric_writes_nothing",
        "tests/assessments/test_save_answer.py::test_answer_outside_the_question_writes_nothing",
        "tests/assessments/test_save_answer.py::test_submitted_assessment_is_gone_for_answers",
        "tests/assessments/test_closing.py::test_late_answer_is_refused_and_told",
        f"{RACES}::test_saving_while_submitting_never_changes_what_was_sealed",
        f"{PEOPLE}::test_answer_saved_while_closing_is_in_or_refused",
        f"{PEOPLE}::test_without_the_guard_an_answer_that_was_let_in_overlaps_the_closing",
        f"{PEOPLE}::test_twenty_submits_in_two_processes_are_one",
        f"{POSTS}::test_fourth_gap_is_refused_and_the_page_says_why",
        f"{POSTS}::test_second_level_of_a_domain_is_refused",
        f"{POSTS}::test_start_is_refused_without",
        f"{POSTS}::test_done_is_refused_without_evidence",
        f"{POSTS}::test_database_refuses_it_too",
    ),
    "14 the log": (
        "tests/accounts/test_audit_log.py::test_log_says_who_did_what",
        "tests/accounts/test_audit_log.py::test_log_of_another_organisation_is_not_shown",
        "tests/accounts/test_audit_log.py::test_export_is_noted_itself",
        "tests/assessments/test_history.py::test_rights_are_kept_without_secrets",
        "tests/assessments/test_history.py::test_entries_are_append_only_in_the_database",
    ),
    "15 anonymous assessments": (
        "tests/assessments/test_anonymity_kept.py"
        "::test_submitted_answers_are_tied_to_nobody_but_named_ones_are",
        "tests/assessments/test_anonymity_kept.py::test_neither_keys_nor_transactions_tell_who_finished_last",
        "tests/assessments/test_anonymity_kept.py::test_three_have_to_finish",
        "tests/assessments/test_review_anonymous.py::test_nothing_is_shown_before_it_closes",
        "tests/assessments/test_review_anonymous.py::test_nothing_is_shown_for_fewer_than_three_people",
        "tests/reports/test_report_anonymity.py"
        "::test_no_number_nor_difference_of_numbers_is_about_fewer_than_three",
        "tests/assessments/test_respondents_link.py::test_who_sees_what_stands_before_the_first_question",
        f"{PEOPLE}::test_answer_saved_while_finishing_anonymously_is_kept_or_refused",
        f"{PEOPLE}::test_without_the_guard_an_answer_saved_while_finishing_is_lost",
    ),
}


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text())
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(("fault", "shown_by"), [*NOTHING_IS_LOST.items(), *NOBODY_GETS_IN.items()])
def test_fault_is_shown_not_to_happen(fault: str, shown_by: tuple[str, ...]) -> None:
    gone = [name for name in shown_by if name.split("::")[1] not in names_in(name.split("::")[0])]
    assert gone == []


def test_every_number_is_there() -> None:
    numbers = [[int(fault.split()[0]) for fault in table] for table in (NOTHING_IS_LOST, NOBODY_GETS_IN)]
    assert numbers == [[*range(1, 17)], [*range(1, 5), *range(10, 16)]]


def is_marked_once(path: str, name: str) -> bool:
    """Whether the run on the other database leaves the test out by a mark, of its own or of its module."""
    tree = ast.parse((ROOT / path).read_text())
    marks = [
        node.value for node in tree.body if isinstance(node, ast.Assign) and "pytestmark" in ast.unparse(node)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            marks += node.decorator_list
    return any("pytest.mark.once" in ast.unparse(mark) for mark in marks)


@pytest.mark.parametrize(("fault", "shown_by"), [*NOTHING_IS_LOST.items(), *NOBODY_GETS_IN.items()])
def test_fault_is_asked_of_both_databases(fault: str, shown_by: tuple[str, ...]) -> None:
    assert [name for name in shown_by if is_marked_once(*name.split("::"))] == []
