using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using Participatory.Words.Holdings;

namespace Participatory.Proposals.Voices.Listeners;

/// <summary>Removes what a listener wrote down and nobody said yes to, once its speaker has long gone.</summary>
internal sealed class RemoveUnconfirmed(Database database, Retention retention, TimeProvider clock)
{
    private static readonly Sql Delete = new("DELETE {some} FROM written_voice WHERE written_at < @before");

    public async Task Tick(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await Removals.Delete(
            database, Delete, new { before = now - retention.Of(Period.UnconfirmedVoices) }, RemovalKinds.UnconfirmedVoices, now,
            cancellation);
    }
}
