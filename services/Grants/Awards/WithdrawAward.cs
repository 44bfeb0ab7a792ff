using Participatory.Contracts.Grants;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Awards;

/// <summary>The council takes an award back that is not being paid, and tells the group why; the money is its area's again.</summary>
internal sealed class WithdrawAward(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE award SET state = 'WITHDRAWN', withdrawn_at = @now, withdrawn_by = @Subject, withdrawn_as = @ShownAs, withdraw_reason = @reason
        WHERE award_id = @AwardId AND state IN ('WAITING', 'OFFERED', 'ACCEPTED')
            AND NOT EXISTS (SELECT 1 FROM payment WHERE payment.award_id = award.award_id AND payment.state <> 'CANCELLED')
        """);

    public async Task<Award> Handle(WithdrawAwardRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("award_id", request.AwardId).Text("reason", request.Reason, max: 1000).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Award.Parser) is { } before)
        {
            return before;
        }

        var now = clock.GetUtcNow();
        var award = await AwardRow.LoadToChange(transaction, request.AwardId);
        Decide(award, caller);
        var round = await RoundTerms.Hold(transaction, award.RoundId, award.Currency);
        var reason = request.Reason.Trim();
        if (await transaction.Execute(Update, new { now, caller.Subject, caller.ShownAs, reason, award.AwardId }) != 1)
        {
            throw new Refusal(GrantsReasons.PaymentHoldsAward);
        }

        await Promises.TakeBack(transaction, award.AwardId, TransferCode.AwardWithdrawn, caller.Subject, now);
        if (award.Recipient is { } recipient)
        {
            await transaction.Publish(new AwardWithdrawn(
                award.AwardId, award.RoundId, award.ProjectId, award.AreaCode, award.Title, recipient, award.AmountMinor, award.Currency, reason, caller.ShownAs, now));
        }

        await Offer.WhatCanBe(transaction, round, now);
        var answer = (await AwardRow.Load(transaction, award.AwardId)).ToAward(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    private static void Decide(AwardRow award, Caller caller)
    {
        if (!caller.MayActIn(award.AreaCode))
        {
            throw new Refusal(GrantsReasons.OtherArea, [("area", award.AreaCode)], "award_id");
        }

        if (award.StateNow is not (AwardState.Waiting or AwardState.Offered or AwardState.Accepted))
        {
            throw new Refusal(award.StateNow is AwardState.Paid or AwardState.Closed ? GrantsReasons.AwardPaid : GrantsReasons.AwardState);
        }
    }
}
