using Participatory.Cli.Verify;

namespace Participatory.Cli.Ledgers;

/// <summary>What every account has, what is open of every promise, and the sums by kind, transfer after transfer.</summary>
/// <param name="whole">Every transfer is in the file, so that funds can be checked, too.</param>
internal sealed class LedgerBalances(bool whole)
{
    private readonly Dictionary<string, Account> accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Promise> promises = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LedgerTransfer> income = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Currency, string Kind), (long Debits, long Credits)> totals = new(ByText.Order);

    /// <summary>What each kind of account has given and received, in the order of its hash.</summary>
    public IEnumerable<(string Currency, string Kind, long Debits, long Credits)> Totals =>
        totals.Select(total => (total.Key.Currency, total.Key.Kind, total.Value.Debits, total.Value.Credits));

    /// <summary>What the accounts of a kind have together; funds only where all of their transfers are here.</summary>
    public IEnumerable<(string Currency, string Kind, long Balance)> Kinds() => Totals
        .Where(total => whole || total.Kind is not ("FUND" or "FUNDER"))
        .Select(total => (total.Currency, total.Kind.ToLowerInvariant(), total.Credits - total.Debits));

    public void Take(LedgerTransfer transfer, BundleLine line)
    {
        Resolve(transfer, line);
        Correct(transfer, line);
        Move(transfer.Debit, transfer.Currency, -transfer.Amount, line);
        Move(transfer.Credit, transfer.Currency, transfer.Amount, line);
    }

    private void Resolve(LedgerTransfer transfer, BundleLine line)
    {
        if (transfer.Code == "AWARD")
        {
            if (transfer.Credit != $"held:{transfer.Reference}")
            {
                throw line.Fault("promise", $"This promises money to {transfer.Reference} and puts it at {transfer.Credit}.");
            }

            promises.Add(transfer.Id, new Promise(transfer.Debit, transfer.Credit) { Open = transfer.Amount });
        }

        var resolves = transfer.Code is "PAYMENT" or "AWARD_DECLINED" or "AWARD_WITHDRAWN" or "AWARD_EXPIRED";
        if (resolves != transfer.Resolves.Length > 0)
        {
            throw line.Fault("promise", resolves ? "It does not say which promise it keeps or takes back."
                : "Only a payment, or what takes a grant back, ends a promise.");
        }

        if (!resolves)
        {
            return;
        }

        if (!promises.TryGetValue(transfer.Resolves, out var promise))
        {
            throw line.Fault("promise", $"There is no promise {transfer.Resolves}, or nothing of it is open any more.");
        }

        var to = transfer.Code == "PAYMENT" ? $"paid:{promise.Held["held:".Length..]}" : promise.Pot;
        if (transfer.Debit != promise.Held || transfer.Credit != to)
        {
            throw line.Fault("promise", $"What was promised from {promise.Pot} at {promise.Held} goes to {to} and nowhere else.");
        }

        if (transfer.Amount > promise.Open || (transfer.Code != "PAYMENT" && transfer.Amount != promise.Open))
        {
            throw line.Fault("promise", $"{promise.Open} of the promise {transfer.Resolves} are open, and this is {transfer.Amount}.");
        }

        promise.Open -= transfer.Amount;
        if (promise.Open == 0)
        {
            promises.Remove(transfer.Resolves);
        }
    }

    private void Correct(LedgerTransfer transfer, BundleLine line)
    {
        if ((transfer.Code == "CORRECTION") != (transfer.Corrects.Length > 0))
        {
            throw line.Fault("correction", "A correction names the transfer that it puts right, and nothing else does.");
        }

        if (transfer.Code == "INCOME")
        {
            income.Add(transfer.Id, transfer);
        }

        if (transfer.Code == "CORRECTION" && !(income.Remove(transfer.Corrects, out var wrong)
            && (wrong.Debit, wrong.Credit, wrong.Amount, wrong.Currency) == (
                transfer.Credit, transfer.Debit, transfer.Amount, transfer.Currency)))
        {
            throw line.Fault("correction", $"This does not undo the transfer {transfer.Corrects} that it names, or it is undone already.");
        }
    }

    private void Move(string name, string currency, long amount, BundleLine line)
    {
        if (!accounts.TryGetValue(name, out var account))
        {
            accounts.Add(name, account = new Account(currency));
        }

        if (account.Currency != currency)
        {
            throw line.Fault("currency", $"{name} is in {account.Currency}, and this is in {currency}.");
        }

        var kind = LedgerTransfer.KindOf(name);
        try
        {
            account.Balance = checked(account.Balance + amount);
            var key = (currency, kind.ToUpperInvariant());
            var (debits, credits) = totals.GetValueOrDefault(key);
            totals[key] = amount < 0 ? (checked(debits - amount), credits) : (debits, checked(credits + amount));
        }
        catch (OverflowException)
        {
            throw line.Fault("amount", "No ledger of this world has so much money.");
        }

        if (account.Balance < 0 && kind != "funder" && (whole || kind != "fund"))
        {
            throw line.Fault("below zero", $"{name} gives {-amount} and has {account.Balance - amount}.");
        }
    }

    private sealed class Account(string currency)
    {
        public string Currency { get; } = currency;

        public long Balance { get; set; }
    }

    private sealed class Promise(string pot, string held)
    {
        public string Pot { get; } = pot;

        public string Held { get; } = held;

        public long Open { get; set; }
    }

    /// <summary>As the bytes of the texts are ordered.</summary>
    private static class ByText
    {
        public static readonly IComparer<(string Currency, string Kind)> Order = Comparer<(string Currency, string Kind)>.Create(
            (one, other) =>
            string.CompareOrdinal(one.Currency, other.Currency) is not 0 and var by ? by : string.CompareOrdinal(one.Kind, other.Kind));
    }
}
