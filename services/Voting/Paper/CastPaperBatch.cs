using System.Security.Cryptography;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Ballots;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Paper;

/// <summary>
/// Casts the ballots of a batch like any other, with cards that nobody keeps: a vote on paper is final. What was keyed is
/// taken away with it; what stays is how many envelopes, spoiled and cast ballots there were.
/// </summary>
internal sealed class CastPaperBatch(Database database, BallotPapers papers, Promises promises, TimeProvider clock)
{
    private static readonly Sql Close = new("""
        UPDATE paper_batch SET state = @State, spoiled = @Spoiled, counted = @Counted WHERE poll_id = @PollId AND batch_id = @BatchId
        AND state = 'BEING_KEYED'
        """);

    private static readonly Sql DeleteKeyings = new("DELETE FROM paper_keying WHERE poll_id = @pollId AND batch_id = @batchId");

    private static readonly Sql DeleteBallots = new("DELETE FROM paper_ballot WHERE poll_id = @pollId AND batch_id = @batchId");

    private static readonly Sql AddNotCounted = new("""
        UPDATE contest SET not_counted = not_counted + @envelopes WHERE poll_id = @pollId AND area_code = @areaCode
        """);

    private static readonly Sql SelectOpen = new("""
        SELECT poll_id, batch_id, area_code, envelopes, spoiled, counted, state, opened_by FROM paper_batch WHERE poll_id = @pollId
        AND state = 'BEING_KEYED'
        """);

    private static readonly Sql Leave = new("UPDATE paper_batch SET state = 'NOT_CAST' WHERE poll_id = @PollId AND batch_id = @BatchId");

    public async Task<PaperBatch> Handle(CastPaperBatchRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("poll_id", request.PollId).Id("batch_id", request.BatchId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, PaperBatch.Parser) is { } before)
        {
            return before;
        }

        var poll = await PollRow.Lock(transaction, request.PollId);
        poll.RequireOpen(clock.GetUtcNow());
        var batch = await PaperBatchRow.Load(transaction, request.PollId, request.BatchId, caller);
        var ballots = await batch.LoadBallots(transaction);
        var (cast, counted) = Decide(batch, ballots);
        await Cast(transaction, poll, batch, counted);
        var answer = await Settle(transaction, cast);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>At the closing: what was not cast is not counted, and says so. The poll is locked.</summary>
    public static async Task LeaveRest(Transaction transaction, string pollId)
    {
        foreach (var batch in await transaction.Many<PaperBatchRow>(SelectOpen, new { pollId }))
        {
            await transaction.Execute(Leave, new { batch.PollId, batch.BatchId });
            await transaction.Execute(AddNotCounted, new { envelopes = batch.Envelopes, pollId, areaCode = batch.AreaCode });
        }
    }

    /// <summary>The batch as it is cast, once, when two people agree about each of its ballots; and those of them that count.</summary>
    /// <exception cref="Refusal">One of these does not hold.</exception>
    internal static (PaperBatchRow Cast, IReadOnlyList<PaperBallotKeyed> Counted) Decide(PaperBatchRow batch,
        IReadOnlyList<PaperBallotKeyed> ballots)
    {
        if (batch.State != BatchStates.BeingKeyed)
        {
            throw new Refusal(VotingReasons.BatchIsClosed);
        }

        var missing = ballots.Count(ballot => ballot.State != PaperState.Agreed);
        if (missing > 0)
        {
            throw new Refusal(VotingReasons.BatchNotReady, [("missing", missing)]);
        }

        var counted = ballots.Where(ballot => !ballot.Final.Spoiled).ToList();
        return (batch with { State = BatchStates.Cast, Spoiled = ballots.Count - counted.Count, Counted = counted.Count }, counted);
    }

    private async Task Cast(Transaction transaction, PollRow poll, PaperBatchRow batch, IReadOnlyList<PaperBallotKeyed> ballots)
    {
        var paper = (await papers.Load(transaction, poll))[batch.AreaCode];
        foreach (var piece in ballots.Chunk(Promises.MostLeaves))
        {
            var writes = piece.Select(ballot => Write(poll, paper, ballot)).ToList();
            var (tree, made) = promises.Make(poll.PollId, writes.ConvertAll(write => write.Leaf));
            for (var at = 0; at < made.Length; at++)
            {
                writes[at].Take(tree, made[at]);
            }

            await Settlement.WriteFirst(transaction, poll.PollId, writes);
        }
    }

    private static BallotWrite Write(PollRow poll, BallotPaper paper, PaperBallotKeyed ballot)
    {
        var card = BallotCard.FromBits(RandomNumberGenerator.GetBytes(16));
        var cast = new Cast(new CastBallotRequest { RequestId = Guid.NewGuid().ToString(), PollId = poll.PollId }, card, code: null,
            codeHash: null, CancellationToken.None);
        var choices = new Choices(ballot.Final.Choices, Choices.InCommitment(paper, ballot.Final.Choices, poll.Ballots()));
        return new BallotWrite(cast, new Ballots.Decision.First(new VoterRow { AreaCode = paper.AreaCode }, choices));
    }

    private static async Task<PaperBatch> Settle(Transaction transaction, PaperBatchRow cast)
    {
        var (pollId, batchId) = (cast.PollId, cast.BatchId);
        await transaction.Execute(DeleteKeyings, new { pollId, batchId });
        await transaction.Execute(DeleteBallots, new { pollId, batchId });
        await transaction.Execute(AddNotCounted, new { envelopes = cast.Spoiled, pollId, areaCode = cast.AreaCode });
        return await transaction.Execute(Close, cast) == 1
            ? cast.ToMessage([])
            : throw new InvalidOperationException($"The batch {batchId} changed while its poll was locked.");
    }
}
