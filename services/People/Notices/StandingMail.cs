using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Notices;

/// <summary>
/// Whether e-mail stands still: something was tried in vain, and nothing has got through since. One busy mailbox among others that take
/// theirs is no more than that.
/// </summary>
internal sealed class StandingMail(Database database, TimeProvider clock)
{
    private static readonly Sql SelectWaiting = new("""
        SELECT COUNT(*) AS waiting, MIN(created_at) AS since FROM notice WHERE due_at IS NOT NULL AND tries > 0
        """);

    private static readonly Sql SelectLastSent = new("SELECT MAX(sent_at) FROM notice WHERE sent_at IS NOT NULL");

    public async Task<WaitingMail> Look(CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        var waiting = (await session.One<WaitingRow>(SelectWaiting))!;
        if (waiting.Since is not { } since)
        {
            return WaitingMail.None;
        }

        var gotThrough = await session.One<DateTimeOffset?>(SelectLastSent) >= since;
        return new WaitingMail(waiting.Waiting, gotThrough ? TimeSpan.Zero : clock.GetUtcNow() - since);
    }

    private sealed record WaitingRow
    {
        public long Waiting { get; init; }
        public DateTimeOffset? Since { get; init; }
    }
}
