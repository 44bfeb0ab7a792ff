using System.Diagnostics.Metrics;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Platform.Telemetry;
using Participatory.Voting.Mixing;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Ballots;

/// <summary>
/// Settles the casts of one poll in one transaction. That somebody voted commits together with the ballot, which is sealed until it is
/// mixed with others (<see cref="Mixer"/>). The platform's table of requests is not used: it would keep the order of casting.
/// </summary>
internal sealed class Settlement(Database database, BallotPapers papers, Promises promises, MixKeys keys, TimeProvider clock)
{
    /// <summary>Ballots kept, of all polls together and without saying which.</summary>
    private static readonly Counter<long> Taken = Metrics.Meter.CreateCounter<long>("participatory.ballots.cast");

    private static readonly Sql SelectBallots = new("""
        SELECT ballot_key, area_code, choices, version, salt, request_hash, sealed_promise FROM ballot
        WHERE poll_id = @pollId AND ballot_key IN (SELECT item FROM {hashes @keys} AS given)
        """);

    private static readonly Sql SelectBefore = new("""
        SELECT ballot_key, version, request_hash, sealed_promise FROM ballot_before
        WHERE poll_id = @pollId AND ballot_key IN (SELECT item FROM {hashes @keys} AS given)
        """);

    private static readonly Sql SelectVoters = new("""
        SELECT v.position, v.area_code, v.code_hash, CASE WHEN t.roll_position IS NULL THEN 0 ELSE 1 END AS has_voted
        FROM {hashes @hashes} AS given CROSS JOIN roll_entry v LEFT JOIN turnout t ON t.poll_id = v.poll_id AND t.roll_position = v.position
        WHERE v.poll_id = @pollId AND v.code_hash = given.item
        """);

    private static readonly Sql InsertTurnout = new("""
        INSERT INTO turnout (poll_id, roll_position, voted_on)
        SELECT @pollId, given.item, @day FROM {numbers @positions} AS given
        WHERE NOT EXISTS (SELECT 1 FROM turnout WHERE poll_id = @pollId AND roll_position = given.item)
        """);

    private static readonly Sql InsertSealed = new("""
        INSERT INTO sealed_ballot (poll_id, lookup, area_code, mix_id, sealed) VALUES (@pollId, @lookup, @AreaCode, @MixId, @closed)
        """);

    private static readonly Sql InsertBallot = new("""
        INSERT INTO ballot (poll_id, ballot_key, area_code, choices, version, salt, request_hash, sealed_promise)
        VALUES (@PollId, @BallotKey, @AreaCode, @Choices, @Version, @Salt, @RequestHash, @SealedPromise)
        """);

    private static readonly Sql InsertWaiting = new("""
        INSERT INTO log_waiting (poll_id, leaf_hash) SELECT @pollId, given.item FROM {hashes @leaves} AS given
        """);

    private static readonly Sql AddBallots = new("""
        UPDATE contest SET ballots = ballots + @ballots WHERE poll_id = @pollId AND area_code = @areaCode
        """);

    /// <summary>Settles what can be settled together and answers it; what has to come after it is returned.</summary>
    public async Task<IReadOnlyList<Cast>> Settle(string pollId, IReadOnlyList<Cast> casts, CancellationToken cancellation)
    {
        var round = new SettlementRound(pollId);
        await using var transaction = await database.Begin(cancellation);
        PollRow poll;
        try
        {
            // Whoever closes the poll waits for these ballots, or these ballots find it closed.
            poll = await PollRow.Lock(transaction, pollId);
        }
        catch (Refusal refusal)
        {
            foreach (var cast in casts)
            {
                cast.Fail(refusal);
            }

            return [];
        }

        await Load(transaction, round, casts);
        var onPaper = await papers.Load(transaction, poll);
        Sort(round, casts, poll, onPaper, clock.GetUtcNow());
        Promise(round);
        await Write(transaction, round, onPaper, clock.GetUtcNow());
        if (round.Writes.Count > 0)
        {
            await transaction.Commit();
            Taken.Add(round.Writes.Count);
        }

        Answer(round);
        return round.Later;
    }

    private async Task Load(Transaction transaction, SettlementRound round, IReadOnlyList<Cast> casts)
    {
        var pollId = round.PollId;
        foreach (var ballot in await transaction.Many<BallotRow>(
            SelectBallots, new { pollId, keys = Sql.List(casts.Select(cast => cast.BallotKey)) }))
        {
            round.Ballots[Key(ballot.BallotKey)] = ballot;
        }

        if (round.Ballots.Count > 0)
        {
            var mixed = Sql.List(round.Ballots.Values.Select(ballot => ballot.BallotKey));
            round.Before.AddRange(await transaction.Many<BallotBeforeRow>(SelectBefore, new { pollId, keys = mixed }));
        }

        foreach (var (card, versions) in await SealedVersion.Load(transaction, keys, pollId, casts.Select(
            cast => (cast.Card, round.Ballots.GetValueOrDefault(Key(cast.BallotKey))?.Version ?? 0))))
        {
            foreach (var version in versions)
            {
                if (round.Ballots.TryGetValue(card, out var before))
                {
                    round.Before.Add(before.ToBefore());
                }

                round.Ballots[card] = version.ToBallot();
            }
        }

        var hashes = Sql.List(casts.Select(cast => cast.CodeHash).OfType<byte[]>());
        foreach (var voter in await transaction.Many<VoterRow>(SelectVoters, new { pollId, hashes }))
        {
            round.Voters[Key(voter.CodeHash)] = voter;
        }
    }

    // Within one round a voter and a card are written once; a second cast of the same waits until that has committed.
    private static void Sort(
        SettlementRound round, IReadOnlyList<Cast> casts, PollRow poll, IReadOnlyDictionary<string, BallotPaper> onPaper,
        DateTimeOffset now)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var before = round.Before.ToLookup(row => Key(row.BallotKey), StringComparer.Ordinal);
        foreach (var cast in casts)
        {
            var card = Key(cast.BallotKey);
            var code = cast.CodeHash is null ? "" : Key(cast.CodeHash);
            if (taken.Contains(card) || taken.Contains(code))
            {
                round.Later.Add(cast);
                continue;
            }

            try
            {
                var ballot = round.Ballots.GetValueOrDefault(card);
                var voter = code.Length > 0 ? round.Voters.GetValueOrDefault(code) : null;
                var decision = CastRules.Decide(cast, poll, onPaper, ballot, before[card], voter, now);
                if (decision is Decision.Again again)
                {
                    round.Repeats.Add((cast, again));
                    continue;
                }

                round.Writes.Add(new BallotWrite(cast, decision));
                taken.Add(card);
                if (code.Length > 0)
                {
                    taken.Add(code);
                }
            }
            catch (Refusal refusal)
            {
                round.Refused.Add((cast, refusal));
            }
        }
    }

    private void Promise(SettlementRound round)
    {
        if (round.Writes.Count == 0)
        {
            return;
        }

        var (tree, made) = promises.Make(round.PollId, round.Writes.ConvertAll(write => write.Leaf));
        for (var at = 0; at < made.Length; at++)
        {
            round.Writes[at].Take(tree, made[at]);
        }
    }

    // The keys of these tables make it one ballot for one person; a row that is there already rolls everything back. What is written
    // with the mark of a voter is sealed, and says of a ballot nothing that can be found again once it is mixed.
    private async Task Write(
        Transaction transaction, SettlementRound round, IReadOnlyDictionary<string, BallotPaper> onPaper, DateTimeOffset now)
    {
        var pollId = round.PollId;
        var fresh = round.Writes.Where(write => write.Version == 1).ToList();
        if (fresh.Count > 0)
        {
            var day = now.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            if (fresh.Count != await transaction.Execute(
                InsertTurnout, new { pollId, day, positions = Sql.List(fresh.Select(write => write.Position)) }))
            {
                throw new InvalidOperationException("The roll changed while its poll was locked.");
            }
        }

        var mixes = round.Writes.Count > 0 ? await MixRow.LoadAll(transaction, pollId) : [];
        foreach (var area in round.Writes.GroupBy(write => write.AreaCode, StringComparer.Ordinal))
        {
            var mix = await MixRow.Taking(transaction, keys, pollId, area.Key, mixes);
            var seal = MixSeal.To(mix.PublicKey);
            await transaction.Execute(InsertSealed, area.Select(write => Sealed(write, mix, seal, onPaper[area.Key])).ToList());
            var voters = area.Count(write => write.Version == 1);
            await mix.Add(transaction, pollId, voters);
            await transaction.Execute(AddBallots, new { ballots = voters, pollId, areaCode = area.Key });
        }
    }

    private static object Sealed(BallotWrite write, MixRow mix, MixSeal seal, BallotPaper paper)
    {
        var (pollId, lookup) = (write.PollId, write.Cast.Card.SealedUnder(write.PollId, write.Version));
        return new { pollId, lookup, mix.AreaCode, mix.MixId, closed = seal.Seal(pollId, lookup, write.ToSealed().ToBytes(paper)) };
    }

    /// <summary>Writes ballots of paper, whose voters have been marked in a transaction of its own.</summary>
    internal static async Task WriteFirst(Transaction transaction, string pollId, List<BallotWrite> fresh)
    {
        await transaction.Execute(InsertBallot, fresh);
        await transaction.Execute(InsertWaiting, new { pollId, leaves = Sql.List(fresh.Select(write => write.Leaf)) });
        foreach (var area in fresh.GroupBy(write => write.AreaCode, StringComparer.Ordinal))
        {
            await transaction.Execute(AddBallots, new { ballots = area.Count(), pollId, areaCode = area.Key });
        }
    }

    private void Answer(SettlementRound round)
    {
        foreach (var write in round.Writes)
        {
            write.Cast.Accept(BallotWrite.ReceiptOf(write.Cast, write.Decision, write.Promise));
        }

        foreach (var (cast, refusal) in round.Refused)
        {
            cast.Fail(refusal);
        }

        foreach (var (cast, again) in round.Repeats)
        {
            var leaf = BallotWrite.CommitmentOf(cast, again, cast.Card.Salt(cast.PollId, again.Version)).Leaf();
            cast.Accept(
                BallotWrite.ReceiptOf(cast, again, promises.Open(again.SealedPromise, cast.PollId, cast.Card, again.Version, leaf)));
        }
    }

    private static string Key(byte[] hash) => Convert.ToHexString(hash);
}
