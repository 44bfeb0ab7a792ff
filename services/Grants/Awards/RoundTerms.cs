using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Grants;

/// <summary>
/// This service's copy of a round. It exists from the first message or release that names the round, which fixes the
/// currency; title, days and areas are known once the round has been opened.
/// </summary>
internal sealed record RoundTerms
{
    private static readonly Sql Insert = new("""
        INSERT INTO round_terms (round_id, currency) SELECT @roundId, @currency
        WHERE NOT EXISTS (SELECT 1 FROM round_terms {lock} WHERE round_id = @roundId)
        """);

    private static readonly Sql Select = new("SELECT round_id, currency, title, pay_within_days FROM round_terms WHERE round_id = @roundId");

    private static readonly Sql SelectAreas = new("SELECT area_code FROM round_area WHERE round_id = @roundId");

    public string RoundId { get; init; } = "";
    public string Currency { get; init; } = "";
    public string? Title { get; init; }
    public int? PayWithinDays { get; init; }

    /// <summary>Empty while the round has not been heard to open.</summary>
    public IReadOnlySet<string> Areas { get; init; } = new HashSet<string>();

    /// <summary>What is known of a round, or null.</summary>
    public static async Task<RoundTerms?> Find(Session session, string roundId)
    {
        var round = await session.One<RoundTerms>(Select, new { roundId });
        return round is null ? null : round with { Areas = (await session.Many<string>(SelectAreas, new { roundId })).ToHashSet(StringComparer.Ordinal) };
    }

    /// <summary>
    /// What is known of a round, noted now where it is new. Until the transaction ends nobody else learns about the
    /// round or moves money into its pots, so that of two things that an offer waits for the later one sees the other.
    /// </summary>
    public static async Task<RoundTerms> Hold(Transaction transaction, string roundId, string currency)
    {
        await transaction.Execute(Insert, new { roundId, currency });
        return (await Find(transaction, roundId))!;
    }

    /// <summary>Refuses money that this round cannot use.</summary>
    public void RefuseOther(string currency, IEnumerable<string> areas, string fundField, string areasField)
    {
        if (currency != Currency)
        {
            throw new Refusal(GrantsReasons.NotOfThisRound, $"This round counts in {Currency}; the fund is in {currency}. Please choose another fund.", fundField);
        }

        if (Areas.Count > 0 && areas.FirstOrDefault(area => !Areas.Contains(area)) is { } unknown)
        {
            throw new Refusal(GrantsReasons.NotOfThisRound, $"This round has no area {unknown}. Please use the area codes of the round.", areasField);
        }
    }
}
