using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Tests.Harness;
using Participatory.Voting;
using Participatory.Voting.Ballots;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;
using Client = Participatory.Voting.V1.VotingService.VotingServiceClient;

namespace Participatory.Benchmarks;

/// <summary>
/// At what rate right ballots go in through real gRPC while 10,000 wrong codes a second come from 100 sources, set against the rate without
/// them. Turns with and without take place one after the other, so that what else the machine does falls on both. The wrong ones are given
/// to the operation behind gRPC: a machine whose gRPC answers fewer calls than that would else measure gRPC.
/// </summary>
internal static class WrongCodesSuite
{
    private const int Sources = 100;
    private const int WrongPerSecond = 10_000;
    private const int Turns = 6;
    private const string PollId = "wrong-codes";

    public static IEnumerable<Figure> Run(bool quick) => Measured(quick ? 12_000 : 48_000).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<Figure>> Measured(int ballots)
    {
        var folder = Directory.CreateTempSubdirectory("participatory-wrong-codes-").FullName;
        using var key = SigningKey.LoadOrCreate(Driver.KeysIn(folder));
        await using var app = await Driver.Start(folder, builder => builder.AddVoting(), app => app.MapVoting());
        using var channel = Channels.To(app.Urls.Single(), Participatory.Voting.V1.VotingService.Descriptor);
        var voting = new Client(channel.For(() => null, TimeSpan.FromMinutes(2)));
        Client As(Caller staff) => new(channel.For(
            () => Tokens.Issue(staff with { ProvedAt = DateTimeOffset.UtcNow }, key, DateTimeOffset.UtcNow), TimeSpan.FromMinutes(5)));
        var codes = await PreparedPoll.Open(
            app.Services.GetRequiredService<Bus>(),
            As(Tests.People.Grace), As(Tests.People.Femi), PollId,
            ballots);
        var operation = app.Services.GetRequiredService<CastBallot>();
        // Somebody who only now begins is not slowed yet.
        await Attack(operation, TimeSpan.FromSeconds(1), CancellationToken.None);

        var (calm, attacked, wrong) = (new List<double>(), new List<double>(), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            var some = codes.Skip(ballots / Turns * turn).Take(ballots / Turns).ToList();
            using var over = new CancellationTokenSource();
            var attack = turn % 2 == 1 ? Attack(operation, Timeout.InfiniteTimeSpan, over.Token) : Task.FromResult(0.0);
            var (rate, _) = await Driver.All(256, some.Count, async at => await voting.CastBallotAsync(new CastBallotRequest
            {
                RequestId = Guid.NewGuid().ToString(), PollId = PollId, Code = some[at], Card = BallotCards.New(), ProjectIds = { "a" },
            }));
            await over.CancelAsync();
            wrong.Add(await attack);
            (turn % 2 == 1 ? attacked : calm).Add(rate);
        }

        await app.StopAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        return
        [
            new("right ballots, without wrong codes", calm.Average(), "/s"),
            new("wrong codes meanwhile", wrong.Where(rate => rate > 0).Average(), "/s"),
            new("right ballots, with wrong codes", attacked.Average(), "/s", "right ballots, without wrong codes",
                attacked.Average() / calm.Average()),
        ];
    }

    // Sends so many a second, whether the ones before have been answered or not; returns how many a second were answered.
    private static async Task<double> Attack(CastBallot operation, TimeSpan time, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        over.CancelAfter(time);
        var (clock, sent, answered) = (Stopwatch.StartNew(), 0L, 0L);
        while (!over.IsCancellationRequested)
        {
            for (var due = (long)(clock.Elapsed.TotalSeconds * WrongPerSecond); sent < due; sent++)
            {
                _ = One(sent % Sources);
            }

            await Task.Delay(5, CancellationToken.None);
        }

        return Interlocked.Read(ref answered) / clock.Elapsed.TotalSeconds;

        async Task One(long source)
        {
            try
            {
                await operation.Handle(
                    new CastBallotRequest
                    {
                        RequestId = Guid.NewGuid().ToString(), PollId = PollId, ProjectIds = { "a" }, Card = BallotCards.New(),
                        Code = VoterCode.FromBits(RandomNumberGenerator.GetBytes(10)).ForLetter(),
                    },
                    new Call(source));
            }
            catch (Refusal refused) when (refused.Reason == VotingReasons.CodeUnknown)
            {
                Interlocked.Increment(ref answered);
            }
        }
    }

    /// <summary>A call as the gateway passes it on.</summary>
    private sealed class Call(long source) : ServerCallContext
    {
        protected override string MethodCore => "CastBallot";

        protected override string HostCore => "";

        protected override string PeerCore => "";

        protected override DateTime DeadlineCore => DateTime.MaxValue;

        protected override Metadata RequestHeadersCore { get; } =
            [new(Source.Header, source.ToString(CultureInfo.InvariantCulture))];

        protected override CancellationToken CancellationTokenCore => CancellationToken.None;

        protected override Metadata ResponseTrailersCore { get; } = [];

        protected override Status StatusCore { get; set; }

        protected override WriteOptions? WriteOptionsCore { get; set; }

        protected override AuthContext AuthContextCore => new("", []);

        protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
            throw new NotSupportedException();

        protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
    }
}
