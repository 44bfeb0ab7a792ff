using Participatory.Grants.Transfers;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Settlements;

/// <summary>Moves what a pot does not need any more to where the round's policy says.</summary>
internal static class Leftover
{
    /// <summary>Empties <paramref name="pot"/>: to its fund, or by way of it to the same area of <paramref name="toRoundId"/>.</summary>
    /// <param name="cause">What no two movements share; at most 80 characters.</param>
    public static async Task Move(
        Transaction transaction, Account pot, long amountMinor, string? toRoundId, string cause, string actor, DateTimeOffset now)
    {
        var home = new TransferRow
        {
            TransferId = $"{(toRoundId is null ? "unspent" : "rolled-out")}-{cause}",
            DebitAccount = pot.AccountId,
            CreditAccount = Account.IdOfFund(pot.FundId!),
            AmountMinor = amountMinor,
            Currency = pot.Currency,
            Code = toRoundId is null ? TransferCode.Unspent : TransferCode.RolledOut,
            Reference = toRoundId ?? pot.RoundId!,
            BudgetCode = pot.BudgetCode,
            RoundId = pot.RoundId,
            TransferredAt = now,
            Actor = actor,
        };
        await Ledger.PostCovered(transaction, home);
        if (toRoundId is null)
        {
            return;
        }

        // Two transfers, so that the books of both rounds are whole without each other.
        var next = pot with { AccountId = $"pot:{toRoundId}:{pot.AreaCode}:{pot.FundId}", RoundId = toRoundId };
        await Ledger.Open(transaction, next);
        await Ledger.PostCovered(transaction, home with
        {
            TransferId = $"rolled-in-{cause}",
            DebitAccount = home.CreditAccount,
            CreditAccount = next.AccountId,
            Code = TransferCode.RolledIn,
            Reference = pot.RoundId!,
            RoundId = toRoundId,
        });
    }
}
