using System.Text.Json;
using Participatory.Contracts;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;

namespace Participatory.People.Notices;

/// <summary>Keeps what waits for the council's people as each service counted it last.</summary>
internal static class KeepWork
{
    private static readonly Sql Update = new("""
        UPDATE work SET counted_at = @countedAt, lines = @lines WHERE counted_by = @countedBy AND counted_at < @countedAt
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO work (counted_by, counted_at, lines)
        SELECT @countedBy, @countedAt, @lines
        WHERE NOT EXISTS (SELECT 1 FROM work {lock} WHERE counted_by = @countedBy)
        """);

    /// <summary>Starts to listen.</summary>
    public static void Listen(Bus bus, Database database)
    {
        bus.On<Contracts.Proposals.WorkCounted>("people.keep-work-of-proposals", database,
            (counted, transaction) => Keep(transaction, "PROPOSALS", counted.Lines, counted.CountedAt));
        bus.On<Contracts.Voting.WorkCounted>("people.keep-work-of-voting", database,
            (counted, transaction) => Keep(transaction, "VOTING", counted.Lines, counted.CountedAt));
        bus.On<Contracts.Grants.WorkCounted>("people.keep-work-of-grants", database,
            (counted, transaction) => Keep(transaction, "GRANTS", counted.Lines, counted.CountedAt));
        bus.On<Contracts.Accountability.WorkCounted>("people.keep-work-of-accountability", database,
            (counted, transaction) => Keep(transaction, "ACCOUNTABILITY", counted.Lines, counted.CountedAt));
    }

    /// <summary>An older count that comes later changes nothing.</summary>
    private static async Task Keep(Transaction transaction, string countedBy, IReadOnlyList<WorkLine> lines, DateTimeOffset countedAt)
    {
        var row = new { countedBy, countedAt, lines = JsonSerializer.Serialize(lines, MessageTypes.Json) };
        if (await transaction.Execute(Insert, row) == 0)
        {
            await transaction.Execute(Update, row);
        }
    }
}
