using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Log;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Extensions;

/// <summary>Asks to keep voting open for longer. Asking again takes the place of what nobody agreed to.</summary>
internal sealed class AskForExtension(Database database, LogKey key, TimeProvider clock)
{
    /// <summary>By how much voting can be kept open at most: a year that was mistyped cannot be taken back.</summary>
    internal const int MostDaysAhead = 60;

    private static readonly Sql Insert = new("""
        INSERT INTO extension (poll_id, number, state, was, becomes, reason, asked_by, asked_as, asked_at)
        VALUES (@PollId, @Number, @State, @Was, @Becomes, @Reason, @AskedBy, @AskedAs, @AskedAt)
        """);

    public async Task<Poll> Handle(AskForExtensionRequest request, Caller caller, CancellationToken cancellation)
    {
        var closesAt = Instants.Read(request.CloseTime);
        new Fields().RequestId(request.RequestId).Id("poll_id", request.PollId)
            .Require(closesAt is not null, "close_time", VotingReasons.ExtensionDayMissing)
            .Text("reason", request).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Poll.Parser) is { } before)
        {
            return before;
        }

        var poll = await StoredPoll.Load(transaction, await PollRow.Lock(transaction, request.PollId));
        var asked = Decide(poll, closesAt!.Value, request.Reason, caller, clock.Now());
        await transaction.Execute(Insert, asked);
        var answer = (poll with { Extension = asked }).ToMessage(key, caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>What is kept of it: an officer asks while people vote, in areas of theirs, for a later end.</summary>
    /// <exception cref="Refusal">One of these does not hold, or voting was kept open once.</exception>
    internal static ExtensionRow Decide(StoredPoll poll, DateTimeOffset closesAt, string reason, Caller caller, DateTimeOffset now)
    {
        poll.RequireExtensible(caller, now);
        var was = poll.Row.ClosesAt;
        var latest = was.AddDays(MostDaysAhead);
        new Fields()
            .Require(closesAt > was, "close_time", VotingReasons.ExtensionNotLater, ("closes", was))
            .Require(closesAt <= latest, "close_time", VotingReasons.ExtensionTooLong, ("days", MostDaysAhead))
            .Check();
        return new ExtensionRow
        {
            PollId = poll.Row.PollId, Number = (poll.Extension?.Number ?? 0) + 1, State = StateText.Of(ExtensionState.Asked), Was = was,
            Becomes = closesAt, Reason = reason.Trim(), AskedBy = caller.Subject, AskedAs = caller.ShownAs, AskedAt = now,
        };
    }
}
