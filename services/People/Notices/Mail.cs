using Participatory.Platform.Storage;

namespace Participatory.People.Notices;

/// <summary>One e-mail.</summary>
/// <param name="Id">What its Message-Id is made of: with the same one again, whoever has the first can tell.</param>
/// <param name="Stop">The address at which its reader stops all of its kind; empty where they cannot.</param>
internal sealed record Letter(string Recipient, string Subject, string Body, string Id, string Stop = "");

/// <summary>Sends e-mail through the council's server, or leaves it in the local outbox where there is none.</summary>
internal sealed class Mail(PeopleSettings settings, Database database, TimeProvider clock, ILogger<Mail> log)
{
    /// <summary>The outbox shows no more than this.</summary>
    public const int Kept = 100;

    // Not of a notice that is over by now: whose it was may have been forgotten while it was put into words.
    private static readonly Sql Insert = new("""
        INSERT INTO mail (mail_id, recipient, subject, body, created_at) SELECT @id, @Recipient, @Subject, @Body, @now
        WHERE NOT EXISTS (SELECT 1 FROM notice {lock} WHERE notice_id = @notice AND due_at IS NULL)
        """);

    /// <returns>Whether it is on its way; no failure of the server or of the address is thrown.</returns>
    public async Task<MailOutcome> Send(Letter letter, CancellationToken cancellation)
    {
        if (settings.Mail is { } server)
        {
            return await Smtp.Send(server, letter, log, cancellation);
        }

        await Keep(letter, cancellation);
        return MailOutcome.Delivered;
    }

    private async Task Keep(Letter letter, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await database.Begin(cancellation);
        await transaction.Execute(
            Insert, new
            {
                id = Guid.CreateVersion7().ToString(), letter.Recipient, letter.Subject, letter.Body, now, notice = letter.Id,
            });
        await transaction.Commit();
    }
}
