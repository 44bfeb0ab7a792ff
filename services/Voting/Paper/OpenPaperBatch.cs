using System.Security.Cryptography;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Mixing;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Paper;

/// <summary>
/// Takes in a batch of envelopes: all their voters are marked as having voted, or none. The ballots inside get random
/// serials; from here on nothing leads from an envelope to a ballot.
/// </summary>
internal sealed class OpenPaperBatch(Database database, TimeProvider clock)
{
    public static readonly int MostEnvelopes = FieldLimits.CountOf(OpenPaperBatchRequest.Descriptor, "voter_ids");

    private const int SerialDigits = 6;

    private static readonly Sql SelectVoters = new("""
        SELECT v.voter_id, v.position, v.area_code, CASE WHEN t.roll_position IS NULL THEN 0 ELSE 1 END AS has_voted
        FROM {texts @voterIds} AS given CROSS JOIN roll_entry v LEFT JOIN turnout t ON t.poll_id = v.poll_id
            AND t.roll_position = v.position
        WHERE v.poll_id = @pollId AND v.voter_id = given.item
        """);

    private static readonly Sql InsertTurnout = new("""
        INSERT INTO turnout (poll_id, roll_position, voted_on) VALUES (@pollId, @Position, @day)
        """);

    private static readonly Sql InsertBatch = new("""
        INSERT INTO paper_batch (poll_id, batch_id, area_code, envelopes, spoiled, counted, state, opened_by)
        VALUES (@PollId, @BatchId, @AreaCode, @Envelopes, 0, 0, @State, @OpenedBy)
        """);

    private static readonly Sql InsertBallot = new("""
        INSERT INTO paper_ballot (poll_id, batch_id, serial) VALUES (@PollId, @BatchId, @serial)
        """);

    public async Task<PaperBatch> Handle(OpenPaperBatchRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("poll_id", request.PollId).Code("area_code", request.AreaCode)
            .Require(request.VoterIds.Count >= 1 && request.VoterIds.Count <= MostEnvelopes, "voter_ids", VotingReasons.EnvelopesWrong,
                ("most", MostEnvelopes))
            .Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, PaperBatch.Parser) is { } before)
        {
            return before;
        }

        var poll = await PollRow.Lock(transaction, request.PollId);
        poll.RequireOpen(clock.GetUtcNow());
        if (!caller.MayActIn(request.AreaCode))
        {
            throw new Refusal(VotingReasons.AreaNotYours);
        }

        var voters = await transaction.Many<EnvelopeVoter>(
            SelectVoters, new { pollId = poll.PollId, voterIds = Sql.List(request.VoterIds.Distinct(StringComparer.Ordinal)) });
        Check(request, voters.ToDictionary(voter => voter.VoterId, StringComparer.Ordinal));
        var day = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await transaction.Execute(InsertTurnout, voters.Select(voter => new { pollId = poll.PollId, voter.Position, day }).ToList());
        var answer = await Open(transaction, request, caller);
        // What is remembered says which serials there are, and not of whom: the request itself is kept as a hash.
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>
    /// Every envelope is of somebody else on the roll of this area who has not voted, and they are a crowd: whoever has the database sees
    /// which voters a batch marked and which ballots it cast.
    /// Where no more envelopes come, an officer says so, and is told what that means.
    /// </summary>
    /// <exception cref="Refusal">With every envelope at fault.</exception>
    internal static void Check(OpenPaperBatchRequest request, IReadOnlyDictionary<string, EnvelopeVoter> voters)
    {
        var fields = new Fields().Require(
            request.VoterIds.Count >= MixRow.Crowd || request.NoMoreComing, "voter_ids", VotingReasons.EnvelopesFew,
            ("fewest", MixRow.Crowd));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < request.VoterIds.Count; at++)
        {
            var voter = voters.GetValueOrDefault(request.VoterIds[at]);
            fields.Require(voter is not null, $"voter_ids[{at}]", VotingReasons.EnvelopeUnknown)
                .Require(voter is null || voter.AreaCode == request.AreaCode, $"voter_ids[{at}]", VotingReasons.EnvelopeOfAnotherArea)
                .Require(voter is null || !voter.HasVoted, $"voter_ids[{at}]", VotingReasons.EnvelopeHasVoted)
                .Require(seen.Add(request.VoterIds[at]), $"voter_ids[{at}]", VotingReasons.EnvelopeTwice);
        }

        fields.Check();
    }

    private static async Task<PaperBatch> Open(Transaction transaction, OpenPaperBatchRequest request, Caller caller)
    {
        var serials = new SortedSet<string>(StringComparer.Ordinal);
        while (serials.Count < request.VoterIds.Count)
        {
            serials.Add(Crockford.Encode(RandomNumberGenerator.GetBytes(4), SerialDigits));
        }

        var batch = new PaperBatchRow
        {
            PollId = request.PollId,
            BatchId = Crockford.Encode(RandomNumberGenerator.GetBytes(5), 8).ToLowerInvariant(),
            AreaCode = request.AreaCode,
            Envelopes = serials.Count,
            State = BatchStates.BeingKeyed,
            OpenedBy = caller.ShownAs,
        };
        await transaction.Execute(InsertBatch, batch);
        await transaction.Execute(InsertBallot, serials.Select(serial => new { batch.PollId, batch.BatchId, serial }).ToList());
        return batch.ToMessage(serials.Select(serial => new PaperBallotKeyed(serial, [])));
    }
}

/// <summary>Somebody on the roll from whom an envelope came.</summary>
internal sealed record EnvelopeVoter
{
    public string VoterId { get; init; } = "";
    public long Position { get; init; }
    public string AreaCode { get; init; } = "";
    public bool HasVoted { get; init; }
}
