using Participatory.Platform.Storage;

namespace Participatory.People.Notices;

/// <summary>Sends e-mail through the council's server, or leaves it in the local outbox where there is none.</summary>
internal sealed class Mail(PeopleSettings settings, Database database, TimeProvider clock, ILogger<Mail> log)
{
    /// <summary>The outbox shows no more than this.</summary>
    public const int Kept = 100;

    private static readonly Sql Insert = new("""
        INSERT INTO mail (mail_id, recipient, subject, body, created_at) VALUES (@id, @recipient, @subject, @body, @now)
        """);

    private static readonly Sql DeleteOld = new("DELETE FROM mail WHERE created_at < @before");

    /// <param name="id">What its Message-Id is made of: with the same one again, whoever has the first can tell.</param>
    /// <returns>Whether it is on its way; no failure of the server or of the address is thrown.</returns>
    public async Task<MailOutcome> Send(
        string recipient, string subject, string body, string id, CancellationToken cancellation)
    {
        if (settings.Mail is { } server)
        {
            return await Smtp.Send(server, recipient, subject, body, id, log, cancellation);
        }

        await Keep(recipient, subject, body, cancellation);
        return MailOutcome.Delivered;
    }

    private async Task Keep(string recipient, string subject, string body, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await database.Begin(cancellation);
        await transaction.Execute(DeleteOld, new { before = now.AddDays(-7) });
        await transaction.Execute(Insert, new { id = Guid.CreateVersion7().ToString(), recipient, subject, body, now });
        await transaction.Commit();
    }
}
