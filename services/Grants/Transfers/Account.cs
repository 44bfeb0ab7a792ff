using System.Security.Cryptography;
using System.Text;
using Participatory.Grants.Awards;
using Participatory.Grants.Funds;

namespace Participatory.Grants.Transfers;

/// <summary>
/// An account of the ledger. Its id says what it is for and holds no personal data:
/// <c>funder:{name}-{hash}</c>, <c>fund:{fund}</c>, <c>pot:{round}:{area}:{fund}</c>, <c>held:{award}</c>,
/// <c>paid:{award}</c>. A pot is that of one fund, so that its money keeps the fund's budget code.
/// </summary>
internal sealed record Account
{
    public string AccountId { get; init; } = "";

    /// <summary>One of <see cref="AccountKinds"/>.</summary>
    public string Kind { get; init; } = "";

    public string Currency { get; init; } = "";
    public string? FundId { get; init; }
    public string? RoundId { get; init; }
    public string? AreaCode { get; init; }
    public string BudgetCode { get; init; } = "";

    /// <summary>The name of a funder or a fund; else empty.</summary>
    public string ShownAs { get; init; } = "";

    /// <summary>Received less given, in minor units.</summary>
    public long Balance { get; init; }

    /// <summary>The account of a body that pays in; the same body however it is spaced or capitalised.</summary>
    public static Account OfFunder(string name, string currency)
    {
        var plain = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        var slug = new string(plain.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').ToArray());
        slug = string.Join('-', slug.Split('-', StringSplitOptions.RemoveEmptyEntries));
        // Two names may look the same as a slug; the hash tells them apart, and the currency needs an account of its own.
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{plain}\n{currency}")).AsSpan(0, 4));
        return new() { AccountId = $"funder:{slug}-{hash}", Kind = AccountKinds.Funder, Currency = currency, ShownAs = name.Trim() };
    }

    public static Account OfFund(FundRow fund) => new()
    {
        AccountId = IdOfFund(fund.FundId),
        Kind = AccountKinds.Fund,
        Currency = fund.Currency,
        FundId = fund.FundId,
        BudgetCode = fund.BudgetCode,
        ShownAs = fund.Name,
    };

    public static Account OfPot(FundRow fund, string roundId, string areaCode) => new()
    {
        AccountId = $"pot:{roundId}:{areaCode}:{fund.FundId}",
        Kind = AccountKinds.Pot,
        Currency = fund.Currency,
        FundId = fund.FundId,
        RoundId = roundId,
        AreaCode = areaCode,
        BudgetCode = fund.BudgetCode,
    };

    /// <summary>Where the money of an award waits until it is paid. It may come from several funds.</summary>
    public static Account OfHeld(AwardRow award) => OfAward(award, AccountKinds.Held, IdOfHeld(award.AwardId));

    /// <summary>What an award has been paid.</summary>
    public static Account OfPaid(AwardRow award) => OfAward(award, AccountKinds.Paid, IdOfPaid(award.AwardId));

    public static string IdOfFund(string fundId) => $"fund:{fundId}";

    /// <summary>The kind of an account, which is the beginning of its id.</summary>
    public static string KindOf(string accountId) => accountId[..accountId.IndexOf(':', StringComparison.Ordinal)].ToUpperInvariant();

    public static string IdOfHeld(string awardId) => $"held:{awardId}";

    public static string IdOfPaid(string awardId) => $"paid:{awardId}";

    private static Account OfAward(AwardRow award, string kind, string id) => new()
    {
        AccountId = id,
        Kind = kind,
        Currency = award.Currency,
        RoundId = award.RoundId,
        AreaCode = award.AreaCode,
    };
}

/// <summary>The kinds of accounts.</summary>
internal static class AccountKinds
{
    public const string Funder = "FUNDER";
    public const string Fund = "FUND";
    public const string Pot = "POT";
    public const string Held = "HELD";
    public const string Paid = "PAID";
}
