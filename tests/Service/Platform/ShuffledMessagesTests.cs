using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Participatory.Accountability;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.People;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Grants;
using Participatory.Operations.V1;
using Participatory.Proposals;
using Participatory.Tests.Harness;
using Participatory.Voting;

namespace Participatory.Tests.Service.Platform;

/// <summary>
/// Messages come five times and in any order; what a service has in the end is what it has after each came once, in order.
/// </summary>
public sealed partial class ShuffledMessagesTests
{
    private const int Shuffles = 12;

    /// <summary>Kept for the running of the process, not for its work.</summary>
    private static readonly string[] NotState =
        ["inbox", "outbox", "schema_version", "sqlite_sequence", "heartbeat", "request", "ended_session"];

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Services => ["proposals", "voting", "grants", "accountability"];

    [Theory, MemberData(nameof(Services))]
    public async Task Five_copies_of_every_message_in_any_order_leave_the_same_state(string name)
    {
        var expected = await StateAfter(name, copies: 1, seed: null);
        Assert.NotEqual(await StateAfter(name, copies: 0, seed: null), expected);
        for (var seed = 1; seed <= Shuffles; seed++)
        {
            var state = await StateAfter(name, copies: 5, seed);
            Assert.True(expected == state, $"Seed {seed} left another state.\n{expected}\n---\n{state}");
        }
    }

    /// <summary>Two rounds from their opening to their last story, as the services tell of them.</summary>
    private static List<object> Messages() =>
    [
        .. from round in (string[])["spring", "autumn"]
           from message in (object[])
           [
               new RoundOpened(round, $"The {round} round", "GBP", [new RoundArea("E1", "Elm"), new RoundArea("E2", "Harbour")], 10, 5, 90),
               new ProposalMade(round, "1", "E1", "A bench", "resident-1", Noon),
               new ProposalMade(round, "4", "E1", "A bridge", "resident-4", Noon),
               new ProposalMade(round, "5", "E2", "A boat", "resident-5", Noon),
               new ProposalMade(round, "6", "E2", "A shed", "resident-6", Noon),
               new ProposalEdited(round, "6", 2, "A red shed", "resident-6", Noon.AddMinutes(5)),
               new ProposalEdited(round, "6", 3, "A green shed", "resident-6", Noon.AddMinutes(9)),
               new ProposalPassedOn(round, "6", 1, "resident-7", Noon.AddMinutes(9)),
               new ProposalPassedOn(round, "6", 2, "resident-8", Noon.AddMinutes(12)),
               new ProposalMade(round, "7", "E2", "A boat shed", "resident-8", Noon.AddMinutes(20)),
               new ProposalsJoined(round, "7", [new("4", 1), new("6", 1)], Noon.AddMinutes(20)),
               new ProposalsSplit(round, "7", [new("4", 2), new("6", 2)], Noon.AddMinutes(30)),
               new ProposalWithdrawn(round, "7", Noon.AddMinutes(30)),
               new GroupChanged($"{round}-group", "Friends", false, 1),
               new GroupChanged($"{round}-group", "Friends of Elm", true, 3),
               new GroupMembersChanged($"{round}-group", 1, ["resident-1"]),
               new GroupMembersChanged($"{round}-group", 3, ["resident-1", "resident-2"]),
               new GroupSignersChanged($"{round}-group", 1, ["resident-1"]),
               new GroupSignersChanged($"{round}-group", 3, ["resident-2"]),
               new ProposalWithdrawn(round, "5", Noon.AddHours(1)),
               new ProposalReviewed(round, "1", "A bench", "resident-1", true, 200_000, "GBP", "", "", "Grace Bell", Noon.AddHours(2)),
               new ProposalReviewed(round, "2", "A tree", "resident-2", false, null, "GBP", "Pipes run there.", "", "Olu Ade",
                   Noon.AddHours(2)),
               new ProposalReviewed(round, "2", "A tree", "resident-2", true, 400_000, "GBP", "", "Three steps to the left it can.",
                   "Olu Ade", Noon.AddHours(4)),
               new ProposalReviewed(round, "3", "A lamp", "resident-3", true, 90_000, "GBP", "", "", "Grace Bell", Noon.AddHours(2)),
               new ProposalReviewed(round, "4", "A bridge", "resident-4", true, 50_000, "GBP", "", "", "Grace Bell", Noon.AddHours(2)),
               new ProposalReviewed(round, "4", "A bridge", "resident-4", false, null, "GBP", "The river is too wide.", "", "Grace Bell",
                   Noon.AddHours(3)),
               new ProposerTold(round, "2", Noon.AddDays(22)),
               new ProposerTold(round, "4", Noon.AddDays(1)),
               new BudgetReleased($"{round}-release-1", round, "fund", "GBP", Noon,
                   [new ReleasedToArea("E1", 500_000), new ReleasedToArea("E2", 100_000)]),
               new BudgetReleased($"{round}-release-2", round, "fund", "GBP", Noon, [new ReleasedToArea("E1", 50_000)]),
               new BallotPaperPublished(round, $"The {round} round", "GBP", "approval", 1, 0, "greedy", "cost", "es", 0, Noon.AddDays(1),
                   Noon.AddDays(20), "",
               [
                   new BallotPaperContest(
                       "E1", "Elm", 550_000, [new BallotPaperProject("1", "A bench", 200_000, "resident-1"),
                       new BallotPaperProject("2", "A tree", 400_000, "resident-2")]),
                   new BallotPaperContest("E2", "Harbour", 100_000, [new BallotPaperProject("3", "A lamp", 90_000, "resident-3")]),
               ]),
               new ResultDeclared(round, round, "GBP", Noon.AddDays(21), "ab12",
               [
                   new ContestDeclared("E1", 550_000, 40,
                   [
                       new ProjectDeclared("1", "A bench", 200_000, 30, true),
                       new ProjectDeclared(
                           "2", "A tree", 400_000, 20, false, new(LossReasons.NotEnoughLeft, "GBP", 20, 400_000, 350_000, MoreVotes: 11)),
                   ]),
                   new ContestDeclared("E2", 100_000, 7, [new ProjectDeclared("3", "A lamp", 90_000, 7, true)]),
               ]),
               new WinnersKnown(round, Noon.AddDays(21),
                   [new WinnerChanged("2", "E1", "A tree", true, ""), new WinnerChanged("1", "E1", "A bench", false, "young people")]),
               new AwardAccepted($"{round}-award", round, "1", "E1", "A bench", "resident-1", 200_000, "GBP", "1", Noon.AddDays(22)),
               new PaymentConfirmed($"{round}-payment", $"{round}-award", round, "1", "E1", "A bench", "resident-1", 200_000, "GBP",
                   Noon.AddDays(25)),
               new StoryShared($"{round}-report", $"{round}-award", round, "1", "E1", true, Noon.AddDays(118)),
               new ReportAccepted(
                   $"{round}-report", $"{round}-award", round, "1", "A bench", "resident-1", "Grace Bell", Noon.AddDays(120)),
           ]
           select message,
    ];

    private static async Task<string> StateAfter(string name, int copies, int? seed)
    {
        await using var service = await Start(name);
        var deliveries = Messages()
            .Select((message, at) => (message, id: $"00000000-0000-7000-8000-{at:000000000000}"))
            .SelectMany(one => Enumerable.Repeat(one, copies))
            .ToArray();
        if (seed is { } given)
        {
            new Random(given).Shuffle(deliveries);
        }

        foreach (var (message, id) in deliveries)
        {
            await Deliver(service, message, id);
        }

        return await State(service);
    }

    private static Task Deliver(RunningService service, object message, string id) => message switch
    {
        RoundOpened one => service.Deliver(one, id),
        ProposalMade one => service.Deliver(one, id),
        ProposalEdited one => service.Deliver(one, id),
        ProposalPassedOn one => service.Deliver(one, id),
        ProposalWithdrawn one => service.Deliver(one, id),
        ProposalsJoined one => service.Deliver(one, id),
        ProposalsSplit one => service.Deliver(one, id),
        ProposalReviewed one => service.Deliver(one, id),
        ProposerTold one => service.Deliver(one, id),
        GroupChanged one => service.Deliver(one, id),
        GroupMembersChanged one => service.Deliver(one, id),
        GroupSignersChanged one => service.Deliver(one, id),
        StoryShared one => service.Deliver(one, id),
        BudgetReleased one => service.Deliver(one, id),
        BallotPaperPublished one => service.Deliver(one, id),
        ResultDeclared one => service.Deliver(one, id),
        WinnersKnown one => service.Deliver(one, id),
        AwardAccepted one => service.Deliver(one, id),
        PaymentConfirmed one => service.Deliver(one, id),
        ReportAccepted one => service.Deliver(one, id),
        _ => throw new ArgumentException($"Nobody sends {message}.", nameof(message)),
    };

    private static Task<RunningService> Start(string name) => name switch
    {
        "proposals" => RunningService.Start(
            "sqlite", builder => builder.AddProposals(), app => app.MapProposals(), OperationsService.Descriptor),
        "voting" => RunningService.Start("sqlite", builder => builder.AddVoting(), app => app.MapVoting(), OperationsService.Descriptor),
        "grants" => RunningService.Start("sqlite", builder => builder.AddGrants(), app => app.MapGrants(), OperationsService.Descriptor),
        _ => RunningService.Start(
            "sqlite", builder => builder.AddAccountability(), app => app.MapAccountability(), OperationsService.Descriptor),
    };

    /// <summary>A digest of every table and of what was said; ids that a service makes for itself are as good as any other.</summary>
    private static async Task<string> State(RunningService service)
    {
        await using var connection = new SqliteConnection($"Data Source={service.Database.File}");
        await connection.OpenAsync();
        var state = new StringBuilder();
        foreach (var table in await Column(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
        {
            if (!NotState.Contains(table))
            {
                Add(table, await Rows(connection, $"SELECT * FROM \"{table}\""));
            }
        }

        // What waits is counted by the clock, at whatever moment that is.
        Add("said", await Rows(connection, "SELECT type, body FROM outbox WHERE type NOT LIKE '%WorkCounted'"));
        return state.ToString();

        void Add(string what, IEnumerable<string> rows)
        {
            var sorted = rows.Select(row => OwnId().Replace(row, "id")).Order(StringComparer.Ordinal).ToList();
            state.Append(what).Append(": ").Append(sorted.Count).Append(' ')
                .AppendLine(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', sorted))))[..16]);
        }
    }

    private static async Task<List<string>> Column(SqliteConnection connection, string sql) => [.. await Rows(connection, sql)];

    private static async Task<IReadOnlyList<string>> Rows(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of our own tables.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount)
                .Select(at => reader.GetValue(at) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(at)}")));
        }

        return rows;
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, 1000)]
    private static partial Regex OwnId();
}
