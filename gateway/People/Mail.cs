using Participatory.Gateway.Settings;
using Participatory.Platform.Storage;

namespace Participatory.Gateway.People;

/// <summary>Sends e-mail through the council's server, or leaves it in the local outbox where there is none.</summary>
public sealed class Mail(GatewaySettings settings, Database database, TimeProvider clock, ILogger<Mail> log)
{
    /// <summary>The outbox forgets what is beyond this.</summary>
    public const int Kept = 100;

    private static readonly Sql Insert = new("""
        INSERT INTO mail (mail_id, recipient, subject, body, created_at) VALUES (@id, @recipient, @subject, @body, @now)
        """);

    private static readonly Sql DeleteOld = new("DELETE FROM mail WHERE created_at < @before");

    private static readonly Sql SelectNewest = new("""
        SELECT recipient, subject, body, created_at FROM mail ORDER BY created_at DESC, mail_id DESC {limit @count}
        """);

    /// <returns>Whether it is on its way; no failure of the server or of the address is thrown.</returns>
    public async Task<MailOutcome> Send(string recipient, string subject, string body, CancellationToken cancellation)
    {
        if (settings.Mail is { } server)
        {
            return await Smtp.Send(server, recipient, subject, body, log, cancellation);
        }

        await Keep(recipient, subject, body, cancellation);
        return MailOutcome.Delivered;
    }

    /// <summary>What is in the local outbox, newest first.</summary>
    public async Task<IReadOnlyList<SentMail>> Newest(CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        return await session.Many<SentMail>(SelectNewest, new { count = Kept });
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

/// <summary>One e-mail of the local outbox.</summary>
public sealed record SentMail
{
    public string Recipient { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Body { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
}
