using Participatory.Platform.Storage;

namespace Participatory.People.Groups;

/// <summary>Says to the other services what they have not heard of groups that are older than their listening, each once.</summary>
internal sealed class SayOlderGroups(Database database, ILogger<SayOlderGroups> log)
{
    /// <summary>How many one look finds; then comes the next.</summary>
    private const int Batch = 100;

    private static readonly Sql SelectUnsaid = new("""
        SELECT group_id FROM community_group WHERE said = 0 AND group_id > @after ORDER BY group_id {limit @batch}
        """);

    private static readonly Sql CountUnsaid = new("SELECT COUNT(*) FROM community_group WHERE said = 0 AND group_id = @groupId");

    /// <summary>Each group in a transaction of its own: one that cannot be said holds up none.</summary>
    public async Task Tick(CancellationToken cancellation)
    {
        var after = "";
        IReadOnlyList<string> unsaid;
        do
        {
            await using (var session = await database.Read(cancellation))
            {
                unsaid = await session.Many<string>(SelectUnsaid, new { after, batch = Batch });
            }

            foreach (var groupId in unsaid)
            {
                after = groupId;
                await TrySay(groupId, cancellation);
            }
        }
        while (unsaid.Count == Batch);
    }

    private async Task TrySay(string groupId, CancellationToken cancellation)
    {
        try
        {
            await using var transaction = await database.Begin(cancellation);
            // Of two processes the second waits here, and then finds that it is said.
            await GroupRow.Lock(transaction, groupId);
            if (await transaction.One<long>(CountUnsaid, new { groupId }) > 0)
            {
                await GroupNews.Say(transaction, groupId);
                await transaction.Commit();
            }
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(failure, "What the other services have not heard of a group could not be said; it is tried again");
        }
    }
}
