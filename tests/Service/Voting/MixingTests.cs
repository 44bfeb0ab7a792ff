using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Voting.Ballots;
using Participatory.Voting.Mixing;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting;

/// <summary>
/// Somebody has the database and every state that its write-ahead log went through, commit for commit: the file, a copy of the disk, the
/// log backups of a server. They join nobody to a ballot; whoever has the key of that minute does, and so does the running server.
/// </summary>
public sealed class MixingTests
{
    private static readonly string[] Projects = ["bench", "swings", "choir", "hall"];

    [Fact]
    public async Task Every_state_of_the_write_ahead_log_joins_nobody_who_votes_alone()
    {
        await using var polling = await Polling.WithPoll("sqlite", more: Polling.WithoutClock);
        await polling.ImportRoll(Polling.Csv([
            .. Enumerable.Range(1, 65).Select(number => $"V{number:D4},{Polling.Elm}"),
            .. Enumerable.Range(1, 25).Select(number => $"W{number:D4},{Polling.Oak}")]));
        var letters = await polling.Letters();
        await polling.Open();
        using var states = new WalStates(polling.Service.Database.File!);
        var truth = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (at, letter) in letters.Index())
        {
            var request = Polling.Ballot(letter.Code, letter.AreaCode == Polling.Oak ? "oven" : Projects[at % 4]);
            await polling.Public.CastBallotAsync(request);
            states.Take();
            if (at % 10 == 3)
            {
                await polling.Public.CastBallotAsync(Polling.Change(
                    request.Card, 1, letter.AreaCode == Polling.Oak ? "oven" : Projects[(at + 1) % 4]));
                states.Take();
            }

            truth[letter.VoterId] = Convert.ToHexString(BallotCard.Read(request.Card, out var _)!.Value.KeyIn(Polling.PollId));
            if (at is 30 or 70)
            {
                await Ticked(polling);
                states.Take();
            }
        }

        await polling.Close();
        states.Take();
        var commits = states.All();
        Assert.True(commits.Count >= letters.Count, $"{commits.Count} states were rebuilt of {letters.Count} ballots.");

        var crowds = Crowds(commits);
        // The attack is one that works: before ballots were sealed each of these crowds was one voter and one ballot.
        Assert.Equal(letters.Select(letter => letter.VoterId).Order(StringComparer.Ordinal),
            crowds.SelectMany(crowd => crowd.Voters).Order(StringComparer.Ordinal));
        Assert.Equal(truth.Values.Order(StringComparer.Ordinal), crowds.SelectMany(crowd => crowd.Ballots).Order(StringComparer.Ordinal));
        Assert.All(crowds, crowd => Assert.True(
            crowd.Voters.Count >= 20 && crowd.Ballots.Count == crowd.Voters.Count,
            $"{crowd.Voters.Count} voters, {crowd.Ballots.Count} ballots"));
        Assert.All(crowds, crowd => Assert.True(crowd.Ballots.SetEquals(crowd.Voters.Select(voter => truth[voter]))));
        Assert.Empty(Shared(commits));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_has_the_key_of_the_minute_opens_what_waits_and_after_mixing_there_is_no_key(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 41, more: Polling.WithoutClock);
        await using var _ = polling;
        foreach (var code in codes.Take(21))
        {
            await polling.Cast(code, "bench");
        }

        // The truth about a running server, and about whoever copies its keys at this minute.
        Assert.Equal(21, (await Open(polling)).Count);
        var files = Keys(polling);
        Assert.NotEmpty(files);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in files)
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }

            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Path.GetDirectoryName(files[0])!));
        }

        await Ticked(polling);
        Assert.Equal(0, await Count(polling, "ballot"));
        foreach (var code in codes.Skip(21))
        {
            await polling.Cast(code, "choir");
        }

        await Ticked(polling);
        Assert.Equal(21, await Count(polling, "ballot"));
        Assert.Equal(20, (await Open(polling)).Count);
        Assert.All(files, file => Assert.False(File.Exists(file)));

        await polling.Close();
        Assert.Equal((41, 0, 0), (await Count(polling, "ballot"), await Count(polling, "sealed_ballot"), await Count(polling, "mix")));
        Assert.Empty(Keys(polling));
        Assert.Equal(41, (await polling.Declare()).Contests[0].Ballots);
    }

    [Theory, EveryDatabase]
    public async Task A_ballot_is_seen_changed_and_answered_again_before_and_after_it_is_mixed(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 60);
        await using var _ = polling;
        var first = Polling.Ballot(codes[0], "bench");
        var receipts = new List<(CastBallotRequest Request, Receipt Receipt)> { (first, await polling.Public.CastBallotAsync(first)) };
        for (var version = 1; version < 12; version++)
        {
            await Change(version);
        }

        for (var next = 1; next < 60; next += 20)
        {
            foreach (var code in codes.Skip(next).Take(20))
            {
                await polling.Cast(code, "hall");
            }

            await Ticked(polling);
            await Change(receipts.Count);
        }

        await polling.Close();
        foreach (var (request, receipt) in receipts)
        {
            Assert.Equal(receipt, await polling.Public.CastBallotAsync(request));
        }

        var result = (await polling.Declare()).Contests[0].Projects.Where(project => project.Votes > 0);
        Assert.Equal([59, 1], result.Select(project => project.Votes).OrderDescending());
        var leaves = VotedPoll.Lines(await polling.Bundle()).Where(line => line.StartsWith("{\"leaf\"", StringComparison.Ordinal)).ToList();
        Assert.Equal(59 + receipts.Count, leaves.Count);

        async Task Change(int version)
        {
            var wanted = Projects[(version + 1) % 4];
            var change = Polling.Change(first.Card, version, wanted == "hall" ? "bench" : wanted);
            receipts.Add((change, await polling.Public.CastBallotAsync(change)));
            Assert.Equal(version + 1, receipts[^1].Receipt.Version);
            var seen = await polling.Public.LookUpCardAsync(new LookUpCardRequest { PollId = Polling.PollId, Card = first.Card });
            Assert.Equal((version + 1, change.ProjectIds[0]), (seen.Version, seen.ProjectIds[0]));
            foreach (var (request, receipt) in receipts)
            {
                Assert.Equal(receipt, await polling.Public.CastBallotAsync(request));
            }

            var found = await polling.Public.LookUpTrackingCodeAsync(
                new LookUpTrackingCodeRequest { PollId = Polling.PollId, TrackingCode = receipts[^1].Receipt.TrackingCode });
            Assert.Equal(TrackingState.Waiting, found.State);
        }
    }

    [Theory, EveryDatabase]
    public async Task Changes_that_race_with_mixing_are_each_kept_once(string engine)
    {
        const int voters = 400;
        var (polling, codes) = await Polling.WithVoters(engine, voters);
        await using var _ = polling;
        using var over = new CancellationTokenSource();
        var mixing = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                await Ticked(polling);
            }
        });
        var versions = new int[voters];
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = 32 };
        await Parallel.ForEachAsync(Enumerable.Range(0, voters), atOnce, async (voter, cancellation) =>
        {
            var request = Polling.Ballot(codes[voter], "bench");
            versions[voter] = (await polling.Public.CastBallotAsync(request, cancellationToken: cancellation)).Version;
            for (var change = 0; change < voter % 4; change++)
            {
                versions[voter] = (await polling.Public.CastBallotAsync(
                    Polling.Change(request.Card, versions[voter], Projects[change]), cancellationToken: cancellation)).Version;
                var seen = await polling.Public.LookUpCardAsync(
                    new LookUpCardRequest { PollId = Polling.PollId, Card = request.Card }, cancellationToken: cancellation);
                Assert.Equal((versions[voter], Projects[change]), (seen.Version, seen.ProjectIds.Single()));
            }
        });
        await over.CancelAsync();
        await mixing;

        Assert.Equal(Enumerable.Range(0, voters).Select(voter => (voter % 4) + 1), versions);
        Assert.Equal(voters, (await polling.Close()).Contests[0].Ballots);
        Assert.Equal((voters, versions.Sum()), (await Count(polling, "ballot"), await Count(polling, "log_leaf")));
        Assert.Equal(voters, (await polling.Declare()).Contests[0].Ballots);
    }

    [Theory, EveryDatabase]
    public async Task A_lost_key_keeps_its_poll_from_closing_and_says_which_file_is_missing(string engine)
    {
        var (polling, codes) = await Polling.WithVoters(engine, 3);
        await using var _ = polling;
        await polling.Cast(codes[0], "bench");
        var file = Assert.Single(Keys(polling));
        File.Move(file, file + ".away");
        polling.Service.Services.GetRequiredService<MixKeys>().Dispose();

        await Assert.ThrowsAsync<RpcException>(() => polling.Close());
        // Whoever votes now is sealed to another key.
        await polling.Cast(codes[1], "choir");
        File.Move(file + ".away", file);
        Assert.Equal(2, (await polling.Close()).Contests[0].Ballots);
    }

    [Fact]
    public void All_ballots_of_a_paper_are_equally_long_when_they_are_sealed()
    {
        var paper = new Participatory.Voting.Polls.BallotPaper(new() { AreaCode = "E1" }, [.. Enumerable.Range(0, 120).Select(at =>
            new Participatory.Voting.Polls.ProjectRow { ProjectId = $"{at}", Position = at })]);
        var longest = string.Join(',', Enumerable.Range(0, 120).Select(at => $"{at}:1000000"));
        var sizes = new[] { "0", "1,2", longest }.Select(choices =>
        {
            var version = new SealedVersion
            {
                AreaCode = "E1", Choices = choices, Version = 7, BallotKey = new byte[32], Salt = new byte[32], Leaf = new byte[32],
                RequestHash = new byte[32], SealedPromise = new byte[Promises.SealedBytes],
            };
            var bytes = version.ToBytes(paper);
            Assert.Equal(choices, SealedVersion.Read("E1", bytes).Choices);
            return bytes.Length;
        });
        Assert.Single(sizes.Distinct());
    }

    [Fact]
    public void What_rests_is_opened_when_a_crowd_has_come_after_it()
    {
        MixRow taking = new() { MixId = "b", Voters = 20 }, rests = new() { MixId = "a", Voters = 31, Resting = true };
        Assert.Null(Mixer.Decide([rests, taking with { Voters = 19 }]));
        Assert.Equal([rests], Mixer.Decide([rests, taking]));
        Assert.Empty(Mixer.Decide([taking])!);
        Assert.Null(Mixer.Decide([rests]));
        Assert.Null(Mixer.Decide([]));
    }

    [Fact]
    public void A_key_whose_file_is_being_destroyed_is_gone_and_no_fault_of_whoever_looks_at_that_moment()
    {
        var folder = Directory.CreateTempSubdirectory("participatory-mixing-").FullName;
        using var keys = new MixKeys(folder);
        var (mixId, _) = keys.Create();
        var file = Assert.Single(Directory.GetFiles(folder));
        var whole = File.ReadAllBytes(file);

        // First its bytes are overwritten, then it is deleted.
        foreach (var left in (byte[][])[new byte[whole.Length], [], [.. whole[..80], .. new byte[whole.Length - 80]]])
        {
            File.WriteAllBytes(file, left);
            Assert.Null(keys.LoadOrNull(mixId));
            Assert.Throws<KeyIsGone>(() => keys.Load(mixId));
        }

        File.WriteAllBytes(file, whole);
        Assert.NotNull(keys.LoadOrNull(mixId));
        Directory.Delete(folder, recursive: true);
    }

    private static Task Ticked(Polling polling) =>
        polling.Service.Services.GetRequiredService<MixClock>().Tick(TestContext.Current.CancellationToken);

    private static string[] Keys(Polling polling) => Directory.GetFiles(Path.Combine(polling.Service.Data, "keys", "mixing"), "*.pem");

    // With the keys as the server has them.
    private static async Task<List<SealedVersion>> Open(Polling polling)
    {
        var keys = polling.Service.Services.GetRequiredService<MixKeys>();
        await using var session = await polling.Service.Database.Read(TestContext.Current.CancellationToken);
        return (await session.Many<SealedRow>(new Sql("SELECT lookup, area_code, mix_id, sealed FROM sealed_ballot")))
            .Select(row => row.Open(keys, Polling.PollId)).ToList();
    }

    private static async Task<long> Count(Polling polling, string table)
    {
        await using var session = await polling.Service.Database.Read(TestContext.Current.CancellationToken);
        return await session.One<long>(new Sql($"SELECT COUNT(*) FROM {table}"));
    }

    /// <summary>
    /// The best that these states allow: voters of an area who were marked since its last ballots appeared, and the ballots that appear.
    /// Marks whose sealed ballots are still there when others go stay for the next crowd.
    /// </summary>
    private static List<(HashSet<string> Voters, HashSet<string> Ballots)> Crowds(IReadOnlyList<WalState> states)
    {
        var crowds = new List<(HashSet<string>, HashSet<string>)>();
        foreach (var area in (string[])[Polling.Elm, Polling.Oak])
        {
            // Which sealed ballot came with whose mark stands in the commits; that is what must not help.
            var voterOf = new Dictionary<string, string>(StringComparer.Ordinal);
            var before = new WalState([], [], []);
            foreach (var state in states)
            {
                var marked = state.Voters.Where(voter => voter.Area == area).Select(voter => voter.Id).ToHashSet(StringComparer.Ordinal);
                marked.ExceptWith(before.Voters.Select(voter => voter.Id));
                var came = state.Sealed.Where(one => one.Area == area).Select(one => one.Id)
                    .Except(before.Sealed.Select(one => one.Id)).ToList();
                foreach (var (voter, one) in marked.Zip(came))
                {
                    voterOf[one] = voter;
                }

                var appeared = state.Ballots.Where(one => one.Area == area).Select(one => one.Id)
                    .Except(before.Ballots.Select(one => one.Id)).ToHashSet(StringComparer.Ordinal);
                if (appeared.Count > 0)
                {
                    var gone = before.Sealed.Concat(came.Select(id => (Area: area, Id: id))).Select(one => one.Id)
                        .Except(state.Sealed.Select(one => one.Id)).Where(voterOf.ContainsKey).Select(one => voterOf[one]);
                    crowds.Add((gone.ToHashSet(StringComparer.Ordinal), appeared));
                }

                before = state;
            }
        }

        return crowds;
    }

    // What stands in a sealed row is found nowhere among the ballots and the log.
    private static IEnumerable<string> Shared(IReadOnlyList<WalState> states) =>
        states.SelectMany(state => state.Sealed.Select(one => one.Id)).Intersect(states[^1].Ballots.Select(ballot => ballot.Id));
}
