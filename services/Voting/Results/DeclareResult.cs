using Google.Protobuf;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Letters;
using Participatory.Voting.Polls;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Voting.Results;

/// <summary>Counts a closed poll and says the result, once.</summary>
internal sealed class DeclareResult(Database database, CodeKey key, TimeProvider clock)
{
    private static readonly Sql UpdatePoll = new("UPDATE poll SET state = @state WHERE poll_id = @pollId AND state = 'CLOSED'");

    private static readonly Sql InsertResult = new("""
        INSERT INTO result (poll_id, declared_at, result_hash, body) VALUES (@PollId, @declaredAt, @ResultHash, @body)
        """);

    public async Task<Result> Handle(DeclareResultRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("poll_id", request.PollId).Check();
        // Where the clock closes the poll between the two, it is counted in a second turn; closed it stays.
        Result? result = null;
        while (result is null)
        {
            result = await Declare(request, caller, await Count(request.PollId, caller, cancellation), cancellation);
        }

        return result;
    }

    // Null where the poll has been closed since nothing was counted of it.
    private async Task<Result?> Declare(
        DeclareResultRequest request, Caller caller, Declaration? declaration, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Result.Parser) is { } before)
        {
            return before;
        }

        var row = await PollRow.Lock(transaction, request.PollId);
        var state = Decide(await StoredPoll.Load(transaction, row), caller);
        if (declaration is null)
        {
            return null;
        }

        var declaredAt = clock.GetUtcNow();
        var result = declaration.ToMessage(caller.ShownAs, declaredAt);
        await Write(transaction, state, result, declaredAt);
        await transaction.Publish(declaration.ToEvent(result));
        await transaction.Remember(caller, request, result);
        await transaction.Commit();
        return result;
    }

    /// <summary>What the poll becomes: an officer may declare what is closed and not declared yet, in areas of theirs.</summary>
    /// <exception cref="Refusal">One of these does not hold.</exception>
    internal static PollState Decide(StoredPoll poll, Caller caller)
    {
        poll.RequireAllAreas(caller);
        if (poll.Row.StateNow != PollState.Closed)
        {
            throw new Refusal(poll.Row.StateNow == PollState.Declared ? VotingReasons.ResultIsDeclared
                : VotingReasons.PollNotClosed, [("closes", poll.Row.ClosesAt)]);
        }

        return PollState.Declared;
    }

    // A closed poll has got its last ballot, so it is counted before the transaction and holds nobody up. Null where it
    // is not closed: then it is for the transaction to say why there is nothing to count.
    private async Task<Declaration?> Count(string pollId, Caller caller, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        var poll = await StoredPoll.Load(session, await PollRow.Load(session, pollId));
        // Counting is work, and nobody makes it who may not declare.
        poll.RequireAllAreas(caller);
        if (poll.Row.StateNow != PollState.Closed)
        {
            return null;
        }

        var counts = new List<ContestCount>(poll.Contests.Count);
        foreach (var contest in poll.Contests)
        {
            counts.Add(await ContestCount.Load(session, poll, contest, cancellation));
        }

        return new Declaration(poll, counts, await LetterTurnout.Load(session, poll), key);
    }

    private static async Task Write(Transaction transaction, PollState state, Result result, DateTimeOffset declaredAt)
    {
        await transaction.Execute(InsertResult, new { result.PollId, declaredAt, result.ResultHash, body = result.ToByteArray() });
        var declared = await transaction.Execute(UpdatePoll, new { state = StateText.Of(state), pollId = result.PollId });
        if (declared != 1)
        {
            throw new InvalidOperationException($"The poll {result.PollId} changed while it was locked.");
        }
    }
}
