using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Funds;

/// <summary>
/// Puts right an income that was recorded wrongly. The whole of it goes back to its funder by a transfer that names the one
/// it corrects; what was really paid is recorded anew. Everything later is undone in its own way: a release by a clawback,
/// an award by withdrawing it.
/// </summary>
internal sealed class CorrectIncome(Database database, TimeProvider clock)
{
    private static readonly Sql Select = new("SELECT " + TransferRow.Columns + " FROM transfer WHERE transfer_id = @TransferId");

    private static readonly Sql LockCorrected = new("SELECT transfer_id FROM correction {lock} WHERE corrects = @TransferId");

    private static readonly Sql LockFund = new("SELECT fund_id FROM account {lock} WHERE account_id = @CreditAccount");

    private static readonly Sql Insert = new("""
        INSERT INTO correction (transfer_id, corrects, reason, corrected_as, corrected_at)
        VALUES (@transferId, @Corrects, @reason, @ShownAs, @now)
        """);

    public async Task<Fund> Handle(CorrectIncomeRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId)
            .Id("transfer_id", request.TransferId, max: FieldLimits.LengthOf(CorrectIncomeRequest.Descriptor, "transfer_id"))
            .Text("reason", request).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Fund.Parser) is { } before)
        {
            return before;
        }

        var now = clock.GetUtcNow();
        var income = await transaction.One<TransferRow>(Select, request)
            ?? throw new Refusal(GrantsReasons.TransferNotFound, field: "transfer_id");
        var correction = Decide(income, await transaction.One<string>(LockCorrected, request), caller, now);
        var fundId = (await transaction.One<string>(LockFund, income))!;
        if (!await Ledger.Post(transaction, correction))
        {
            throw new Refusal(GrantsReasons.MoneyHasLeft, field: "transfer_id");
        }

        await transaction.Execute(
            Insert, new { transferId = correction.TransferId, correction.Corrects, reason = request.Reason.Trim(), caller.ShownAs, now });
        var answer = (await FundRow.Load(transaction, fundId, "transfer_id")).ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The transfer that takes an income back, once.</summary>
    /// <param name="corrected">The transfer that has done so already, if any.</param>
    /// <exception cref="Refusal">It is no income, or it was put right.</exception>
    internal static TransferRow Decide(TransferRow income, string? corrected, Caller caller, DateTimeOffset now)
    {
        if (income.Code != TransferCode.Income)
        {
            throw new Refusal(GrantsReasons.NotCorrectable, field: "transfer_id");
        }

        if (corrected is not null)
        {
            throw new Refusal(GrantsReasons.AlreadyCorrected, field: "transfer_id");
        }

        // One income can be put right once, so its own id is enough to make that of the correction.
        return income with
        {
            TransferId = $"correction-of-{income.TransferId}",
            DebitAccount = income.CreditAccount,
            CreditAccount = income.DebitAccount,
            Code = TransferCode.Correction,
            Reference = income.TransferId,
            TransferredAt = now,
            Actor = caller.Subject,
            Corrects = income.TransferId,
        };
    }
}
