using System.Globalization;
using Participatory.Grants.Awards;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Transfers;

/// <summary>
/// Both ways in which a promise ends. Each pot's share of an award is a promise of its own; it is kept, in one payment or
/// in several, until nothing of it is open, or what is still open is taken back, once.
/// </summary>
internal static class Promises
{
    /// <summary>Pays <paramref name="amountMinor"/> of what is promised to an award, the first share as far as it goes.</summary>
    /// <param name="cause">The payment; what it has paid cannot be paid again.</param>
    /// <returns>False, and nothing moved, where less is still promised.</returns>
    public static async Task<bool> Keep(
        Transaction transaction, AwardRow award, long amountMinor, string cause, string actor, DateTimeOffset now)
    {
        var promised = await Ledger.LoadPromised(transaction, award.AwardId);
        if (promised.Sum(share => share.AmountMinor) < amountMinor)
        {
            return false;
        }

        var account = Account.OfPaid(award);
        await Ledger.Open(transaction, account);
        var open = amountMinor;
        foreach (var (number, share) in promised.Index())
        {
            var part = Math.Min(open, share.AmountMinor);
            if (part == 0)
            {
                break;
            }

            await Ledger.PostCovered(transaction, share with
            {
                TransferId = Numbered($"payment-{cause}", number),
                DebitAccount = share.CreditAccount,
                CreditAccount = account.AccountId,
                AmountMinor = part,
                Code = TransferCode.Payment,
                Reference = cause,
                TransferredAt = now,
                Actor = actor,
            });
            open -= part;
        }

        return true;
    }

    /// <summary>Gives what is still promised to an award back to the pots that it came from.</summary>
    /// <param name="code">Why: one of the three codes of <see cref="TransferCode"/> that take an award back.</param>
    public static async Task TakeBack(Transaction transaction, string awardId, string code, string actor, DateTimeOffset now)
    {
        foreach (var (number, share) in (await Ledger.LoadPromised(transaction, awardId)).Index())
        {
            await Ledger.PostCovered(transaction, share with
            {
                TransferId = Numbered($"{code.ToLowerInvariant().Replace('_', '-')}-{awardId}", number),
                DebitAccount = share.CreditAccount,
                CreditAccount = share.DebitAccount,
                Code = code,
                TransferredAt = now,
                Actor = actor,
            });
        }
    }

    private static string Numbered(string cause, int number) => string.Create(CultureInfo.InvariantCulture, $"{cause}-{number + 1}");
}
