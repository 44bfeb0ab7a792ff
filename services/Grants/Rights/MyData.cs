using Participatory.Platform.Rights;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Rights;

/// <summary>
/// What this service gives a person of themselves: their grants, who holds the money, and what was paid. Bank details stay sealed: that we
/// have them is told, and since when.
/// </summary>
internal static class MyData
{
    private static readonly Sql Awards = new("""
        SELECT award_id, round_id, title, amount_minor, currency, state, offered_at, agreement, accepted_at, part_words, used_by,
            declined_at, decline_reason, withdrawn_at, withdraw_reason, paid_at, closed_at
        FROM award WHERE recipient = @subject ORDER BY won_at, award_id
        """);

    private static readonly Sql Payees = new("""
        SELECT award_id, holder, group_name, charity_number, company_number, shopping, chosen_at, host_name, host_signed_by, host_words,
            host_confirmed_at
        FROM payee WHERE chosen_by = @subject OR host_person = @subject ORDER BY chosen_at, award_id
        """);

    private static readonly Sql Details = new("""
        SELECT award_id, version, given_at FROM payee_details WHERE given_by = @subject ORDER BY given_at, award_id
        """);

    private static readonly Sql Checks = new("""
        SELECT award_id, version, result, note, checked_at FROM payee_check WHERE given_by = @subject ORDER BY checked_at
        """);

    private static readonly Sql Changes = new("""
        SELECT award_id, version, channel, note, confirmed_at FROM payee_change WHERE given_by = @subject ORDER BY confirmed_at
        """);

    private static readonly Sql Payments = new("""
        SELECT payment.award_id, payment.part, payment.amount_minor, payment.currency, payment.state, payment.bank_reference,
            payment.instructed_at, payment.confirmed_at
        FROM payment JOIN award ON award.award_id = payment.award_id WHERE award.recipient = @subject ORDER BY payment.instructed_at
        """);

    private static readonly Sql Transfers = new("""
        SELECT code, amount_minor, currency, reference, transferred_at FROM transfer WHERE actor = @subject ORDER BY sequence
        """);

    private static readonly Sql Marks = new("""
        SELECT mark.round_id, mark.project_id, mark.mark FROM idea_mark mark
        JOIN idea ON idea.round_id = mark.round_id AND idea.project_id = mark.project_id
        WHERE idea.proposer = @subject ORDER BY mark.round_id, mark.project_id, mark.mark
        """);

    private static readonly Sql Groups = new("""
        SELECT group_copy.name AS group_name FROM group_signer JOIN group_copy ON group_copy.group_id = group_signer.group_id
        WHERE group_signer.subject = @subject ORDER BY group_signer.group_id
        """);

    private static readonly Sql SecondYes = new("""
        SELECT award_id, version, confirmed_at FROM payee_second WHERE confirmed_by = @subject ORDER BY confirmed_at, award_id
        """);

    private static readonly Sql Moves = new("""
        SELECT award_move.award_id, group_copy.name AS group_name, award_move.state, award_move.offered_at FROM award_move
        JOIN group_copy ON group_copy.group_id = award_move.group_id
        WHERE award_move.offered_by = @subject OR award_move.answered_by = @subject ORDER BY award_move.sequence
        """);

    public static async Task Read(MyRows mine)
    {
        await mine.Add("award", Awards);
        await mine.Add("payee", Payees);
        await mine.Add("payee_details", Details);
        await mine.Add("payee_check", Checks);
        await mine.Add("payee_change", Changes);
        await mine.Add("payee_second", SecondYes);
        await mine.Add("group_signer", Groups);
        await mine.Add("award_move", Moves);
        await mine.Add("payment", Payments);
        await mine.Add("transfer", Transfers);
        await mine.Add("idea_mark", Marks);
    }
}
