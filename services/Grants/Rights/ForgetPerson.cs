using Participatory.Platform.Storage;

namespace Participatory.Grants.Rights;

/// <summary>
/// Forgets a person: a grant goes on or stays without them, and its bank details go as soon as nothing is to be paid with them any more.
/// The ledger, and who gave details that were checked, keep their number, which is nobody's.
/// </summary>
internal static class ForgetPerson
{
    private static readonly Sql SelectOver = new("""
        SELECT payee.award_id FROM payee
        WHERE (payee.chosen_by = @subject OR payee.host_person = @subject
                OR EXISTS (SELECT 1 FROM payee_details WHERE payee_details.award_id = payee.award_id AND payee_details.given_by = @subject))
            AND NOT EXISTS (SELECT 1 FROM award WHERE award.award_id = payee.award_id AND award.state = 'ACCEPTED')
            AND NOT EXISTS (SELECT 1 FROM payment WHERE payment.award_id = payee.award_id AND payment.state IN ('INSTRUCTED', 'APPROVED'))
        """);

    private static readonly Sql EndDetails = new("""
        UPDATE payee SET details_version = 0 WHERE award_id = @awardId AND EXISTS (SELECT 1 FROM payee_details details
            WHERE details.award_id = @awardId AND details.version = payee.details_version AND details.given_by = @subject)
        """);

    private static readonly Sql DeleteMarks = new("""
        DELETE FROM payee_mark WHERE award_id = @awardId
        AND version IN (SELECT version FROM payee_details WHERE award_id = @awardId AND given_by = @subject)
        """);

    private static readonly Sql EmptyDetails = new("""
        UPDATE payee_details SET sealed = @nothing WHERE award_id = @awardId AND given_by = @subject
        """);

    private static readonly Sql UnlinkChosen = new("""
        UPDATE payee SET chosen_by = '', shopping = '' WHERE award_id = @awardId AND chosen_by = @subject
        """);

    // A host stays one, and is nobody.
    private static readonly Sql UnlinkHost = new("""
        UPDATE payee SET host_person = '-', host_signed_by = '', host_words = '' WHERE award_id = @awardId AND host_person = @subject
        """);

    private static readonly Sql EmptyChecks = new("UPDATE payee_check SET note = '' WHERE given_by = @subject AND note <> ''");

    private static readonly Sql EmptyChanges = new("UPDATE payee_change SET note = '' WHERE given_by = @subject AND note <> ''");

    private static readonly Sql UnlinkAwards = new("""
        UPDATE award SET recipient = '', decline_reason = NULL, part_words = CASE WHEN part_words IS NULL THEN NULL ELSE '' END
        WHERE recipient = @subject
        """);

    private static readonly Sql UnlinkAccepted = new("UPDATE award SET accepted_by = '' WHERE accepted_by = @subject");

    private static readonly Sql UnlinkIdeas = new("UPDATE idea SET proposer = '' WHERE proposer = @subject");

    // People says so, too; whatever is heard first.
    private static readonly Sql DeleteFromGroups = new("DELETE FROM group_signer WHERE subject = @subject");

    // Nobody is left who could take it back.
    private static readonly Sql EndOffers = new("""
        UPDATE award_move SET state = 'TAKEN_BACK', answered_by = '',
            answered_at = (SELECT forgotten.forgotten_at FROM forgotten WHERE forgotten.subject = @subject)
        WHERE offered_by = @subject AND state = 'OFFERED'
        """);

    private static readonly Sql UnlinkOffered = new("UPDATE award_move SET offered_by = '' WHERE offered_by = @subject");

    private static readonly Sql UnlinkAnswered = new("UPDATE award_move SET answered_by = '' WHERE answered_by = @subject");

    public static async Task Of(Transaction transaction, string subject)
    {
        var whose = new { subject };
        foreach (var awardId in await transaction.Many<string>(SelectOver, whose))
        {
            var over = new { awardId, subject, nothing = Array.Empty<byte>() };
            await transaction.Execute(EndDetails, over);
            await transaction.Execute(DeleteMarks, over);
            await transaction.Execute(EmptyDetails, over);
            await transaction.Execute(UnlinkChosen, over);
            await transaction.Execute(UnlinkHost, over);
        }

        await transaction.Execute(EmptyChecks, whose);
        await transaction.Execute(EmptyChanges, whose);
        await transaction.Execute(UnlinkAwards, whose);
        await transaction.Execute(UnlinkAccepted, whose);
        await transaction.Execute(UnlinkIdeas, whose);
        await transaction.Execute(DeleteFromGroups, whose);
        await transaction.Execute(EndOffers, whose);
        await transaction.Execute(UnlinkOffered, whose);
        await transaction.Execute(UnlinkAnswered, whose);
    }
}
