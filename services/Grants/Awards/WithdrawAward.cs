using Participatory.Contracts.Grants;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Awards;

/// <summary>The council takes an award back that is not being paid, and tells the group why; the money is its area's again.</summary>
internal sealed class WithdrawAward(Database database, TimeProvider clock, Offer offer)
{
    private static readonly Sql Update = new("""
        UPDATE award SET state = @State, withdrawn_at = @WithdrawnAt, withdrawn_by = @Subject, withdrawn_as = @WithdrawnAs,
        withdraw_reason = @WithdrawReason
        WHERE award_id = @AwardId AND state = @before
            AND NOT EXISTS (SELECT 1 FROM payment WHERE payment.award_id = award.award_id AND payment.state <> 'CANCELLED')
        """);

    public async Task<Award> Handle(WithdrawAwardRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("award_id", request.AwardId).Text("reason", request).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Award.Parser) is { } before)
        {
            return before;
        }

        var now = clock.GetUtcNow();
        var (award, round) = await AwardRow.LockWithRound(transaction, request.AwardId);
        var withdrawn = Decide(award, request.Reason.Trim(), caller, now);
        var change = new
        {
            withdrawn.State, withdrawn.WithdrawnAt, caller.Subject, withdrawn.WithdrawnAs, withdrawn.WithdrawReason,
            award.AwardId, before = award.State
        };
        if (await transaction.Execute(Update, change) != 1)
        {
            throw new Refusal(GrantsReasons.PaymentHoldsAward);
        }

        await Promises.TakeBack(transaction, award.AwardId, TransferCode.AwardWithdrawn, caller.Subject, now);
        if (award.Recipient is { } recipient)
        {
            await transaction.Publish(new AwardWithdrawn(
                award.AwardId, award.RoundId, award.ProjectId, award.AreaCode, award.Title, recipient, award.AmountMinor, award.Currency,
                    request.Reason.Trim(), caller.ShownAs, now));
        }

        await offer.WhatCanBe(transaction, round, now);
        var answer = (await AwardRow.Load(transaction, award.AwardId)).ToMessage(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The award as taken back by an officer of its area. A payment that is on its way stops it in the statement.</summary>
    /// <exception cref="Refusal">It is in another area, paid, or ended.</exception>
    internal static AwardRow Decide(AwardRow award, string reason, Caller caller, DateTimeOffset now)
    {
        if (!caller.MayActIn(award.AreaCode))
        {
            throw new Refusal(GrantsReasons.OtherArea, [("area", award.AreaCode)], "award_id");
        }

        if (award.StateNow is not (AwardState.Waiting or AwardState.Offered or AwardState.Accepted))
        {
            throw new Refusal(award.StateNow is AwardState.Paid or AwardState.Closed ? GrantsReasons.AwardPaid : GrantsReasons.AwardState);
        }

        return award with
        {
            State = StateText.Of(AwardState.Withdrawn),
            WithdrawnAt = now,
            WithdrawnAs = caller.ShownAs,
            WithdrawReason = reason
        };
    }
}
