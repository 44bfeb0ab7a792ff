using Google.Protobuf;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Voting.Ballots;
using Participatory.Voting.Mixing;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Log;

/// <summary>Whether a ballot is in the log, with the proof.</summary>
internal sealed class LookUpTrackingCode(Database database, MixKeys keys)
{
    /// <summary>Where a log is larger, its proofs come from the bundle: working them out takes reading all of it.</summary>
    private const int MostLeavesProved = 200_000;

    private static readonly Sql SelectLeaf = new("""
        SELECT position FROM log_leaf WHERE poll_id = @pollId AND leaf_hash >= @from AND leaf_hash <= @to
        """);

    private static readonly Sql SelectWaiting = new("""
        SELECT COUNT(*) FROM log_waiting WHERE poll_id = @pollId AND leaf_hash >= @from AND leaf_hash <= @to
        """);

    private static readonly Sql SelectSealed = new("SELECT lookup, area_code, mix_id, sealed FROM sealed_ballot WHERE poll_id = @pollId");

    private static readonly Sql SelectLeaves = new("""
        SELECT leaf_hash FROM log_leaf WHERE poll_id = @pollId AND position < @size ORDER BY position
        """);

    public async Task<LookUpTrackingCodeResponse> Handle(LookUpTrackingCodeRequest request, CancellationToken cancellation)
    {
        var leaves = Commitment.LeavesOf(request.TrackingCode);
        new Fields()
            .Id("poll_id", request.PollId)
            .Require(leaves is not null, "tracking_code", VotingReasons.TrackingCodeIncomplete)
            .Check();
        var (from, to) = leaves!.Value;

        await using var session = await database.Read(cancellation);
        var pollId = (await PollRow.Load(session, request.PollId)).PollId;
        var waiting = await IsSealed(session, pollId, from, to) || await session.One<long>(SelectWaiting, new { pollId, from, to }) > 0;
        var newest = await PollLog.LoadNewest(session, pollId);
        var answer = new LookUpTrackingCodeResponse { State = TrackingState.Waiting, Checkpoint = newest?.Note ?? "" };
        // It may be mixed and go into the log between these questions, and never the other way; so the log is asked last.
        if (await session.One<long?>(SelectLeaf, new { pollId, from, to }) is { } position)
        {
            answer.State = TrackingState.InLog;
            answer.LeafIndex = position;
            await LoadPath(session, pollId, answer, newest?.TreeSize ?? 0);
            return answer;
        }

        return waiting ? answer : throw new Refusal(VotingReasons.TrackingCodeUnknown, field: "tracking_code");
    }

    // There are never many: what has a crowd is mixed.
    private async Task<bool> IsSealed(Session session, string pollId, byte[] from, byte[] to)
    {
        foreach (var row in await session.Many<SealedRow>(SelectSealed, new { pollId }))
        {
            try
            {
                var leaf = row.Open(keys, pollId).Leaf;
                if (Promises.ByBytes.Compare(leaf, from) >= 0 && Promises.ByBytes.Compare(leaf, to) <= 0)
                {
                    return true;
                }
            }
            catch (KeyIsGone)
            {
                // It has been mixed since; the next questions find it. Where its key is lost it is not known to be there.
            }
        }

        return false;
    }

    private static async Task LoadPath(Session session, string pollId, LookUpTrackingCodeResponse answer, long size)
    {
        if (answer.LeafIndex < size && size <= MostLeavesProved)
        {
            var leaves = (await session.Many<byte[]>(SelectLeaves, new { pollId, size })).ToArray();
            answer.Path.AddRange(MerkleTree.Path(leaves, (int)answer.LeafIndex).Select(step => ByteString.CopyFrom(step)));
        }
    }
}
