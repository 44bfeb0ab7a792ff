using Participatory.Platform.Storage;

namespace Participatory.Grants.Rights;

/// <summary>
/// Forgets a person: a grant goes on or stays without them, and its bank details go as soon as nothing is to be paid with them any more.
/// The ledger, and who gave details that were checked, keep their number, which is nobody's.
/// </summary>
internal static class ForgetPerson
{
    /// <summary>Nothing is to be paid any more of the award of a <c>payee</c>.</summary>
    private const string IsOver = """
        NOT EXISTS (SELECT 1 FROM award WHERE award.award_id = payee.award_id AND award.state = 'ACCEPTED')
            AND NOT EXISTS (SELECT 1 FROM payment WHERE payment.award_id = payee.award_id AND payment.state IN ('INSTRUCTED', 'APPROVED'))
        """;

    // Of no details any more; theirs are emptied below.
    private static readonly Sql EndDetails = new($$"""
        UPDATE payee SET details_version = 0 WHERE {{IsOver}} AND details_version > 0 AND EXISTS (SELECT 1 FROM payee_details details
            WHERE details.award_id = payee.award_id AND details.version = payee.details_version AND details.given_by = @subject)
        """);

    private static readonly Sql DeleteMarks = new($$"""
        DELETE FROM payee_mark WHERE EXISTS (SELECT 1 FROM payee_details given JOIN payee ON payee.award_id = given.award_id
            WHERE given.given_by = @subject AND given.award_id = payee_mark.award_id AND given.version = payee_mark.version
            AND payee.details_version = 0 AND {{IsOver}})
        """);

    private static readonly Sql EmptyDetails = new($$"""
        UPDATE payee_details SET sealed = @nothing WHERE given_by = @subject AND EXISTS (SELECT 1 FROM payee
            WHERE payee.award_id = payee_details.award_id AND payee.details_version = 0 AND {{IsOver}})
        """);

    private static readonly Sql EmptyChecks = new("UPDATE payee_check SET note = '' WHERE given_by = @subject");

    private static readonly Sql EmptyChanges = new("UPDATE payee_change SET note = '' WHERE given_by = @subject");

    private static readonly Sql UnlinkChosen = new(
        $"UPDATE payee SET chosen_by = '', shopping = '' WHERE chosen_by = @subject AND {IsOver}");

    // A host stays one, and is nobody.
    private static readonly Sql UnlinkHost = new($$"""
        UPDATE payee SET host_person = '-', host_signed_by = '', host_words = '' WHERE host_person = @subject AND {{IsOver}}
        """);

    private static readonly Sql UnlinkAwards = new("""
        UPDATE award SET recipient = '', decline_reason = NULL WHERE recipient = @subject
        """);

    private static readonly Sql UnlinkAccepted = new("UPDATE award SET accepted_by = '' WHERE accepted_by = @subject");

    private static readonly Sql UnlinkIdeas = new("UPDATE idea SET proposer = '' WHERE proposer = @subject");

    public static async Task Of(Transaction transaction, string subject)
    {
        var whose = new { subject, nothing = Array.Empty<byte>() };
        await transaction.Execute(EndDetails, whose);
        await transaction.Execute(DeleteMarks, whose);
        await transaction.Execute(EmptyDetails, whose);
        await transaction.Execute(EmptyChecks, whose);
        await transaction.Execute(EmptyChanges, whose);
        await transaction.Execute(UnlinkChosen, whose);
        await transaction.Execute(UnlinkHost, whose);
        await transaction.Execute(UnlinkAwards, whose);
        await transaction.Execute(UnlinkAccepted, whose);
        await transaction.Execute(UnlinkIdeas, whose);
    }
}
