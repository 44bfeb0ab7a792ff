using Grpc.Core;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Voting.V1;
using Client = Participatory.Voting.V1.VotingService.VotingServiceClient;

namespace Participatory.Tests.Service.Voting;

public sealed class PaperTests
{
    private static readonly Sql CountKeyings = new("SELECT COUNT(*) FROM paper_keying");

    [Theory, EveryDatabase]
    public async Task Ballots_on_paper_are_keyed_by_two_people_decided_by_a_third_and_counted_like_any_other(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 30);
        await using var _ = polling;
        foreach (var code in codes.Take(20))
        {
            await polling.Cast(code, "bench");
        }

        var batch = await Open(polling, "V0021", "V0022", "V0023", "V0024");
        Assert.Equal(4, batch.Ballots.Select(ballot => ballot.Serial).Distinct().Count());
        await Polling.Refused(StatusCode.AlreadyExists, "ALREADY_VOTED", () => polling.Cast(codes[20], "bench"));

        var serials = batch.Ballots.Select(ballot => ballot.Serial).ToList();
        foreach (var serial in serials)
        {
            await Key(polling, People.Grace, batch, serial, "swings");
        }

        await Polling.Refused(StatusCode.FailedPrecondition, "KEYED_BY_YOU", () => Key(polling, People.Grace, batch, serials[0], "swings"));
        await Polling.Refused(StatusCode.FailedPrecondition, "BATCH_NOT_READY", () => Cast(polling, batch));
        await Key(polling, People.Olu, batch, serials[0], "swings");
        await Key(polling, People.Olu, batch, serials[1], "swings");
        await Key(polling, People.Olu, batch, serials[2], "choir");
        var keyed = await Key(polling, People.Olu, batch, serials[3]);
        Assert.Equal([PaperState.Agreed, PaperState.Agreed, PaperState.Different, PaperState.Different],
            keyed.Ballots.Select(ballot => ballot.State));
        await Polling.Refused(StatusCode.FailedPrecondition, "KEYED_ALREADY", () => Key(polling, People.Noor, batch, serials[0], "hall"));
        await Key(polling, People.Noor, batch, serials[2], "choir");
        await Key(polling, People.Noor, batch, serials[3]);

        var cast = await Cast(polling, batch);
        Assert.Equal((4, 1, 3, true), (cast.Envelopes, cast.Spoiled, cast.Cast, cast.IsCast));
        await Polling.Refused(StatusCode.FailedPrecondition, "BATCH_IS_CLOSED", () => Cast(polling, batch));
        Assert.Equal(0, await Count(polling));
        var closed = (await polling.Close()).Contests[0];
        Assert.Equal((23, 1), (closed.Ballots, closed.NotCounted));
        var elm = (await polling.Declare()).Contests[0];
        Assert.Equal([20, 2, 1], elm.Projects.Where(project => project.Votes > 0).Select(project => project.Votes).OrderDescending());
        Assert.Null(await VotedPoll.Fault(await polling.Bundle()));
    }

    [Theory, EveryDatabase]
    public async Task Every_envelope_at_fault_is_named_and_none_is_taken_in(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 3);
        await using var _ = polling;
        await polling.Cast(codes[0], "bench");

        var faults = await Polling.Faults(() => Open(polling, "V0001", "V0002", "V0002", "V9999"));

        Assert.Equal(["voter_ids[0]", "voter_ids[2]", "voter_ids[3]"], faults.Select(fault => fault.Name));
        await polling.Cast(codes[1], "bench");
    }

    [Theory, EveryDatabase]
    public async Task Envelopes_that_were_not_cast_in_time_are_said_to_be_not_counted(string engine)
    {
        var (polling, _) = await Polling.WithVoters(engine, 3);
        await using var _1 = polling;
        await Open(polling, "V0001", "V0002");

        Assert.Equal((0, 2), ((await polling.Close()).Contests[0].Ballots, (await polling.Get()).Contests[0].NotCounted));
        await polling.Declare();
        Assert.Null(await VotedPoll.Fault(await polling.Bundle()));
        var batches = await polling.Grace.ListPaperBatchesAsync(new ListPaperBatchesRequest { PollId = Polling.PollId });
        Assert.False(Assert.Single(batches.Batches).IsCast);
    }

    [Theory, EveryDatabase]
    public async Task A_batch_in_which_each_vote_could_be_told_is_opened_only_where_no_more_envelopes_come(string engine)
    {
        var (polling, _) = await Polling.WithVoters(engine, 40);
        await using var _1 = polling;
        var request = new OpenPaperBatchRequest { RequestId = Polling.NewId(), PollId = Polling.PollId, AreaCode = Polling.Elm };
        request.VoterIds.AddRange(Enumerable.Range(1, 19).Select(number => $"V{number:D4}"));

        var fault = Assert.Single(await Polling.Faults(async () => await polling.Grace.OpenPaperBatchAsync(request)));
        Assert.Equal("voter_ids", fault.Name);
        Assert.Contains("fewer than 20", fault.Sentence, StringComparison.Ordinal);
        // Nobody is marked as having voted.
        Assert.Equal(0, (await polling.Get()).Contests[0].NotCounted);
        request.VoterIds.Add("V0020");
        Assert.Equal(20, (await polling.Grace.OpenPaperBatchAsync(request)).Envelopes);
        Assert.Equal(1, (await Open(polling, "V0021")).Envelopes);
    }

    private static async Task<PaperBatch> Open(Polling polling, params string[] voterIds)
    {
        var request = new OpenPaperBatchRequest
        {
            RequestId = Polling.NewId(), PollId = Polling.PollId, AreaCode = Polling.Elm, NoMoreComing = true,
        };
        request.VoterIds.AddRange(voterIds);
        return await polling.Grace.OpenPaperBatchAsync(request);
    }

    // Without projects it is spoiled.
    private static async Task<PaperBatch> Key(Polling polling, Caller who, PaperBatch batch, string serial, params string[] projectIds)
    {
        var request = new KeyPaperBallotRequest
        {
            RequestId = Polling.NewId(), PollId = Polling.PollId, BatchId = batch.BatchId,
            Serial = serial, Spoiled = projectIds.Length == 0
        };
        request.ProjectIds.AddRange(projectIds);
        return await new Client(polling.Service.As(who)).KeyPaperBallotAsync(request);
    }

    private static async Task<PaperBatch> Cast(Polling polling, PaperBatch batch) =>
        await polling.Grace.CastPaperBatchAsync(
            new CastPaperBatchRequest { RequestId = Polling.NewId(), PollId = Polling.PollId, BatchId = batch.BatchId });

    private static async Task<long> Count(Polling polling)
    {
        await using var session = await polling.Service.Database.Read(TestContext.Current.CancellationToken);
        return await session.One<long>(CountKeyings);
    }
}
