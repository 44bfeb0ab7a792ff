using Participatory.Contracts.Voting;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Log;
using Participatory.Voting.Mixing;
using Participatory.Voting.Paper;
using Participatory.Voting.V1;

namespace Participatory.Voting.Polls;

/// <summary>Closes a poll, by the clock or by an officer ahead of it.</summary>
internal sealed class ClosePoll(Database database, PollLog log, LogKey key, Mixer mixer, MixKeys mixKeys, TimeProvider clock)
{
    private static readonly Sql Close = new("UPDATE poll SET state = 'CLOSED' WHERE poll_id = @PollId AND state = 'OPEN'");

    private static readonly Sql InsertDecision = new("""
        INSERT INTO poll_decision (poll_id, state, decided_at, decided_by, reason) VALUES (@pollId, @State, @DecidedAt, @DecidedBy, @Reason)
        """);

    public async Task<Poll> Handle(ClosePollRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("poll_id", request.PollId).Text("reason", request).Check();

        Poll answer;
        IReadOnlyList<string> mixed;
        await using (var transaction = await database.Begin(cancellation))
        {
            if (await transaction.Replay(caller, request, Poll.Parser) is { } before)
            {
                return before;
            }

            var poll = await StoredPoll.Load(transaction, await PollRow.Lock(transaction, request.PollId));
            (answer, mixed) = await Apply(transaction, poll, Decide(poll, request.Reason, caller, clock.GetUtcNow()));
            await transaction.Remember(caller, request, answer);
            await transaction.Commit();
        }

        await Forget(mixed);
        return answer;
    }

    /// <summary>Closes a poll whose time is over; does nothing where somebody was quicker.</summary>
    public async Task ByTheClock(string pollId, CancellationToken cancellation)
    {
        IReadOnlyList<string> mixed;
        await using (var transaction = await database.Begin(cancellation))
        {
            var poll = await StoredPoll.Load(transaction, await PollRow.Lock(transaction, pollId));
            if (DecideByClock(poll, clock.GetUtcNow()) is not { } decision)
            {
                return;
            }

            (_, mixed) = await Apply(transaction, poll, decision);
            await transaction.Commit();
        }

        await Forget(mixed);
    }

    /// <summary>An officer may close an open poll in areas of theirs.</summary>
    /// <exception cref="Refusal">One of these does not hold.</exception>
    internal static DecisionRow Decide(StoredPoll poll, string reason, Caller caller, DateTimeOffset now)
    {
        poll.RequireAllAreas(caller);
        if (poll.Row.StateNow != PollState.Open)
        {
            throw new Refusal(poll.Row.StateNow == PollState.Scheduled ? VotingReasons.NothingToClose : VotingReasons.PollIsClosed);
        }

        return new DecisionRow { State = StateText.Of(PollState.Closed), DecidedAt = now, DecidedBy = caller.ShownAs, Reason = reason };
    }

    /// <summary>
    /// The closing of a poll whose time is over; else null. It is closed as of its closing time, or as of its opening where that
    /// came later: ballots have been refused since then, however late the clock gets round to it.
    /// </summary>
    internal static DecisionRow? DecideByClock(StoredPoll poll, DateTimeOffset now) =>
        poll.Row.StateNow == PollState.Open && now >= poll.Row.ClosesAt
        ? new DecisionRow
        {
            State = StateText.Of(PollState.Closed), DecidedAt = poll.Decisions
            .Select(decision => decision.DecidedAt).Append(poll.Row.ClosesAt).Max()
        }
        : null;

    private async Task Forget(IReadOnlyList<string> mixed)
    {
        mixKeys.Destroy(mixed);
        await database.TruncateLog(CancellationToken.None);
    }

    private async Task<(Poll Answer, IReadOnlyList<string> Mixed)> Apply(Transaction transaction, StoredPoll poll, DecisionRow decision)
    {
        var pollId = poll.Row.PollId;
        // What still waits is mixed first, in the same transaction: no ballot comes after the closing, not even a sealed one.
        var mixed = await mixer.MixRest(transaction, poll.Row);
        var closed = await transaction.Execute(Close, new { poll.Row.PollId });
        if (closed != 1)
        {
            throw new InvalidOperationException($"The poll {pollId} changed while it was locked.");
        }

        await transaction.Execute(InsertDecision, new { pollId, decision.State, decision.DecidedAt, decision.DecidedBy, decision.Reason });
        await CastPaperBatch.LeaveRest(transaction, pollId);
        // Every ballot that was taken is in the log with this, and none comes after it.
        await log.AppendRest(transaction, pollId);
        await transaction.Publish(new PollClosed(pollId, decision.DecidedAt, poll.Ballots));
        return ((await StoredPoll.Load(transaction, await PollRow.Load(transaction, pollId))).ToMessage(key), mixed);
    }
}
