using Participatory.Platform.Storage;
using Participatory.Voting.Ballots;
using Participatory.Voting.Polls;

namespace Participatory.Voting.Mixing;

/// <summary>
/// Opens the sealed ballots of mixes and puts them where they are counted, in the order of their card keys, which nothing else has. It is
/// the only one that writes what voters have cast, and its transactions mark no voter.
/// </summary>
internal sealed class Mixer(MixKeys keys, BallotPapers papers)
{
    private const int MostAtOnce = 1_000;

    private static readonly Sql SelectSealed = new("""
        SELECT s.lookup, s.area_code, s.mix_id, s.sealed
        FROM {texts @mixIds} AS given CROSS JOIN sealed_ballot of_mix CROSS JOIN sealed_ballot s
        WHERE of_mix.poll_id = @pollId AND of_mix.mix_id = given.item AND s.poll_id = of_mix.poll_id AND s.lookup = of_mix.lookup
        """);

    private static readonly Sql SelectBallots = new("""
        SELECT b.ballot_key, b.area_code, b.choices, b.version, b.salt, b.request_hash, b.sealed_promise
        FROM {hashes @keys} AS given CROSS JOIN ballot b WHERE b.poll_id = @pollId AND b.ballot_key = given.item
        """);

    private static readonly Sql InsertBallot = new("""
        INSERT INTO ballot (poll_id, ballot_key, area_code, choices, version, salt, request_hash, sealed_promise)
        VALUES (@pollId, @BallotKey, @AreaCode, @Choices, @Version, @Salt, @RequestHash, @SealedPromise)
        """);

    private static readonly Sql InsertBefore = new("""
        INSERT INTO ballot_before (poll_id, ballot_key, version, choices_hash, request_hash, sealed_promise)
        VALUES (@pollId, @BallotKey, @Version, @choicesHash, @RequestHash, @SealedPromise)
        """);

    private static readonly Sql UpdateBallot = new("""
        UPDATE ballot SET choices = @Choices, version = @Version, salt = @Salt, request_hash = @RequestHash, sealed_promise = @SealedPromise
        WHERE poll_id = @pollId AND ballot_key = @BallotKey AND version = @Version - 1
        """);

    private static readonly Sql InsertWaiting = new("""
        INSERT INTO log_waiting (poll_id, leaf_hash) SELECT @pollId, given.item FROM {hashes @leaves} AS given
        """);

    private static readonly Sql DeleteSealed = new("""
        DELETE FROM sealed_ballot WHERE poll_id = @pollId AND lookup IN (SELECT item FROM {hashes @lookups} AS given)
        """);

    /// <summary>
    /// Mixes ballots that rest, where so many have come after them that they, too, are a crowd. The poll is locked.
    /// </summary>
    /// <returns>Whose keys are to be destroyed once this has committed; null where nothing was done.</returns>
    public async Task<IReadOnlyList<string>?> MixCrowds(Transaction transaction, PollRow poll)
    {
        List<MixRow> open = [];
        var moved = false;
        foreach (var area in (await MixRow.LoadAll(transaction, poll.PollId)).GroupBy(mix => mix.AreaCode, StringComparer.Ordinal))
        {
            if (Decide([.. area]) is { } resting)
            {
                open.AddRange(resting);
                await area.Single(mix => !mix.Resting).LetRest(transaction, poll.PollId);
                moved = true;
            }
        }

        await Open(transaction, poll, open);
        return moved ? [.. open.Select(mix => mix.MixId)] : null;
    }

    /// <summary>Mixes all that is left, before the closing. The poll is locked, and open.</summary>
    /// <returns>Whose keys are to be destroyed once this has committed.</returns>
    public async Task<IReadOnlyList<string>> MixRest(Transaction transaction, PollRow poll)
    {
        var open = await MixRow.LoadAll(transaction, poll.PollId);
        await Open(transaction, poll, open);
        return [.. open.Select(mix => mix.MixId)];
    }

    /// <summary>
    /// Those of an area's mixes that are opened now, while the newest takes their place; none where it is the first. Null: it has no
    /// crowd yet.
    /// </summary>
    internal static IReadOnlyList<MixRow>? Decide(IReadOnlyList<MixRow> ofArea) =>
        ofArea.Any(mix => !mix.Resting && mix.Voters >= MixRow.Crowd) ? [.. ofArea.Where(mix => mix.Resting)] : null;

    private async Task Open(Transaction transaction, PollRow poll, IReadOnlyList<MixRow> mixes)
    {
        if (mixes.Count == 0)
        {
            return;
        }

        var pollId = poll.PollId;
        var rows = await transaction.Many<SealedRow>(SelectSealed, new { pollId, mixIds = Sql.List(mixes.Select(mix => mix.MixId)) });
        var versions = rows.Select(row => row.Open(keys, pollId))
            .OrderBy(version => version.BallotKey, Promises.ByBytes).ThenBy(version => version.Version).ToList();
        await Write(transaction, poll, versions);
        foreach (var some in versions.Select(version => version.Leaf).Order(Promises.ByBytes).Chunk(MostAtOnce))
        {
            await transaction.Execute(InsertWaiting, new { pollId, leaves = Sql.List(some) });
        }

        foreach (var some in rows.Select(row => row.Lookup).Chunk(MostAtOnce))
        {
            await transaction.Execute(DeleteSealed, new { pollId, lookups = Sql.List(some) });
        }

        foreach (var mix in mixes)
        {
            await mix.Remove(transaction, pollId);
        }
    }

    // First versions are rows, and each later one takes the place of the one before it, which leaves its hash.
    private async Task Write(Transaction transaction, PollRow poll, List<SealedVersion> versions)
    {
        var pollId = poll.PollId;
        var onPaper = await papers.Load(transaction, poll);
        var first = versions.Where(version => version.Version == 1).ToList();
        await transaction.Execute(InsertBallot, first.ConvertAll(version => Row(pollId, version)));
        var before = first.ToDictionary(version => Convert.ToHexString(version.BallotKey), version => version.ToBallot());
        foreach (var some in versions.Where(version => version.Version > 1).Select(version => version.BallotKey)
            .Where(key => !before.ContainsKey(Convert.ToHexString(key))).DistinctBy(Convert.ToHexString).Chunk(MostAtOnce))
        {
            foreach (var ballot in await transaction.Many<BallotRow>(SelectBallots, new { pollId, keys = Sql.List(some) }))
            {
                before[Convert.ToHexString(ballot.BallotKey)] = ballot;
            }
        }

        foreach (var next in versions.Where(version => version.Version > 1))
        {
            var key = Convert.ToHexString(next.BallotKey);
            var last = before[key];
            var choicesHash = Commitment.HashOf(last.Salt, Choices.InCommitment(onPaper[last.AreaCode], last.Choices, poll.Ballots()));
            await transaction.Execute(
                InsertBefore, new { pollId, last.BallotKey, last.Version, choicesHash, last.RequestHash, last.SealedPromise });
            if (await transaction.Execute(UpdateBallot, Row(pollId, next)) != 1)
            {
                throw new InvalidOperationException($"A version of a ballot of poll {pollId} is missing.");
            }

            before[key] = next.ToBallot();
        }
    }

    private static object Row(string pollId, SealedVersion version) => new
    {
        pollId, version.BallotKey, version.AreaCode, version.Choices, version.Version, version.Salt, version.RequestHash,
        version.SealedPromise,
    };
}
