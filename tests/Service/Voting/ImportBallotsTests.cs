using Participatory.Voting;
using Participatory.Voting.Polls;
using Microsoft.Extensions.DependencyInjection;
using Grpc.Core;
using Participatory.Contracts.Proposals;
using Participatory.Counting.Pabulib;
using Participatory.Counting.Rules;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting;

public sealed class ImportBallotsTests
{
    private static readonly Sql CountVoters = new("SELECT COUNT(*) FROM imported_voter");

    [Theory, EveryDatabase]
    public async Task Ballots_of_a_published_election_come_in_once_with_empty_ones(string engine)
    {
        await using var polling = await Imported(engine);
        var requestId = Polling.NewId();

        var first = await polling.ImportBallots(Ballots(2_500), requestId);
        var again = await polling.ImportBallots(Ballots(2_500), requestId, inMessage: 333);

        Assert.Equal(2_500, first.BallotsAdded);
        Assert.Equal(first, again);
        Assert.Equal(2_500, (await polling.Get()).Contests[0].Ballots);
        await Polling.Refused(StatusCode.InvalidArgument, "REQUEST_ID_REUSED", () => polling.ImportBallots(Ballots(10), requestId));
    }

    [Theory, EveryDatabase]
    public async Task Voters_are_unique_in_the_poll_and_forgotten_when_it_closes(string engine)
    {
        await using var polling = await Imported(engine);
        await polling.ImportBallots(Ballots(5));

        var twice = await Polling.Faults(() => polling.ImportBallots([Ballot("x", "bench"), Ballot("3", "bench"), Ballot("x", "bench")]));
        Assert.Equal(2, twice.Count);
        Assert.StartsWith("Ballot 2:", twice[0].Sentence, StringComparison.Ordinal);
        Assert.StartsWith("Ballot 3:", twice[1].Sentence, StringComparison.Ordinal);
        Assert.Equal(5, (await polling.Get()).Contests[0].Ballots);
        Assert.Equal(5, await Voters(polling));

        await polling.Close();
        await polling.Service.Services.GetRequiredService<ForgetVoters>().Tick(TestContext.Current.CancellationToken);
        Assert.Equal(0, await Voters(polling));
        Assert.Equal(5, Assert.Single(await polling.Service.Published<Contracts.Voting.PollClosed>()).Ballots);
    }

    [Theory, InlineData("INSERT INTO imported_voter"), InlineData("UPDATE contest SET ballots"), InlineData("INSERT INTO request")]
    public async Task Ballots_that_met_a_busy_database_are_brought_in_again_from_where_they_were_put_aside(string at)
    {
        var misfortune = new Misfortune { BusyAt = at };
        await using var polling = await Polling.WithPoll(
            "sqlite", Published, builder => builder.Suffer(misfortune));
        await polling.Open();
        Assert.Equal(2_500, (await polling.ImportBallots(Ballots(2_500))).BallotsAdded);
        Assert.Contains(at, misfortune.Struck, StringComparison.Ordinal);
        Assert.Equal(2_500, (await polling.Get()).Contests[0].Ballots);
    }

    [Fact]
    public async Task What_is_put_aside_lies_in_a_file_that_nobody_else_can_open()
    {
        await using var spool = Spool.Create();
        await spool.WriteAsync("voter,bench"u8.ToArray(), TestContext.Current.CancellationToken);
        await spool.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal(11, spool.Length);
        Assert.False(File.Exists(spool.Name));
    }

    [Theory, EveryDatabase]
    public async Task A_stream_that_breaks_leaves_nothing_and_is_sent_again(string engine)
    {
        await using var polling = await Imported(engine);
        var requestId = Polling.NewId();
        using (var call = polling.Grace.ImportBallots(deadline: Polling.Soon()))
        {
            var message = new ImportBallotsRequest { RequestId = requestId, PollId = Polling.PollId, AreaCode = Polling.Elm };
            message.Ballots.AddRange(Ballots(1_000));
            await call.RequestStream.WriteAsync(message, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, (await polling.Get()).Contests[0].Ballots);
        Assert.Equal(0, await Voters(polling));
        Assert.Equal(2_500, (await polling.ImportBallots(Ballots(2_500), requestId)).BallotsAdded);
        Assert.Equal(2_500, (await polling.Get()).Contests[0].Ballots);
    }

    [Theory, EveryDatabase]
    public async Task Faulty_ballots_are_named_and_nothing_comes_in(string engine)
    {
        await using var polling = await Imported(engine);

        var faults = await Polling.Faults(
            () => polling.ImportBallots(
            [Ballot("a", "bench"), Ballot("", "bench"), Ballot("b", "bench", "oven"), Ballot(new string('v', 201))]));

        Assert.Equal(3, faults.Count);
        Assert.StartsWith("Ballot 2:", faults[0].Sentence, StringComparison.Ordinal);
        Assert.Contains("choice 1 ", faults[1].Sentence, StringComparison.Ordinal);
        Assert.StartsWith("Ballot 4:", faults[2].Sentence, StringComparison.Ordinal);
        Assert.Equal(0, (await polling.Get()).Contests[0].Ballots);
        Assert.Equal("ballots", Assert.Single(await Polling.Faults(() => polling.ImportBallots(Ballots(1_001), inMessage: 1_001))).Name);
        await Polling.Refused(StatusCode.NotFound, "AREA_NOT_IN_VOTE", () => polling.ImportBallots(Ballots(1), area: "E09999999"));
    }

    [Theory, EveryDatabase]
    public async Task Ballots_come_in_while_a_published_election_is_open_and_never_into_another_poll(string engine)
    {
        await using (var polling = await Polling.WithPoll(engine, Published))
        {
            await Polling.Refused(StatusCode.FailedPrecondition, "POLL_NOT_OPEN", () => polling.ImportBallots(Ballots(1)));
            await polling.Open();
            polling.Service.Clock.Advance(TimeSpan.FromDays(8));
            await Polling.Refused(StatusCode.FailedPrecondition, "POLL_IS_OVER", () => polling.ImportBallots(Ballots(1)));
        }

        var (own, _) = await Polling.WithVoters(engine, 1);
        await using (own)
        {
            await Polling.Refused(StatusCode.FailedPrecondition, "POLL_IS_NOT_IMPORTED", () => own.ImportBallots(Ballots(1)));
        }
    }

    [Theory]
    [InlineData("Poland_Gdynia_2025_Orlowo__small.pb")]
    [InlineData("Netherlands_Amsterdam_252.pb")]
    [InlineData("Poland_Warszawa_2026_Bemowo.pb")]
    public async Task A_real_election_comes_in_is_counted_and_goes_out_the_same(string name)
    {
        var path = Path.Combine(Folder(), name);
        if (!File.Exists(path))
        {
            Assert.Skip($"The file {name} of Pabulib is not here.");
        }

        await using var polling = await Polling.Start("sqlite");
        await using var stream = File.OpenRead(path);
        var reader = PbReader.Open(stream, new PbOptions { Scale = 2 });
        await polling.Service.Deliver(PaperOf(polling, reader.Header, name));
        await polling.Open();
        var election = PbReader.Open(new MemoryStream(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)),
            new PbOptions { Scale = 2 }).ReadElection();
        var voterColumn = reader.Header.VoteColumns.IndexOf("voter_id");
        var answer = await polling.ImportBallots(reader.ReadVotes().Select(vote =>
            Ballot(vote.Fields[voterColumn], [.. vote.Choices.Select(choice => reader.Header.Projects[choice].Project.Id)])));
        await polling.Close();
        var result = await polling.Declare();
        var file = await polling.Export();

        var before = Tally.Count(election, new Rule.Greedy(Threshold: 1), TieOrder.EqualShares, TestContext.Current.CancellationToken);
        var exported = PbReader.Open(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file)), new PbOptions { Strict = true, Scale = 2 })
            .ReadElection();
        var after = Tally.Count(exported, new Rule.Greedy(Threshold: 1), TieOrder.EqualShares, TestContext.Current.CancellationToken);
        var winners = result.Contests[0].Projects.Where(project => project.Won).Select(project => project.ProjectId).ToList();
        Assert.Equal(election.BallotCount, answer.BallotsAdded);
        Assert.Equal(before.Winners.Select(winner => winner.Id), winners);
        Assert.Equal(winners, after.Winners.Select(winner => winner.Id));
        Assert.Equal(Counting.Elections.ElectionHash.Of(election), Counting.Elections.ElectionHash.Of(exported));
    }

    private static BallotPaperPublished Published(BallotPaperPublished paper) => paper with { ImportedFrom = "A published election" };

    private static BallotPaperPublished PaperOf(Polling polling, PbHeader header, string name) => polling.Paper() with
    {
        Title = name,
        Currency = header["currency"] ?? "PLN",
        MaxLength = 0,
        ImportedFrom = name,
        Contests =
        [
            new BallotPaperContest(Polling.Elm, name, header.Budget, [.. header.Projects.Select(project =>
                new BallotPaperProject(project.Project.Id, project.Project.Name, project.Project.Cost, ""))]),
        ],
    };

    private static async Task<Polling> Imported(string engine)
    {
        var polling = await Polling.WithPoll(engine, Published);
        await polling.Open();
        return polling;
    }

    private static IEnumerable<ImportedBallot> Ballots(int count) => Enumerable.Range(1, count).Select(number => (number % 4) switch
    {
        0 => Ballot($"{number}"),
        1 => Ballot($"{number}", "bench", "choir"),
        2 => Ballot($"{number}", "hall", "hall", "swings", "bench", "choir"),
        _ => Ballot($"{number}", "swings"),
    });

    private static ImportedBallot Ballot(string voterId, params string[] projectIds)
    {
        var ballot = new ImportedBallot { VoterId = voterId };
        ballot.ProjectIds.AddRange(projectIds);
        return ballot;
    }

    private static async Task<long> Voters(Polling polling)
    {
        await using var session = await polling.Service.Database.Read(TestContext.Current.CancellationToken);
        return await session.One<long>(CountVoters);
    }

    private static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Participatory.sln")))
        {
            root = root.Parent;
        }

        return Path.Combine(root?.FullName ?? AppContext.BaseDirectory, "..", "shared", "pabulib");
    }
}
