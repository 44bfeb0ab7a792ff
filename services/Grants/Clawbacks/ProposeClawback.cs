using Participatory.Grants.Funds;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Clawbacks;

/// <summary>An officer proposes to take released money back. Nothing moves until somebody else agrees.</summary>
internal sealed class ProposeClawback(Database database, TimeProvider clock)
{
    private static readonly Sql Insert = new("""
        INSERT INTO clawback (clawback_id, fund_id, currency, round_id, area_code, amount_minor, reason, state, proposed_by, proposed_as,
            proposed_at)
        SELECT @ClawbackId, @FundId, @Currency, @RoundId, @AreaCode, @AmountMinor, @Reason, @State, @ProposedBy, @ProposedAs, @ProposedAt
        WHERE NOT EXISTS (SELECT 1 FROM clawback {lock} WHERE clawback_id = @ClawbackId)
        """);

    public async Task<Clawback> Handle(ProposeClawbackRequest request, Caller caller, CancellationToken cancellation)
    {
        var asked = request.Clawback ?? new Clawback();
        new Fields()
            .RequestId(request.RequestId)
            .Id("clawback.clawback_id", asked.ClawbackId, required: false)
            .Id("clawback.fund_id", asked.FundId)
            .Id("clawback.round_id", asked.RoundId)
            .Code("clawback.area_code", asked.AreaCode)
            .Amount("clawback.amount", asked.Amount)
            .Text("clawback.reason", asked)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Clawback.Parser) is { } before)
        {
            return before;
        }

        var fund = await FundRow.Load(transaction, asked.FundId, "clawback.fund_id");
        var balance = await Ledger.LockBalance(transaction, Account.OfPot(fund, asked.RoundId, asked.AreaCode).AccountId);
        var clawback = Decide(asked, fund, balance, caller, clock.GetUtcNow());
        if (await transaction.Execute(Insert, clawback) == 0)
        {
            throw new Refusal(GrantsReasons.IdTaken, field: "clawback.clawback_id");
        }

        var answer = (await ClawbackRow.Load(transaction, clawback.ClawbackId)).ToMessage(caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The clawback as proposed: in an area of the officer's, of money that nobody has been promised.</summary>
    /// <exception cref="Refusal">One of these does not hold.</exception>
    internal static ClawbackRow Decide(Clawback asked, FundRow fund, long balance, Caller caller, DateTimeOffset now)
    {
        if (!caller.MayActIn(asked.AreaCode))
        {
            throw new Refusal(GrantsReasons.OtherArea, [("area", asked.AreaCode)], "clawback.area_code");
        }

        new Fields().Amount("clawback.amount", asked.Amount, fund.Currency).Check();
        ClawbackRow.RefuseMoreThanThere(asked.Amount.AmountMinor, balance, fund.Currency, "clawback.amount.amount_minor");
        return new ClawbackRow
        {
            ClawbackId = asked.ClawbackId.Length > 0 ? asked.ClawbackId : Guid.CreateVersion7(now).ToString(),
            FundId = fund.FundId,
            Currency = fund.Currency,
            RoundId = asked.RoundId,
            AreaCode = asked.AreaCode,
            AmountMinor = asked.Amount.AmountMinor,
            Reason = asked.Reason.Trim(),
            State = StateText.Of(ClawbackState.Proposed),
            ProposedBy = caller.Subject,
            ProposedAs = caller.ShownAs,
            ProposedAt = now,
        };
    }
}
