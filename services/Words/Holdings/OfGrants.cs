namespace Participatory.Words.Holdings;

// In here, so that "Grants" is the kind of data and not the words of that room.
using static Participatory.Words.Holdings.HeldTable;
using static Participatory.Words.Holdings.PersonalKinds;

/// <summary>What Grants holds: the money, who gets it, and who decided.</summary>
internal static class OfGrants
{
    public static HeldDatabase Database { get; } = new("Grants", [.. Money, .. Payees, .. Rules, .. Runs]);

    private static HeldTable[] Money =>
    [
        new("fund",
            Nobody("fund_id currency budget_code evidence created_at"), Nobody("name", "of a fund"), Of(Staff, "created_by")),
        new("round_terms",
            Nobody("round_id currency pay_within_days unspent voting_from voting_until result_at"),
            Nobody("title", "the council's name for a round")),
        new("round_area", Nobody("round_id area_code")),
        new("idea", Nobody("round_id project_id area_code"), Of(Ideas, "proposer group_id"))
        {
            NotGiven = "as Proposals has it",
        },
        new("release",
            Nobody("release_id fund_id currency round_id total_minor state proposed_at decided_at"),
            Of(Staff, "note proposed_by proposed_as decided_by decided_as decline_reason")),
        new("release_line", Nobody("release_id area_code amount_minor")),
        new("account",
            Nobody("account_id kind currency fund_id round_id area_code budget_code balance"),
            Nobody("shown_as", "the name of a fund, or of the body that its money came from")),
        new("transfer",
            Nobody("sequence transfer_id debit_account credit_account amount_minor currency code budget_code round_id transferred_at"),
            Nobody("corrects resolves"), Of(Payments, "reference actor")),
        new("promise", Nobody("transfer_id award_id open_minor")),
        new("award",
            Nobody("award_id round_id project_id area_code amount_minor currency place full_cost_minor state won_at held_at"),
            Nobody("agreement_version agreement_language offered_at withdrawn_at expired_at paid_at closed_at asked_minor"),
            Nobody("answer_by", "until when there is an answer hoped for"),
            Of(Ideas, "title"), Of(Staff, "withdrawn_by withdrawn_as withdraw_reason"),
            Of(Grants, "recipient agreement accepted_at accepted_by part_words used_by declined_at decline_reason group_id")),
        new("payment_part", Nobody("award_id part amount_minor due_on")),
        new("payment",
            Nobody("payment_id award_id part amount_minor currency state instructed_at approved_at confirmed_at cancelled_at"),
            Nobody("details_version"), Of(Payments, "bank_reference"),
            Of(Staff, "instructed_by instructed_as approved_by approved_as confirmed_by confirmed_as cancelled_by cancel_reason")),
        new("accepted_report", Nobody("award_id report_id accepted_at")),
        new("ledger_close",
            Nobody("close_date from_sequence to_sequence transfers differences closed_at"),
            Nobody("previous_hash close_hash", "of the accounts of a day")),
        new("close_book", Nobody("book close_date transfers head")),
        new("close_total", Nobody("close_date currency kind debits credits")),
        new("correction", Nobody("transfer_id corrects corrected_at"), Of(Staff, "reason corrected_as")),
    ];

    private static HeldTable[] Payees =>
    [
        new("payee",
            Nobody("award_id details_version frozen_at changed_at"),
            Of(Grants, "holder group_name charity_number company_number shopping chosen_by chosen_at"),
            Of(Grants, "host_name host_fee_basis_points host_person host_signed_by host_words host_confirmed_at")),
        new("payee_details", Nobody("award_id version"), Of(BankDetails, "sealed given_by given_at")),
        new("payee_reading",
            Nobody("reading_id award_id version run_serial read_at"), Of(Staff, "why read_by read_as")),
        new("payee_check",
            Nobody("check_id award_id version checked_at"), Of(BankDetails, "given_by result note"), Of(Staff, "checked_by checked_as")),
        new("payee_change",
            Nobody("award_id version channel confirmed_at"), Of(BankDetails, "given_by note"), Of(Staff, "confirmed_by confirmed_as")),
        new("payee_second", Nobody("award_id version"), Of(Grants, "given_by confirmed_by confirmed_at")),
        new("group_copy", Nobody("is_closed number signers_number"), Of(Groups, "group_id name"))
        {
            NotGiven = "what a group is called, which everybody can read on its page",
        },
        new("group_signer", Of(Groups, "group_id subject")),
        new("award_move", Nobody("sequence award_id"), Of(Grants, "group_id state offered_by offered_at answered_by answered_at")),
        new("payee_mark", Nobody("award_id version"), Of(BankDetails, "mark"))
        {
            NotGiven = "made of the account with a key; it says nothing to anybody",
        },
        new("round_plan", Nobody("round_id story_after_days")),
        new("round_place", Nobody("round_id area_code"), Nobody("name", "of a place")),
        new("renamed_place", Nobody("round_id area_code number"), Nobody("name", "of a place")),
    ];

    private static HeldTable[] Rules =>
    [
        new("money_rules",
            Nobody("round_id answer_within_days part_at_least set_at"), Of(Staff, "contact set_as set_by")),
        new("ring_fence",
            Nobody("round_id place least_minor least_share whole_round"), Nobody("mark title", "what money is set aside for")),
        new("idea_mark",
            Nobody("round_id project_id marked_at"), Of(Ideas, "mark"), Of(Staff, "marked_by marked_as")),
        new("fence_outcome",
            Nobody("round_id area_code asked_minor by_votes_minor came_to_minor"), Nobody("mark", "what money is set aside for")),
        new("fence_change",
            Nobody("round_id project_id area_code cost_minor put_in"), Nobody("mark", "what money is set aside for"),
            Of(Ideas, "title"))
        {
            NotGiven = "as Proposals has it",
        },
        new("runner_up", Nobody("round_id project_id area_code cost_minor place"), Of(Ideas, "title"))
        {
            NotGiven = "as Proposals has it",
        },
        new("clawback",
            Nobody("clawback_id fund_id currency round_id area_code amount_minor state proposed_at decided_at"),
            Of(Staff, "reason proposed_by proposed_as decided_by decided_as decline_reason")),
        new("settlement",
            Nobody("round_id unspent to_round_id moved_minor settled_at"), Of(Staff, "settled_by settled_as")),
        new("evidence_choice",
            Nobody("fund_id place evidence sample_groups chosen_at"), Of(Staff, "reason chosen_by chosen_as")),
        new("sample_draw", Nobody("fund_id round_id place award_id invited drawn_at")),
    ];

    private static HeldTable[] Runs =>
    [
        new("payer",
            Nobody("number state asked_at agreed_at"),
            Nobody("name sort_code account_number service_user_number", "the council's own account"),
            Of(Staff, "asked_by asked_as agreed_by agreed_as")),
        new("holidays", Nobody("version nation")),
        new("holiday", Nobody("version holiday")),
        new("payment_run",
            Nobody("run_id pay_on process_on currency serial made_at undone_at"),
            Nobody("payer_name payer_sort_code payer_account_number payer_service_user_number", "the council's own account"),
            Of(Staff, "made_by made_as")),
        new("run_payment", Nobody("payment_id run_id line award_id details_version"), Of(Payments, "reference"))
        {
            NotGiven = "made for the bank; it stands with the payment, too",
        },
        new("run_export", Nobody("export_id run_id format exported_at"), Of(Staff, "exported_by exported_as")),
        new("bank_difference",
            Nobody("difference_id line kind asked_minor payment_id amount_minor currency found_at settled_at"),
            Of(Payments, "reference"), Of(Staff, "settled_by settled_as settle_note"))
        {
            NotGiven = "of a payment that nobody can be found for",
        },
        new("round_authority",
            Nobody("round_id legal_power delegated_decision stated_at"), Of(Staff, "owned_by stated_by stated_as")),
        new("round_result",
            Nobody("round_id poll_id declared_at"), Nobody("result_hash", "of the numbers of votes")),
    ];
}
