using System.Globalization;
using System.Security.Cryptography;
using Participatory.Cli.Verify;

namespace Participatory.Cli.Ledgers;

/// <summary>A transfer as it stands in a file: who gives, who receives, and everything that its hash covers.</summary>
internal sealed record LedgerTransfer(
    string Id,
    string Debit,
    string Credit,
    long Amount,
    string Currency,
    string Code,
    string Reference,
    string BudgetCode,
    string Round,
    string Time,
    string Corrects,
    string Resolves)
{
    private static readonly string[] Names =
        ["id", "debit", "credit", "amount_minor", "currency", "code", "reference", "budget_code", "round", "time", "corrects", "resolves"];

    // From which kind of account to which, by code.
    private static readonly Dictionary<string, (string From, string To)> Ways = new(StringComparer.Ordinal)
    {
        ["INCOME"] = ("funder", "fund"),
        ["CORRECTION"] = ("fund", "funder"),
        ["RELEASE"] = ("fund", "pot"),
        ["ROLLED_IN"] = ("fund", "pot"),
        ["CLAWBACK"] = ("pot", "fund"),
        ["UNSPENT"] = ("pot", "fund"),
        ["ROLLED_OUT"] = ("pot", "fund"),
        ["AWARD"] = ("pot", "held"),
        ["AWARD_DECLINED"] = ("held", "pot"),
        ["AWARD_WITHDRAWN"] = ("held", "pot"),
        ["AWARD_EXPIRED"] = ("held", "pot"),
        ["PAYMENT"] = ("held", "paid"),
        ["GROUP_RETURNED"] = ("paid", "pot"),
    };

    public static LedgerTransfer Read(BundleLine line)
    {
        line.Only(Names);
        return new LedgerTransfer(
            line.Text("id"), line.Text("debit"), line.Text("credit"), line.Number64("amount_minor"), line.Text("currency"),
            line.Text("code"),
            line.Text("reference"), line.Text("budget_code"), line.Text("round"), line.Text("time"), line.Text("corrects"),
                line.Text("resolves"));
    }

    /// <summary>The part of an account before its colon.</summary>
    public static string KindOf(string account) => account.IndexOf(':', StringComparison.Ordinal) is > 0 and var end ? account[..end] : "";

    /// <summary>What a transfer of this kind must be, whatever came before it.</summary>
    public void Check(BundleLine line)
    {
        if (!Ways.TryGetValue(Code, out var way))
        {
            throw line.Fault("code", $"There is no kind of transfer \"{Code}\".");
        }

        if (KindOf(Debit) != way.From || KindOf(Credit) != way.To)
        {
            throw line.Fault("accounts", $"{Code} goes from a {way.From} to a {way.To}, and this goes from {Debit} to {Credit}.");
        }

        if (Amount == 0)
        {
            throw line.Fault("amount", "A transfer moves more than nothing.");
        }

        if (Id.Length == 0 || (Round.Length == 0) != (Code is "INCOME" or "CORRECTION"))
        {
            throw line.Fault("round", "Money that comes in belongs to no round yet, everything else to one.");
        }

        var pot = way.From == "pot" ? Debit : way.To == "pot" ? Credit : null;
        if (pot is not null && !pot.StartsWith($"pot:{Round}:", StringComparison.Ordinal))
        {
            throw line.Fault("round", $"{pot} is no pot of the round {Round}.");
        }

        if (!DateTime.TryParseExact(Time, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            throw line.Fault("time", "An instant is such as 2026-07-03T10:11:12.123456Z.");
        }
    }

    /// <summary>The head of its book after it.</summary>
    public string HeadAfter(string head) => Hashes.Hex(SHA256.HashData(Hashes.Join(
        "participatory-transfer-1", head, Id, Debit, Credit, Amount.ToString(CultureInfo.InvariantCulture), Currency, Code, Reference,
            BudgetCode, Round, Time, Corrects, Resolves)));
}
