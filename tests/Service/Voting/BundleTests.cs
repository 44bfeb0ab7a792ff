using Google.Protobuf;
using Grpc.Core;
using Participatory.Cli.Verify;
using Participatory.Tests.Harness;
using Participatory.Voting.Log;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting;

public sealed class BundleTests
{
    [Theory, EveryDatabase]
    public async Task Anybody_can_check_a_result_from_its_bundle(string engine)
    {
        var (polling, receipts) = await VotedPoll.Declared(engine);
        await using var _ = polling;
        var bundle = await polling.Bundle();

        Assert.Null(await VotedPoll.Fault(bundle, (await polling.Get()).LogKey));
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, bundle, TestContext.Current.CancellationToken);
        var (output, errors) = (new StringWriter(), new StringWriter());
        foreach (var receipt in receipts)
        {
            Assert.Equal(5, await Verify(receipt.TrackingCode.ToLowerInvariant()));
        }

        // The ballots of an area in which six voted are not public.
        Assert.DoesNotContain("The result is right.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"Who won could not be checked here for {Polling.Oak}", output.ToString(), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(
            path, await polling.ShowObservers("Ada Osei, library", "Jon Price, parish"), TestContext.Current.CancellationToken);
        Assert.Equal(0, await Verify(receipts[0].TrackingCode));
        Assert.Contains("The result is right.", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, await Verify(receipts[0].TrackingCode[..^1] + (receipts[0].TrackingCode[^1] == '0' ? '1' : '0')));
        File.Delete(path);

        Task<int> Verify(string code) => VerifyCommand.Run(path, code, null, null, output, errors, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("knapsack", "cost", 0, 0)]
    [InlineData("ranked", "borda1", 0, 0)]
    [InlineData("ranked", "borda", 0, 0)]
    [InlineData("points", "points", 10, 0)]
    [InlineData("points", "points", 0, 5)]
    public async Task Every_kind_of_ballot_goes_all_the_way_to_a_checked_result(string voteType, string utility, int maxSum, int maxPoints)
    {
        var (polling, _) = await VotedPoll.Declared("sqlite", paper => paper with
        {
            VoteType = voteType,
            Utility = utility,
            MaxSumPoints = maxSum,
            MaxPoints = maxPoints,
            MaxSumCostMinor = voteType == "knapsack"
                ? 1_100_000 : 0,
        });
        await using var _1 = polling;

        Assert.Null(await VotedPoll.Fault(await polling.Bundle()));
        Assert.Null(await VotedPoll.Fault(await polling.ShowObservers("Ada Osei, library", "Jon Price, parish")));
        Assert.Contains(
            voteType switch
            {
                "ranked" => "vote_type;ordinal",
                "points" => maxSum > 0 ? "vote_type;cumulative"
            : "vote_type;scoring",
                _ => "vote_type;approval"
            }, await polling.Export(), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task While_people_vote_the_bundle_is_the_log_and_it_only_grows(string engine)
    {
        var (polling, _) = await VotedPoll.Cast(engine);
        await using var _1 = polling;
        var open = await polling.Bundle();
        var kept = System.Text.Json.JsonDocument.Parse(
            VotedPoll.Lines(open).Last(line => line.StartsWith("{\"checkpoint\"", StringComparison.Ordinal))).RootElement.GetProperty(
            "checkpoint").GetString()!;

        Assert.Null(await VotedPoll.Fault(open));
        Assert.All(VotedPoll.Lines(open).Skip(2).SkipLast(1), line => Assert.Matches("^\\{\"(checkpoint|leaf)\":", line));
        await polling.Close();
        await polling.Declare();
        Assert.Null(await VotedPoll.Fault(await polling.Bundle(), kept: kept));
        Assert.Equal("kept checkpoint", (await VotedPoll.Fault(await Another(), kept: Resigned(polling, kept)))?.What);

        Task<byte[]> Another() => polling.Bundle();
    }

    [Theory, EveryDatabase]
    public async Task Two_observers_see_the_ballots_of_few_and_everybody_sees_who_they_are(string engine)
    {
        var (polling, _) = await VotedPoll.Declared(engine);
        await using var _1 = polling;
        var open = VotedPoll.Lines(await polling.Bundle());

        var shown = await polling.ShowObservers("Ada Osei, library", "Jon Price, parish");

        Assert.Null(await VotedPoll.Fault(shown));
        Assert.Equal(60, open.Count(line => line.Contains("\"choices\"", StringComparison.Ordinal)));
        Assert.Equal(66, VotedPoll.Lines(shown).Count(line => line.Contains("\"choices\"", StringComparison.Ordinal)));
        Assert.DoesNotContain(open, line => line.Contains("sealed_with", StringComparison.Ordinal));
        var observation = Assert.Single((await polling.Get()).Observations);
        Assert.Equal(["Ada Osei, library", "Jon Price, parish"], observation.Observers);
        Assert.Equal("Grace Bell, neighbourhood officer", observation.ShownBy);
        Assert.Equal("observers", Assert.Single(await Polling.Faults(() => polling.ShowObservers("Ada Osei", " ada osei"))).Name);
    }

    [Theory, EveryDatabase]
    public async Task A_promise_leads_from_the_leaf_to_a_signature_and_a_checkpoint_proves_that_it_was_kept(string engine)
    {
        var (polling, receipts) = await VotedPoll.Declared(engine);
        await using var _ = polling;
        using var notes = SignedNotes.Read((await polling.Get()).LogKey)!;
        foreach (var receipt in receipts)
        {
            var promised = notes.Open(receipt.Promise.Note)!;
            var leaf = receipt.Promise.LeafHash.ToByteArray();
            Assert.Equal(["participatory-promise-1", (await polling.Get()).LogOrigin], promised[..2]);
            Assert.True(
                MerkleTree.IsIncluded(leaf, receipt.Promise.LeafIndex, long.Parse(promised[2], null), Path(receipt.Promise.Path),
                Convert.FromBase64String(promised[3])));

            var found = await polling.Public.LookUpTrackingCodeAsync(
                new LookUpTrackingCodeRequest { PollId = Polling.PollId, TrackingCode = receipt.TrackingCode });
            var checkpoint = notes.Open(found.Checkpoint)!;
            Assert.Equal(TrackingState.InLog, found.State);
            Assert.True(MerkleTree.IsIncluded(
                leaf, found.LeafIndex, long.Parse(checkpoint[1], null), Path(found.Path), Convert.FromBase64String(checkpoint[2])));
        }

        await Polling.Refused(StatusCode.NotFound, "TRACKING_CODE_UNKNOWN", async () =>
            await polling.Public.LookUpTrackingCodeAsync(
                new LookUpTrackingCodeRequest { PollId = Polling.PollId, TrackingCode = new string('0', 26) }));

        static List<byte[]> Path(IEnumerable<ByteString> path) => [.. path.Select(step => step.ToByteArray())];
    }

    [Theory, EveryDatabase]
    public async Task A_ballot_waits_for_a_crowd_before_it_goes_into_the_log(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 5);
        await using var _ = polling;
        var receipt = await polling.Cast(codes[0], "bench");

        var found = await polling.Public.LookUpTrackingCodeAsync(
            new LookUpTrackingCodeRequest { PollId = Polling.PollId, TrackingCode = receipt.TrackingCode });

        Assert.Equal(TrackingState.Waiting, found.State);
        Assert.Empty(found.Checkpoint);
    }

    // The same checkpoint with another root, signed by the log itself: a log that was changed.
    private static string Resigned(Polling polling, string note)
    {
        var lines = note.Split('\n');
        lines[2] = Convert.ToBase64String(new byte[32]);
        return polling.LogKey.Note(string.Join('\n', lines[..3]) + "\n");
    }
}
