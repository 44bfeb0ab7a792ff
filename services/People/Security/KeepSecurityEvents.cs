using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Security;

/// <summary>
/// Keeps what this service wrote into the security log, so that the staff's page can show it. The log is what counts: what a process has
/// not kept when it dies is missing here, and not there.
/// </summary>
internal sealed class KeepSecurityEvents(Database database, SecurityLog security, TimeProvider clock)
{
    /// <summary>Long enough to look back over a round's vote; who came in when is nobody's business for longer.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    private static readonly Sql Insert = new("""
        INSERT INTO security_event (event_id, happened_at, kind, subject, about, times)
        VALUES (@id, @At, @What, @Who, @About, @Count)
        """);

    private static readonly Sql DeleteOld = new("DELETE {some} FROM security_event WHERE happened_at < @before");

    public async Task Tick(CancellationToken cancellation)
    {
        var notes = security.Take();
        if (notes.Count == 0)
        {
            return;
        }

        await using var transaction = await database.Begin(cancellation);
        await transaction.Execute(DeleteOld, new { before = clock.GetUtcNow() - KeptFor });
        foreach (var note in notes)
        {
            await transaction.Execute(
                Insert, new { id = Guid.CreateVersion7().ToString(), note.At, note.What, note.Who, note.About, note.Count });
        }

        await transaction.Commit();
    }
}
