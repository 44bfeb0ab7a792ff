using Grpc.Health.V1;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Tests.Harness;
using Participatory.Voting;
using Participatory.Voting.V1;
using Client = Participatory.Voting.V1.VotingService.VotingServiceClient;

namespace Participatory.Benchmarks;

/// <summary>
/// How many durable ballots a second come through real gRPC with 256 callers, set against (a) calls that do nothing on the
/// same server and (b) rows made durable one by one, all in one run on one machine; and how many through the pages.
/// </summary>
internal static class IntakeSuite
{
    private const int Callers = 256;
    private const string PollId = "intake";

    /// <summary>One in so many ballots comes through the pages.</summary>
    private const int Pages = 20;

    public static IEnumerable<Figure> Run(bool quick) => Measured(quick ? 4_000 : 40_000).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<Figure>> Measured(int ballots)
    {
        var folder = Directory.CreateTempSubdirectory("participatory-intake-").FullName;
        using var key = SigningKey.LoadOrCreate(Driver.KeysIn(folder));
        await using var app = await Driver.Start(folder, builder => builder.AddVoting(), app => app.MapVoting());
        var address = app.Urls.Single();
        using var channel = Channels.To(address, Participatory.Voting.V1.VotingService.Descriptor, Health.Descriptor);
        var voting = new Client(channel.For(() => null, TimeSpan.FromMinutes(2)));
        Client As(Caller staff) => new(channel.For(
            () => Tokens.Issue(staff with { ProvedAt = DateTimeOffset.UtcNow }, key, DateTimeOffset.UtcNow), TimeSpan.FromMinutes(5)));
        var codes = await PreparedPoll.Open(
            app.Services.GetRequiredService<Bus>(),
            As(Tests.People.Grace), As(Tests.People.Femi), PollId,
            ballots + (ballots / Pages));
        var health = new Health.HealthClient(channel.For(() => null));

        await Driver.All(Callers, ballots / 4, async _ => await health.CheckAsync(new HealthCheckRequest()));
        var (empty, _) = await Driver.All(Callers, ballots, async _ => await health.CheckAsync(new HealthCheckRequest()));
        var single = Driver.Bare(folder, Math.Min(ballots / 10, 2_000));
        var requests = codes.Take(ballots).Select((code, at) => new CastBallotRequest
        {
            RequestId = Guid.NewGuid().ToString(), PollId = PollId, Code = code, Card = BallotCards.New(),
            ProjectIds = { at % 2 == 0 ? "a" : "b" },
        }).ToList();
        var (cast, waits) = await Driver.All(Callers, ballots, async at => await voting.CastBallotAsync(requests[at]));
        await using var web = new WebIntake(folder, new Uri(address));
        await web.Start(PollId, key);
        await Driver.All(Callers, ballots / Pages / 4, _ => web.Look(PollId));
        var (looks, _) = await Driver.All(Callers, ballots / Pages, _ => web.Look(PollId));
        var (votes, clicks) = await Driver.All(Callers, ballots / Pages, at => web.Vote(PollId, codes[ballots + at], "a"));
        await web.DisposeAsync();
        await app.StopAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        return
        [
            new("calls that do nothing", empty, "/s"),
            new("bare rows made durable one by one", single, "/s"),
            new("durable ballots", cast, "/s", "calls that do nothing", cast / empty),
            new("durable ballots, against bare rows", cast, "/s", "bare rows made durable one by one", cast / single),
            new("a ballot takes, half of them", waits[waits.Length / 2], "ms"),
            new("a ballot takes, 99 of 100", waits[waits.Length * 99 / 100], "ms"),
            new("first pages of the vote", looks, "/s"),
            new("ballots through the pages, four pages each", votes, "/s", "first pages of the vote", votes / looks),
            new("ballots through the pages, against bare rows", votes, "/s", "bare rows made durable one by one", votes / single),
            new("from the first page to the receipt, half of them", clicks[clicks.Length / 2], "ms"),
            new("from the first page to the receipt, 99 of 100", clicks[clicks.Length * 99 / 100], "ms"),
        ];
    }
}
