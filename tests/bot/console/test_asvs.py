"""The Application Security Verification Standard of OWASP, 4.0.3, level 1: what shows that each of its items holds.

The wording is ours and short; the numbers are the standard's. An item has the names of tests that show it, or says why
there is none: PROXY is what the operator's proxy has to do, GAP what is known not to be there (README tells it too).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PROXY, GAP, NONE = "PROXY: ", "GAP: ", "does not apply: "
Shown = str | tuple[str, ...]

GUARDS = ("test_each_role_may_do_what_its_pages_allow_and_nothing_else", "test_nobody_sees_a_page_with_a_role_without_signing_in")  # fmt: skip
ESCAPED = (
    "test_nothing_hostile_runs_on_any_page",
    "test_nothing_in_a_document_runs_before_or_after_it_is_accepted",
)
BOMBS = ("test_a_bomb_does_no_harm_and_others_are_served_meanwhile",)
NAMES = (
    "test_a_name_leads_nowhere",
    "test_an_address_leads_to_no_file",
    "test_no_address_leads_anywhere_else",
)
CSRF = (
    "test_a_forged_change_is_refused_in_every_dress",
    "test_a_change_without_the_sessions_token_is_refused",
)
LOCKS = ("test_after_many_wrong_passwords_the_account_is_locked_for_a_while", "test_many_guesses_at_once_are_counted_as_many")  # fmt: skip
EASY = ("test_an_easy_password_is_refused",)
CHANGED = ("test_a_password_is_changed_only_with_the_old_one_and_ends_other_sessions",)
COOKIES = ("test_by_https_cookies_are_bound_to_this_host",)
ONCE = ("test_an_admin_adds_somebody_with_a_password_that_is_shown_once", "test_a_password_set_by_somebody_else_has_to_be_changed_first")  # fmt: skip
SECRET = ("test_tokens_and_passwords_are_in_no_log_and_no_table",)
HEADERS = ("test_every_page_carries_the_headers_that_keep_a_browser_safe",)
METHODS = ("test_no_other_method_does_anything",)
INSIDE = ("test_an_error_tells_nothing_of_the_inside", "test_a_fault_inside_tells_nothing_of_it")
TYPED = ("test_a_text_is_downloaded_and_never_shown_as_a_page",)
BINDING = ("test_no_address_leads_anywhere_else", "test_what_an_address_asks_cannot_break_a_page")

TABLE: dict[str, tuple[str, Shown]] = {
    # 2: who somebody is
    "2.1.1": ("passwords have twelve characters at least", EASY),
    "2.1.2": ("64 are allowed, more than 128 are not", EASY),
    "2.1.3": ("passwords are not cut off", ("test_a_password_counts_to_its_last_character",)),
    "2.1.4": ("any letter of any script may be in them", CHANGED),
    "2.1.5": ("everybody can change their own", CHANGED),
    "2.1.6": ("only with the old one", CHANGED),
    "2.1.7": ("known passwords are refused", GAP + "usual words are taken out before the length counts; there is no list of stolen passwords"),
    "2.1.8": ("a meter tells how strong one is", GAP + "rules are told beside the field"),
    "2.1.9": ("no rules on kinds of characters", CHANGED),
    "2.1.10": ("no change by the calendar", ("test_a_session_ends_when_it_is_not_used_and_at_the_latest_after_twelve_hours",)),
    "2.1.11": ("pasting and password managers work", ("test_no_page_holds_script_or_style_of_its_own",)),
    "2.1.12": ("what is typed can be looked at", GAP + "left to the browser's own eye"),
    "2.2.1": ("guessing is slowed, at most a hundred an hour", (*LOCKS, "test_one_address_may_not_try_without_end", "test_the_right_password_with_many_wrong_codes_locks_too", "test_a_stolen_session_cannot_guess_the_password", "test_a_stranger_who_locks_an_account_does_not_lock_its_owner_out")),
    "2.2.2": ("weak second factors only beside stronger ones", NONE + "the second factor is an app's code"),
    "2.2.3": ("people are told when their account changes", GAP + "Gongo knows no address of staff; the audit holds each change"),
    "2.3.1": ("first passwords are random, short-lived, and not kept", GAP + "they are random and changed at the first use, but do not end by time"),
    "2.5.1": ("first passwords are not sent in clear text", ONCE),
    "2.5.2": ("no hints, no questions", NONE + "there are none"),
    "2.5.3": ("nobody can read a password", SECRET),
    "2.5.4": ("no account comes with the program", ("test_without_an_account_it_is_told_how_to_make_one",)),
    "2.5.5": ("people are told when a factor is replaced", GAP + "as 2.2.3"),
    "2.5.6": ("a lost password is replaced safely", ONCE),
    "2.7.1": ("no codes by SMS as the first choice", NONE + "no codes are sent"),
    "2.7.2": ("sent codes end after ten minutes", NONE + "no codes are sent"),
    "2.7.3": ("sent codes count once", NONE + "no codes are sent"),
    "2.7.4": ("the way of sent codes is safe", NONE + "no codes are sent"),
    "2.8.1": ("codes of an app end", ("test_with_a_second_factor_a_code_is_asked_for_and_counts_once",)),
    # 3: sessions
    "3.1.1": ("no session in an address", SECRET),
    "3.2.1": ("signing in makes a new session", ("test_signing_in_makes_a_new_session_whatever_cookie_was_brought",)),
    "3.2.2": ("sessions cannot be guessed", ("test_the_tokens_of_sessions_have_256_bits",)),
    "3.2.3": ("browsers keep them in safe cookies", COOKIES),
    "3.3.1": ("signing out ends the session, also for the back button", ("test_signing_out_ends_the_session_on_the_server", "test_what_a_page_showed_is_not_kept_by_the_browser")),
    "3.3.2": ("one has to sign in again", ("test_a_session_ends_when_it_is_not_used_and_at_the_latest_after_twelve_hours",)),
    "3.4.1": ("cookies only by https", COOKIES),
    "3.4.2": ("cookies are hidden from scripts", ("test_the_cookie_is_hidden_from_scripts_and_not_sent_by_other_sites",)),
    "3.4.3": ("cookies are not sent by other sites", ("test_the_cookie_is_hidden_from_scripts_and_not_sent_by_other_sites",)),
    "3.4.4": ("cookies have the prefix __Host-", COOKIES),
    "3.4.5": ("other programs of the host do not get them", NONE + "the prefix of 3.4.4 wants the whole host: give the console a host of its own"),
    "3.7.1": ("accounts change only in a whole session", CHANGED),
    # 4: what somebody may
    "4.1.1": ("the server decides", GUARDS),
    "4.1.2": ("nobody writes their own rights", ("test_no_action_raises_anybody_s_own_rights",)),
    "4.1.3": ("nobody has more than they need", (*GUARDS, "test_no_action_raises_anybody_s_own_rights")),
    "4.1.5": ("what fails is refused", GUARDS),
    "4.2.1": ("numbers of others lead nowhere", ("test_what_waits_or_was_made_by_another_session_is_not_there",)),
    "4.2.2": ("no other site can act", (*CSRF, "test_a_form_from_another_site_is_refused_even_with_the_token", "test_another_site_can_neither_frame_nor_read_nor_send")),
    "4.3.1": ("admins have a second factor", GAP + "each may switch one on, nobody has to"),
    "4.3.2": ("no folder is listed", ("test_static_files_lead_nowhere_else",)),
    # 5: what comes in and goes out
    "5.1.1": ("a field given twice does no harm", CSRF),
    "5.1.2": ("fields that no form has are not taken", ("test_no_action_raises_anybody_s_own_rights",)),
    "5.1.3": ("input is checked against what is right", BINDING),
    "5.1.4": ("structured input has its shape", ("test_yaml_that_grows_is_refused", "test_what_is_no_pattern_is_told")),
    "5.1.5": ("nobody is led elsewhere", ("test_nobody_is_led_elsewhere", "test_the_way_on_stays_here")),
    "5.2.1": ("HTML of editors is cleaned", NONE + "no HTML is taken; documents are kept as text"),
    "5.2.2": ("other texts are bounded", ("test_a_body_that_is_too_large_or_no_form_is_refused",)),
    "5.2.3": ("nothing gets into mails", NONE + "no mail is sent"),
    "5.2.4": ("nothing is evaluated", ESCAPED),
    "5.2.5": ("nothing becomes a template", ESCAPED),
    "5.2.6": ("no address that is typed is called", NONE + "the console calls no address"),
    "5.2.7": ("no SVG is taken", ("test_what_is_no_text_is_refused_with_its_reason",)),
    "5.2.8": ("Markdown brings no script", ("test_nothing_that_a_document_holds_becomes_markup",)),
    "5.3.1": ("output is escaped for its place", ESCAPED),
    "5.3.2": ("letters stay what they are", CHANGED),
    "5.3.3": ("no script of others", ESCAPED),
    "5.3.4": ("values are bound in SQL", BINDING),
    "5.3.5": ("where they are not, they are escaped", NONE + "all are bound"),
    "5.3.6": ("nothing gets into scripts as JSON", ("test_no_page_holds_script_or_style_of_its_own",)),
    "5.3.7": ("nothing gets into LDAP", NONE + "there is none"),
    "5.3.8": ("nothing gets into a shell", NONE + "no shell is started; readers of files run with fixed arguments"),
    "5.3.9": ("no file is read by a name that is typed", NAMES),
    "5.3.10": ("nothing gets into XPath", NONE + "there is none"),
    "5.5.1": ("packed objects cannot be forged", ("test_a_browser_that_is_known_may_not_guess_without_end_either", "test_a_packed_bomb_is_refused")),
    "5.5.2": ("XML reads nothing else", BOMBS),
    "5.5.3": ("nothing of others is unpickled", ("test_yaml_that_grows_is_refused",)),
    "5.5.4": ("scripts parse JSON safely", ("test_no_page_holds_script_or_style_of_its_own",)),
    # 7: errors and logs
    "7.1.1": ("no password and no token in logs", SECRET),
    "7.1.2": ("nothing else that is secret", (*SECRET, "test_every_change_leaves_an_entry")),
    "7.4.1": ("errors say nothing of the inside", (*INSIDE, "test_what_breaks_tells_nothing_and_carries_the_headers")),
    # 8: data
    "8.2.1": ("browsers keep no page", ("test_what_a_page_showed_is_not_kept_by_the_browser",)),
    "8.2.2": ("nothing in the browser's storage", ("test_no_page_holds_script_or_style_of_its_own",)),
    "8.2.3": ("nothing stays after signing out", ("test_signing_out_ends_the_session_on_the_server",)),
    "8.3.1": ("secrets travel in bodies, not in addresses", SECRET),
    "8.3.2": ("people can take along and delete what is kept", ("test_a_chat_is_forgotten_only_after_a_second_press_and_then_wholly", "test_an_export_is_a_file_with_everything_said_and_no_file_within")),
    "8.3.3": ("people are told what is kept", ("test_privacy_tells_what_is_kept_and_how_long",)),
    "8.3.4": ("what is secret is known and ruled", NONE + "README: What is kept, and for how long"),
    # 9: on the way
    "9.1.1": ("TLS for everything", PROXY + "TLS; with an https address Strict-Transport-Security is sent"),
    "9.1.2": ("strong ciphers", PROXY + "its own settings"),
    "9.1.3": ("no old versions", PROXY + "TLS 1.2 and later"),
    # 10: malice inside
    "10.3.1": ("updates come signed", NONE + "Gongo does not update itself"),
    "10.3.2": ("no code of others is loaded", ("test_no_page_holds_script_or_style_of_its_own", *HEADERS)),
    "10.3.3": ("no name is left over for others", PROXY + "the DNS of the host"),
    # 12: files
    "12.1.1": ("files cannot fill anything", ("test_what_is_too_large_is_refused", *BOMBS, "test_files_are_read_one_at_a_time")),
    "12.3.1": ("their names are no paths", NAMES),
    "12.3.2": ("nor read other files", (*NAMES, *BOMBS)),
    "12.3.3": ("nor call other hosts", BOMBS),
    "12.3.4": ("nor name downloads", ("test_what_front_matter_says_is_never_taken_for_a_name",)),
    "12.3.5": ("nor get into commands", NAMES),
    "12.4.1": ("they lie outside of what is served", ("test_static_files_lead_nowhere_else", *TYPED)),
    "12.4.2": ("they are looked at for malware", GAP + "only their text is kept, never the file"),
    "12.5.1": ("only files of the console are served", ("test_static_files_lead_nowhere_else",)),
    "12.5.2": ("what was sent is never run", TYPED),
    "12.6.1": ("the server calls only hosts that it knows", NONE + "the console calls no host"),
    # 13: the HTTP API
    "13.1.1": ("all parts read the same way", ("test_odd_encodings_are_refused",)),
    "13.1.3": ("no key in an address", ("test_without_a_key_nothing_is_told",)),
    "13.2.1": ("each method is meant", METHODS),
    "13.2.2": ("bodies are checked against a schema", ("test_every_call_behaves_as_described",)),
    "13.2.3": ("calls with cookies are guarded", NONE + "the API takes keys only"),
    "13.3.1": ("XML has a schema", NONE + "there is no SOAP"),
    # 14: how it is set up
    "14.2.1": ("parts are up to date", NONE + "requirements.lock is made anew at each release"),
    "14.2.2": ("nothing is there that is not needed", METHODS),
    "14.2.3": ("what others host is sealed", NONE + "nothing is loaded from others"),
    "14.3.2": ("debugging is off", INSIDE),
    "14.3.3": ("no version is told", INSIDE),
    "14.4.1": ("every response names its type", ("test_what_breaks_tells_nothing_and_carries_the_headers", *HEADERS)),
    "14.4.2": ("downloads are attachments", (*TYPED, "test_no_question_becomes_a_formula_in_a_spreadsheet")),
    "14.4.3": ("a policy against scripts", (*HEADERS, *ESCAPED)),
    "14.4.4": ("types are not guessed", HEADERS),
    "14.4.5": ("https is kept to", (*COOKIES,)),
    "14.4.6": ("addresses are not told to others", HEADERS),
    "14.4.7": ("no other site frames a page", (*HEADERS, "test_another_site_can_neither_frame_nor_read_nor_send")),
    "14.5.1": ("methods that are not used are refused", METHODS),
    "14.5.2": ("Origin alone opens nothing", CSRF),
    "14.5.3": ("no other origin may read", (*METHODS, "test_another_site_can_neither_frame_nor_read_nor_send")),
}  # fmt: skip
TESTS = Path(__file__).parents[2]


def test_every_item_is_shown_by_tests_that_there_are() -> None:
    there = {name for file in TESTS.rglob("test_*.py") for name in re.findall(r"^\s*(?:async )?def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)}  # fmt: skip
    named = {one for _, shown in TABLE.values() if not isinstance(shown, str) for one in shown}

    assert named - there == set()


@pytest.mark.parametrize("item", TABLE)
def test_an_item_is_shown_or_says_why_not(item: str) -> None:
    wording, shown = TABLE[item]

    assert wording
    assert re.fullmatch(r"(?:[2345789]|1[0234])\.\d{1,2}\.\d{1,2}", item)
    assert shown
    assert not isinstance(shown, str) or shown.startswith((PROXY, GAP, NONE))
