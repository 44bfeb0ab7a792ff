using System.Text.Json;
using Participatory.Contracts.Voting;
using Participatory.Types.V1;

namespace Participatory.Platform.Storage;

/// <summary>
/// Why an idea was not chosen, as a column keeps it: the reason and its numbers as JSON, as they came. It is only ever read as a whole.
/// </summary>
public static class KeptLoss
{
    /// <summary>Null for an idea that was chosen.</summary>
    public static string? Write(LossDeclared? loss) => loss is null ? null : JsonSerializer.Serialize(loss);

    /// <summary>Null for an idea that was chosen.</summary>
    public static LossDeclared? Read(string? kept) => kept is null ? null : JsonSerializer.Deserialize<LossDeclared>(kept);

    /// <summary>As it is told; null for an idea that was chosen.</summary>
    public static Loss? ToMessage(string? kept) => Read(kept) is { } loss ? ToMessage(loss) : null;

    private static Loss ToMessage(LossDeclared loss) => new()
    {
        Reason = Enum.Parse<LossReason>(loss.Reason.Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
        Votes = loss.Votes,
        Cost = Amount(loss.CostMinor, loss),
        Left = Amount(loss.LeftMinor, loss),
        Budget = Amount(loss.BudgetMinor, loss),
        Needed = loss.Needed,
        PaidPercent = loss.PaidPercent,
        MoreVotes = loss.MoreVotes,
        VotesNotEnough = loss.VotesNotEnough,
        InPoints = loss.InPoints,
        WinsAt = Amount(loss.WinsAtMinor, loss),
        WinsAtIsHighest = loss.WinsAtIsHighest,
        Fence = loss.Fence,
    };

    private static Money? Amount(long? minor, LossDeclared loss) => minor is { } known
        ? new Money { AmountMinor = known, Currency = loss.Currency } : null;
}
