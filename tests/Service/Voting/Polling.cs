using Google.Protobuf;
using Grpc.Core;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Voting;
using Participatory.Voting.Log;
using Participatory.Voting.V1;
using Client = Participatory.Voting.V1.VotingService.VotingServiceClient;

namespace Participatory.Tests.Service.Voting;

/// <summary>A running Voting service with a poll to play with: "spring", two areas, opening in a day and closing in eight.</summary>
internal sealed class Polling : IAsyncDisposable
{
    public const string Elm = "E05000001";
    public const string Oak = "E05000002";
    public const string PollId = "spring";

    private Polling(RunningService service) => Service = service;

    public RunningService Service { get; }

    /// <summary>Whether ballots of this poll give points.</summary>
    public bool Points { get; private set; }

    public LogKey LogKey => Service.Services.GetRequiredService<LogKey>();

    public Client Public => new(Service.As(People.Nobody));

    public Client Grace => new(Service.As(People.Grace));

    /// <summary>Agrees to what Grace asks for.</summary>
    public Client Femi => new(Service.As(People.Femi));

    public static async Task<Polling> Start(string engine, Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? more = null) =>
        new(await RunningService.Start(
        engine,
        builder =>
        {
            builder.AddVoting();
            more?.Invoke(builder);
        },
        app => app.MapVoting(), Participatory.Voting.V1.VotingService.Descriptor));

    /// <summary>Starts with the poll of <see cref="Paper"/>, changed as the test likes.</summary>
    public static async Task<Polling> WithPoll(
        string engine, Func<BallotPaperPublished, BallotPaperPublished>? change = null,
            Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? more = null)
    {
        var polling = await Start(engine, more);
        var paper = polling.Paper();
        paper = change is null ? paper : change(paper);
        polling.Points = paper.VoteType == "points";
        await polling.Service.Deliver(paper);
        return polling;
    }

    /// <summary>Starts with an open poll and <paramref name="voters"/> voters in Elm Park, whose codes are returned in order.</summary>
    public static async Task<(Polling Polling, IReadOnlyList<string> Codes)> WithVoters(
        string engine, int voters, Func<BallotPaperPublished, BallotPaperPublished>? change = null,
        Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? more = null)
    {
        var polling = await WithPoll(engine, change, more);
        await polling.ImportRoll(Csv(Enumerable.Range(1, voters).Select(number => $"V{number:D4},{Elm}")));
        var codes = (await polling.Letters()).Select(letter => letter.Code).ToList();
        await polling.Open();
        return (polling, codes);
    }

    /// <summary>Nothing moves by the clock but what the test moves itself.</summary>
    public static void WithoutClock(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder)
    {
        foreach (var job in builder.Services.Where(service =>
            service.ImplementationFactory?.Method.ReturnType == typeof(Participatory.Platform.PeriodicJob)).ToList())
        {
            builder.Services.Remove(job);
        }
    }

    public BallotPaperPublished Paper() => new(
        PollId,
        "Spring round",
        "GBP",
        VoteType: "approval",
        MinLength: 1,
        MaxLength: 3,
        Rule: "greedy",
        Utility: "cost",
        Ties: "es",
        MinVotes: 0,
        OpensAt: Service.Clock.Now.AddDays(1),
        ClosesAt: Service.Clock.Now.AddDays(8),
        ImportedFrom: "",
        [
            new BallotPaperContest(Elm, "Elm Park", 500_000,
            [
                new("bench", "A bench by the pond", 120_000, "subject-amina"),
                new("swings", "New swings", 300_000, "subject-tom"),
                new("choir", "A street choir", 250_000, "subject-amina"),
                new("hall", "A hall", 900_000, "subject-tom"),
            ]),
            new BallotPaperContest(Oak, "Oak Hill", 200_000, [new("oven", "A bread oven", 150_000, "subject-amina")]),
        ]);

    public static string Csv(IEnumerable<string> lines) => "voter_id,area_code\n" + string.Join('\n', lines) + "\n";

    public static string NewId() => Guid.NewGuid().ToString();

    public Task<ImportRollResponse> ImportRoll(string csv, string? requestId = null) =>
        ImportRoll(System.Text.Encoding.UTF8.GetBytes(csv), requestId);

    public async Task<ImportRollResponse> ImportRoll(
        byte[] csv, string? requestId = null, int pieceBytes = 64 * 1024, Caller? caller = null)
    {
        var client = new Client(Service.As(caller ?? People.Grace));
        using var call = client.ImportRoll(deadline: Soon());
        var first = new ImportRollRequest { RequestId = requestId ?? NewId(), PollId = PollId };
        await Written(call, async () =>
        {
            for (var at = 0; at == 0 || at < csv.Length; at += pieceBytes)
            {
                var piece = at == 0 ? first : new ImportRollRequest();
                piece.Csv = ByteString.CopyFrom(csv.AsSpan(at, Math.Min(pieceBytes, csv.Length - at)));
                await call.RequestStream.WriteAsync(piece);
            }
        });
        return await call;
    }

    public async Task<ImportBallotsResponse> ImportBallots(
        IEnumerable<ImportedBallot> ballots, string? requestId = null, string area = Elm, int inMessage = 1_000, string pollId = PollId)
    {
        using var call = Grace.ImportBallots(deadline: Soon());
        await Written(call, async () =>
        {
            var first = true;
            foreach (var chunk in ballots.Chunk(inMessage).DefaultIfEmpty([]))
            {
                var message = first ? new ImportBallotsRequest { RequestId = requestId ?? NewId(), PollId = pollId, AreaCode = area }
                    : new ImportBallotsRequest();
                first = false;
                message.Ballots.AddRange(chunk);
                await call.RequestStream.WriteAsync(message);
            }
        });
        return await call;
    }

    public Task<IReadOnlyList<Letter>> Letters() => LetterCodes.All(Grace, Femi, PollId);

    public async Task<string> Export(string area = Elm, string pollId = PollId)
    {
        using var call = Public.ExportElection(new ExportElectionRequest { PollId = pollId, AreaCode = area }, deadline: Soon());
        using var bytes = new MemoryStream();
        foreach (var piece in await All(call.ResponseStream))
        {
            piece.Content.WriteTo(bytes);
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    public async Task<Poll> Get(string pollId = PollId) => await Public.GetPollAsync(new GetPollRequest { PollId = pollId });

    public async Task<Poll> Open(string pollId = PollId) =>
        await Grace.OpenPollAsync(new OpenPollRequest { RequestId = NewId(), PollId = pollId, Reason = "Everybody is ready." });

    public async Task<Poll> Close(string pollId = PollId) =>
        await Grace.ClosePollAsync(new ClosePollRequest { RequestId = NewId(), PollId = pollId, Reason = "All letters are back." });

    public async Task<Result> Declare(string pollId = PollId) =>
        await Grace.DeclareResultAsync(new DeclareResultRequest { RequestId = NewId(), PollId = pollId }, deadline: Soon());

    public async Task<Receipt> Cast(string code, params string[] projectIds) =>
        await Public.CastBallotAsync(Ballot(code, projectIds), deadline: Soon());

    public static CastBallotRequest Ballot(string code, params string[] projectIds)
    {
        var request = new CastBallotRequest { RequestId = NewId(), PollId = PollId, Code = code, Card = BallotCards.New() };
        request.ProjectIds.AddRange(projectIds);
        return request;
    }

    /// <summary>The next version of a ballot.</summary>
    public static CastBallotRequest Change(string card, int replaces, params string[] projectIds)
    {
        var request = new CastBallotRequest { RequestId = NewId(), PollId = PollId, Card = card, Replaces = replaces };
        request.ProjectIds.AddRange(projectIds);
        return request;
    }

    public async Task<byte[]> Bundle(string pollId = PollId)
    {
        using var call = Public.ExportBundle(new ExportBundleRequest { PollId = pollId }, deadline: Soon());
        return (await All(call.ResponseStream)).SelectMany(piece => piece.Content.ToByteArray()).ToArray();
    }

    public async Task<byte[]> ShowObservers(string first, string second)
    {
        var request = new ShowObserversRequest { RequestId = NewId(), PollId = PollId, Observers = { first, second } };
        using var call = Grace.ShowObservers(request, deadline: Soon());
        return (await All(call.ResponseStream)).SelectMany(piece => piece.Content.ToByteArray()).ToArray();
    }

    /// <summary>Waits until the clock of the service has moved the poll.</summary>
    public async Task<Poll> Until(PollState state)
    {
        for (var tries = 0; ; tries++)
        {
            var poll = await Get();
            if (poll.State == state || tries == 100)
            {
                Assert.Equal(state, poll.State);
                return poll;
            }

            await Task.Delay(200);
        }
    }

    /// <summary>The refusal that <paramref name="call"/> meets.</summary>
    public static async Task<RpcException> Refused(StatusCode status, string reason, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(call);
        Assert.True(status == refusal.StatusCode && reason == refusal.Reason(),
            $"Expected {status} {reason}, got {refusal.StatusCode} {refusal.Reason()}: {refusal.Status.Detail}");
        Assert.EndsWith(".", refusal.Status.Detail, StringComparison.Ordinal);
        return refusal;
    }

    /// <summary>The field faults that <paramref name="call"/> meets.</summary>
    public static async Task<IReadOnlyList<FieldFault>> Faults(Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Contains(refusal.Reason(), (string[])["INVALID_REQUEST", "LINES_AT_FAULT", "BALLOTS_AT_FAULT"]);
        Assert.EndsWith(".", refusal.Status.Detail, StringComparison.Ordinal);
        return refusal.FieldFaults();
    }

    public static DateTime Soon() => DateTime.UtcNow.AddMinutes(5);

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    private static async Task<IReadOnlyList<T>> All<T>(IAsyncStreamReader<T> stream)
    {
        List<T> all = [];
        while (await stream.MoveNext(TestContext.Current.CancellationToken))
        {
            all.Add(stream.Current);
        }

        return all;
    }

    // A refusal ends the call while we are still writing; awaiting the call then tells what it was.
    private static async Task Written<TRequest, TResponse>(AsyncClientStreamingCall<TRequest, TResponse> call, Func<Task> write)
    {
        try
        {
            await write();
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception failure) when (failure is RpcException or InvalidOperationException)
        {
            await call;
            throw;
        }
    }
}
