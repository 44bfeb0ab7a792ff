using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.Security;

/// <summary>
/// Keeps what this service wrote into the security log, so that the staff's page can show it. The log is what counts: what a process has
/// not kept when it dies is missing here, and not there. What is old <see cref="ForgetWhatIsOver"/> removes.
/// </summary>
internal sealed class KeepSecurityEvents(Database database, SecurityLog security)
{
    private static readonly Sql Insert = new("""
        INSERT INTO security_event (event_id, happened_at, kind, subject, about, times)
        VALUES (@id, @At, @What, @Who, @About, @Count)
        """);

    public async Task Tick(CancellationToken cancellation)
    {
        var notes = security.Take();
        if (notes.Count == 0)
        {
            return;
        }

        await using var transaction = await database.Begin(cancellation);
        foreach (var note in notes)
        {
            await transaction.Execute(
                Insert, new { id = Guid.CreateVersion7().ToString(), note.At, note.What, note.Who, note.About, note.Count });
        }

        await transaction.Commit();
    }
}
