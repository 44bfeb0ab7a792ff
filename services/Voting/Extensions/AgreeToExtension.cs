using Participatory.Contracts.Voting;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Log;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Extensions;

/// <summary>A second person agrees that voting closes later. That two staff accounts are two people, People sees to.</summary>
internal sealed class AgreeToExtension(Database database, LogKey key, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE extension SET state = @State, agreed_by = @AgreedBy, agreed_as = @AgreedAs, agreed_at = @AgreedAt
        WHERE poll_id = @PollId AND number = @Number AND state = 'ASKED'
        """);

    public async Task<Poll> Handle(AgreeToExtensionRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("poll_id", request.PollId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Poll.Parser) is { } before)
        {
            return before;
        }

        var poll = await StoredPoll.Load(transaction, await PollRow.Lock(transaction, request.PollId));
        var agreed = Decide(poll, request.Number, caller, clock.Now());
        if (await transaction.Execute(Update, agreed) != 1)
        {
            throw new InvalidOperationException($"What was asked for in the poll {agreed.PollId} changed while the poll was locked.");
        }

        await transaction.Publish(new PollExtended(
            agreed.PollId, agreed.Was, agreed.Becomes, agreed.Reason, agreed.AskedAs, agreed.AgreedAs!, agreed.AgreedAt!.Value));
        var answer = (await StoredPoll.Load(transaction, await PollRow.Load(transaction, request.PollId))).ToMessage(key, caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The same with who agreed: somebody else than who asked, while people vote, to what was asked for last.</summary>
    /// <exception cref="Refusal">One of these does not hold.</exception>
    internal static ExtensionRow Decide(StoredPoll poll, int number, Caller caller, DateTimeOffset now)
    {
        poll.RequireExtensible(caller, now);
        if (poll.Extension is not { } asked || asked.Number != number)
        {
            throw new Refusal(VotingReasons.ExtensionNotAsked, field: "number");
        }

        return asked.AskedBy == caller.Subject
            ? throw new Refusal(VotingReasons.ExtensionSecondPerson)
            : asked with
            {
                State = StateText.Of(ExtensionState.Agreed),
                AgreedBy = caller.Subject,
                AgreedAs = caller.ShownAs,
                AgreedAt = now,
            };
    }
}
