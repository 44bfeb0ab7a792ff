using Participatory.Contracts;
using Participatory.Contracts.Voting;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.Voting.Work;

/// <summary>Counts what votes wait for an officer to do, and tells People when it has changed.</summary>
internal sealed class CountWork(Database database, TimeProvider clock)
{
    // The id of a poll is the id of its round.
    private static readonly Sql Select = new("""
        SELECT poll_id, title, state FROM poll
        WHERE imported_from = '' AND (state = 'CLOSED' OR (state = 'SCHEDULED' AND NOT EXISTS (
            SELECT 1 FROM contest WHERE contest.poll_id = poll.poll_id AND contest.voters > 0)))
        ORDER BY poll_id
        """);

    private readonly SaidLast<WorkLine> said = new();

    public async Task Tick(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        IReadOnlyList<WorkLine> lines;
        await using (var session = await database.Read(cancellation))
        {
            lines = [.. (await session.Many<WaitingRow>(Select)).Select(row => row.ToLine())];
        }

        if (!said.IsNews(lines, now))
        {
            return;
        }

        await using var transaction = await database.Begin(cancellation);
        await transaction.Publish(new WorkCounted(lines, now));
        await transaction.Commit();
        said.Keep(lines, now);
    }

    private sealed record WaitingRow
    {
        public string PollId { get; init; } = "";
        public string Title { get; init; } = "";
        public string State { get; init; } = "";

        public WorkLine ToLine() =>
            new(State == "CLOSED" ? WorkKinds.ResultToDeclare : WorkKinds.VotersToUpload, PollId, Title, Count: 1);
    }
}
