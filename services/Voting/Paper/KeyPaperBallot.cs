using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Ballots;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Paper;

/// <summary>Keeps what one person reads on a paper ballot. Nobody sees what the one before has read.</summary>
internal sealed class KeyPaperBallot(Database database, BallotPapers papers, TimeProvider clock)
{
    private static readonly Sql Insert = new("""
        INSERT INTO paper_keying (poll_id, batch_id, serial, turn, keyed_by, choices, spoiled)
        VALUES (@PollId, @BatchId, @serial, @turn, @Subject, @choices, @Spoiled)
        """);

    public async Task<PaperBatch> Handle(KeyPaperBallotRequest request, Caller caller, CancellationToken cancellation)
    {
        var serial = Crockford.Read(request.Serial, 6) ?? "";
        var fields = new Fields().RequestId(request.RequestId).Id("poll_id", request.PollId).Id("batch_id", request.BatchId)
            .Require(serial.Length == 6, "serial", VotingReasons.SerialWrong)
            .Require(!request.Spoiled || (request.ProjectIds.Count == 0 && request.Points.Count == 0), "spoiled",
                VotingReasons.SpoiledNamesNothing);
        Choices.RequireBounds(fields, request.ProjectIds, request.Points).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, PaperBatch.Parser) is { } before)
        {
            return before;
        }

        var poll = await PollRow.Lock(transaction, request.PollId);
        poll.RequireOpen(clock.GetUtcNow());
        var batch = await PaperBatchRow.Load(transaction, request.PollId, request.BatchId, caller);
        var turn = Decide(batch, (await batch.LoadBallots(transaction)).FirstOrDefault(ballot => ballot.Serial == serial), caller);
        var choices = request.Spoiled ? "" : Choices.Check(poll, (await papers.Load(transaction, poll))[batch.AreaCode],
            request.ProjectIds, request.Points).Stored;
        // The keys of the table say that it is another person's turn, whoever was quicker.
        await transaction.Execute(Insert, new { batch.PollId, batch.BatchId, serial, turn, caller.Subject, choices, request.Spoiled });
        var answer = batch.ToMessage(await batch.LoadBallots(transaction));
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Whose turn it is: the first, the second, or, where they differ, the third.</summary>
    /// <exception cref="Refusal">It is nobody's, or not this person's.</exception>
    internal static int Decide(PaperBatchRow batch, PaperBallotKeyed? ballot, Caller caller)
    {
        if (batch.State != BatchStates.BeingKeyed)
        {
            throw new Refusal(VotingReasons.BatchIsClosed);
        }

        if (ballot is null)
        {
            throw new Refusal(VotingReasons.SerialUnknown, field: "serial");
        }

        if (ballot.State == PaperState.Agreed)
        {
            throw new Refusal(VotingReasons.KeyedAlready, field: "serial");
        }

        return ballot.Keyings.All(keying => keying.KeyedBy != caller.Subject)
            ? ballot.Keyings.Count + 1
            : throw new Refusal(VotingReasons.KeyedByYou, field: "serial");
    }
}
