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
        SELECT 'result_to_declare' AS kind, poll_id, title, '' AS area_code, '' AS not_for, 1 AS many
        FROM poll WHERE imported_from = '' AND state = 'CLOSED'
        UNION ALL
        SELECT 'voters_to_upload', poll_id, title, '', '', 1
        FROM poll WHERE imported_from = '' AND state = 'SCHEDULED' AND NOT EXISTS (
            SELECT 1 FROM contest WHERE contest.poll_id = poll.poll_id AND contest.voters > 0)
        UNION ALL
        SELECT 'codes_to_approve', poll.poll_id, poll.title, '', letter_export.asked_by, COUNT(*)
        FROM letter_export JOIN poll ON poll.poll_id = letter_export.poll_id
        WHERE letter_export.state = 'ASKED' AND poll.state IN ('SCHEDULED', 'OPEN')
        GROUP BY poll.poll_id, poll.title, letter_export.asked_by
        UNION ALL
        SELECT 'extension_to_approve', poll.poll_id, poll.title, '', asked.asked_by, 1
        FROM extension asked JOIN poll ON poll.poll_id = asked.poll_id
        WHERE asked.state = 'ASKED' AND poll.state = 'OPEN' AND asked.number = (
            SELECT MAX(number) FROM extension WHERE extension.poll_id = poll.poll_id)
        UNION ALL
        SELECT 'paper_to_enter', poll.poll_id, poll.title, paper_batch.area_code, '', COUNT(*)
        FROM paper_batch JOIN poll ON poll.poll_id = paper_batch.poll_id
        WHERE paper_batch.state = 'BEING_KEYED' AND poll.state = 'OPEN'
        GROUP BY poll.poll_id, poll.title, paper_batch.area_code
        ORDER BY kind, poll_id, area_code, not_for
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

        await said.Say(database, lines, now, new WorkCounted(lines, now), cancellation);
    }

    private sealed record WaitingRow
    {
        public string Kind { get; init; } = "";
        public string PollId { get; init; } = "";
        public string Title { get; init; } = "";
        public string AreaCode { get; init; } = "";
        public string NotFor { get; init; } = "";
        public int Many { get; init; }

        public WorkLine ToLine() => new(Kind, PollId, Title, Many, AreaCode, NotForSubject: NotFor);
    }
}
