using Participatory.Contracts.People;
using Participatory.People.Following;
using Participatory.People.Groups;
using Participatory.People.Rights;
using Participatory.People.Sessions;
using Participatory.Platform.Storage;

namespace Participatory.People.Persons;

/// <summary>
/// Removes an account with everything by which its owner is known here. What they did in other services stays under a number that is
/// nobody's any more; that there was something to tell stays with the idea, whom and what goes.
/// </summary>
internal static class AccountEnd
{
    private static readonly Sql DeleteStaffAccounts = new("DELETE FROM staff_account WHERE subject = @subject");

    private static readonly Sql DeleteProviderAccounts = new("DELETE FROM provider_account WHERE subject = @subject");

    private static readonly Sql DeletePasskeys = new("DELETE FROM passkey WHERE subject = @subject");

    private static readonly Sql DeleteChange = new("DELETE FROM address_change WHERE subject = @subject");

    // After the e-mails to these, and before the notices forget whose they were.
    private static readonly Sql DeleteOldAddresses = new("""
        DELETE FROM address_notice WHERE notice_id IN (SELECT notice_id FROM notice WHERE recipient = @subject)
        """);

    private static readonly Sql DeleteStopped = new("""
        DELETE FROM stopped_mail WHERE email IN (SELECT value FROM address WHERE subject = @subject)
        """);

    private static readonly Sql DeleteCodes = new("""
        DELETE FROM sign_in_code WHERE email IN (SELECT value FROM address WHERE subject = @subject)
            OR attempt_id IN (SELECT new_attempt FROM address_change WHERE subject = @subject)
            OR attempt_id IN (SELECT old_attempt FROM address_change WHERE subject = @subject)
        """);

    // Also to an address that waits for its code, and to one that they have left, where it is nobody else's.
    private static readonly Sql DeleteMail = new("""
        DELETE FROM mail WHERE recipient IN (SELECT value FROM address WHERE subject = @subject)
            OR (NOT EXISTS (SELECT 1 FROM address WHERE address.kind = 'EMAIL' AND address.value = mail.recipient)
                AND (recipient IN (SELECT email FROM address_change WHERE address_change.subject = @subject)
                    OR recipient IN (SELECT address_notice.email FROM address_notice
                        JOIN notice ON notice.notice_id = address_notice.notice_id WHERE notice.recipient = @subject)))
        """);

    // Of whoever worked here once.
    private static readonly Sql DeleteDigests = new("""
        DELETE FROM digest WHERE email IN (SELECT value FROM address WHERE subject = @subject)
        """);

    private static readonly Sql DeleteStaffNotices = new("""
        DELETE FROM staff_notice WHERE email IN (SELECT value FROM address WHERE subject = @subject)
        """);

    private static readonly Sql DeleteResets = new("""
        DELETE FROM passkey_reset WHERE email IN (SELECT value FROM address WHERE subject = @subject)
        """);

    // All of them, and before the e-mails go: none is put into words and kept in between.
    private static readonly Sql LockNotices = new("""
        SELECT about_round, about_project, due_at FROM notice {lock} WHERE recipient = @subject
        """);

    private static readonly Sql EmptyNotices = new("""
        UPDATE notice SET recipient = '', details = '{}', link_to = NULL, link_id = NULL, about_round = NULL, about_project = NULL,
            due_at = NULL, sent_at = COALESCE(sent_at, @now), set_aside_at = NULL, set_aside_reason = NULL
        WHERE recipient = @subject
        """);

    private static readonly Sql DeleteAddresses = new("DELETE FROM address WHERE subject = @subject");

    private static readonly Sql DeletePerson = new("DELETE FROM person WHERE subject = @subject");

    /// <summary>In the order in which one row needs the other.</summary>
    public static async Task Remove(Transaction transaction, Happenings happenings, string subject, DateTimeOffset now)
    {
        var whose = new { subject };
        await SessionEnd.OfPerson(transaction, subject, now);
        await transaction.Execute(DeleteStaffAccounts, whose);
        await transaction.Execute(DeleteProviderAccounts, whose);
        await transaction.Execute(DeletePasskeys, whose);
        await transaction.Execute(DeleteStopped, whose);
        await FollowingRow.StopAll(transaction, subject);
        await transaction.Execute(DeleteCodes, whose);
        // Before the notices are held: whoever judges a group holds it first, and then notes what its members are told.
        await LeaveGroup.LeaveAll(transaction, happenings, subject, now);
        var notices = await transaction.Many<NoticeRow>(LockNotices, whose);
        await transaction.Execute(DeleteMail, whose);
        await transaction.Execute(DeleteChange, whose);
        await transaction.Execute(DeleteOldAddresses, whose);
        await transaction.Execute(DeleteDigests, whose);
        await transaction.Execute(DeleteStaffNotices, whose);
        await transaction.Execute(DeleteResets, whose);
        foreach (var notice in notices)
        {
            // Whoever is forgotten cannot be told first, and nobody else waits for that.
            if (notice is { DueAt: not null, AboutRound: { } round, AboutProject: { } project })
            {
                await transaction.Publish(new ProposerTold(round, project, now));
            }
        }

        await OpenGrants.Forget(transaction, subject);
        await transaction.Execute(EmptyNotices, new { subject, now });
        await transaction.Execute(DeleteAddresses, whose);
        await transaction.Execute(DeletePerson, whose);
    }

    /// <summary>Where it is due and about an idea, they were to be told before everybody may hear.</summary>
    private sealed record NoticeRow
    {
        public string? AboutRound { get; init; }
        public string? AboutProject { get; init; }
        public DateTimeOffset? DueAt { get; init; }
    }
}
