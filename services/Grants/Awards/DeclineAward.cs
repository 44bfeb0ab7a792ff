using Participatory.Contracts.Grants;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Awards;

/// <summary>The person whose idea it is says no; the money goes back to the pots that it came from.</summary>
internal sealed class DeclineAward(Database database, TimeProvider clock, Offer offer)
{
    private static readonly Sql Update = new("""
        UPDATE award SET state = @State, declined_at = @DeclinedAt, decline_reason = @Reason
        WHERE award_id = @AwardId AND state = 'OFFERED'
        """);

    public async Task<Award> Handle(DeclineAwardRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("award_id", request.AwardId)
            .Text("reason", request, required: false)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Award.Parser) is { } before)
        {
            return before;
        }

        var now = clock.GetUtcNow();
        var (award, round) = await AwardRow.LockWithRound(transaction, request.AwardId);
        var declined = Decide(award, caller, now);
        if (await transaction.Execute(Update, new { declined.State, declined.DeclinedAt, request.Reason, award.AwardId }) != 1)
        {
            throw new InvalidOperationException($"The award {award.AwardId} changed while it was held.");
        }

        await transaction.Publish(
            new AwardDeclined(award.AwardId, award.RoundId, award.ProjectId, award.Recipient!, now));
        await Promises.TakeBack(transaction, award.AwardId, TransferCode.AwardDeclined, caller.Subject, now);
        // Another winner of the area may have waited for this money.
        await offer.WhatCanBe(transaction, round, now);

        var answer = (await AwardRow.Load(transaction, award.AwardId)).ToMessage(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The award as declined by the person to whom it was offered.</summary>
    /// <exception cref="Refusal">It was offered to somebody else, or answered.</exception>
    internal static AwardRow Decide(AwardRow award, Caller caller, DateTimeOffset now)
    {
        award.RefuseUnlessOfferedTo(caller);
        return award with { State = StateText.Of(AwardState.Declined), DeclinedAt = now };
    }
}
