using Participatory.Contracts.Voting;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Log;
using Participatory.Voting.V1;

namespace Participatory.Voting.Polls;

/// <summary>Opens a poll, by the clock or by an officer ahead of it. From here on everything that people vote on is frozen.</summary>
internal sealed class OpenPoll(Database database, LogKey key, TimeProvider clock)
{
    private static readonly Sql Open = new("""
        UPDATE poll SET state = 'OPEN', frozen_hash = @frozenHash WHERE poll_id = @PollId AND state = 'SCHEDULED'
        """);

    private static readonly Sql InsertDecision = new("""
        INSERT INTO poll_decision (poll_id, state, decided_at, decided_by, reason) VALUES (@pollId, @State, @DecidedAt, @DecidedBy, @Reason)
        """);

    public async Task<Poll> Handle(OpenPollRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("poll_id", request.PollId).Text("reason", request).Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Poll.Parser) is { } before)
        {
            return before;
        }

        var poll = await StoredPoll.Load(transaction, await PollRow.Lock(transaction, request.PollId));
        var answer = await Apply(transaction, poll, Decide(poll, request.Reason, caller, clock.GetUtcNow()));
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Opens a poll whose time has come; does nothing where somebody was quicker.</summary>
    public async Task ByTheClock(string pollId, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        var row = await PollRow.Lock(transaction, pollId);
        if (DecideByClock(row, clock.GetUtcNow()) is not { } decision)
        {
            return;
        }

        await Apply(transaction, await StoredPoll.Load(transaction, row), decision);
        await transaction.Commit();
    }

    /// <summary>An officer may open a poll that is still to come, in areas of theirs, when somebody can vote in it.</summary>
    /// <exception cref="Refusal">One of these does not hold.</exception>
    internal static DecisionRow Decide(StoredPoll poll, string reason, Caller caller, DateTimeOffset now)
    {
        poll.RequireAllAreas(caller);
        if (poll.Row.StateNow != PollState.Scheduled)
        {
            throw new Refusal(VotingReasons.PollHasOpened);
        }

        if (poll is { Voters: 0, Row.IsImported: false, Registration: null })
        {
            throw new Refusal(VotingReasons.RollIsEmpty);
        }

        return new DecisionRow { State = StateText.Of(PollState.Open), DecidedAt = now, DecidedBy = caller.ShownAs, Reason = reason };
    }

    /// <summary>The opening of a poll whose time has come; else null.</summary>
    internal static DecisionRow? DecideByClock(PollRow poll, DateTimeOffset now) =>
        poll.StateNow == PollState.Scheduled && now >= poll.OpensAt
        ? new DecisionRow { State = StateText.Of(PollState.Open), DecidedAt = now }
        : null;

    private async Task<Poll> Apply(Transaction transaction, StoredPoll poll, DecisionRow decision)
    {
        var frozenHash = FrozenHash.Of(poll);
        var pollId = poll.Row.PollId;
        var opened = await transaction.Execute(Open, new { frozenHash, poll.Row.PollId });
        if (opened != 1)
        {
            throw new InvalidOperationException($"The poll {pollId} changed while it was locked.");
        }

        await transaction.Execute(InsertDecision, new { pollId, decision.State, decision.DecidedAt, decision.DecidedBy, decision.Reason });
        await transaction.Publish(new PollOpened(pollId, decision.DecidedAt, frozenHash));
        return (await StoredPoll.Load(transaction, await PollRow.Load(transaction, pollId))).ToMessage(key);
    }
}
