using Participatory.Gateway.Pages.Shared;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Ledger;

/// <summary>
/// What the accounts of the ledger are called on a page: the fund, an area, an idea. The ledger itself, and the table to
/// load, keep the accounts as they are.
/// </summary>
internal sealed class Places(Round round, IEnumerable<Award> awards, Say say)
{
    private readonly Dictionary<string, string> titles = awards.ToDictionary(
        award => award.AwardId, award => HidingWords.TitleOf(award, say), StringComparer.Ordinal);

    /// <param name="account">Such as "fund:…", "pot:round:area:fund", "held:award", "paid:award".</param>
    /// <returns>The account itself where it is of no kind that we know.</returns>
    public string Name(string account) => account.Split(':') switch
    {
        ["fund", ..] => Words.Ledger.PlaceFund,
        ["pot", _, var area, ..] => Rounds.Phases.AreaName(round, area),
        ["held", var award, ..] when titles.TryGetValue(award, out var title) => say.Fill(Words.Ledger.PlaceHeld, title),
        ["paid", var award, ..] when titles.TryGetValue(award, out var title) => say.Fill(Words.Ledger.PlacePaid, title),
        _ => account,
    };
}
