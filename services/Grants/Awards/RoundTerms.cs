using Participatory.Grants.Rules;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Awards;

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

    private static readonly Sql Select = new("""
        SELECT round_id, currency, title, pay_within_days, unspent, voting_from, result_at,
            (SELECT COUNT(*) FROM settlement WHERE settlement.round_id = round_terms.round_id) AS settlements
        FROM round_terms WHERE round_id = @roundId
        """);

    private static readonly Sql UpdateVoting = new("""
        UPDATE round_terms SET voting_from = @from WHERE round_id = @roundId AND (voting_from IS NULL OR voting_from > @from)
        """);

    private static readonly Sql UpdateEnd = new("""
        UPDATE round_terms SET voting_until = @until WHERE round_id = @roundId AND voting_until IS NULL
        """);

    private static readonly Sql UpdateResult = new("""
        UPDATE round_terms SET result_at = @now WHERE round_id = @roundId AND result_at IS NULL
        """);

    private static readonly Sql SelectAreas = new("SELECT area_code FROM round_area WHERE round_id = @roundId");

    public string RoundId { get; init; } = "";
    public string Currency { get; init; } = "";
    public string? Title { get; init; }
    public int? PayWithinDays { get; init; }

    /// <summary>
    /// As <see cref="StateText"/> writes an <see cref="V1.UnspentMoney"/>; null while the round has not been heard to open.
    /// </summary>
    public string? Unspent { get; init; }

    public V1.UnspentMoney UnspentNow => Unspent is null ? V1.UnspentMoney.Unspecified : StateText.Read<V1.UnspentMoney>(Unspent);

    /// <summary>Since when people can vote, and no rule about the money changes; null while that is not known.</summary>
    public DateTimeOffset? VotingFrom { get; init; }

    /// <summary>When the result was heard; null before.</summary>
    public DateTimeOffset? ResultAt { get; init; }

    /// <summary>1 where its money is settled, else 0.</summary>
    public int Settlements { get; init; }

    /// <summary>Empty while the round has not been heard to open.</summary>
    public IReadOnlySet<string> Areas { get; init; } = new HashSet<string>();

    /// <summary>What is known of a round, or null.</summary>
    public static async Task<RoundTerms?> LoadOrNull(Session session, string roundId)
    {
        var round = await session.One<RoundTerms>(Select, new { roundId });
        return round is null ? null
            : round with { Areas = (await session.Many<string>(SelectAreas, new { roundId })).ToHashSet(StringComparer.Ordinal) };
    }

    /// <summary>
    /// What is known of a round, noted now where it is new. Until the transaction ends nobody else learns about the
    /// round or moves money into its pots, so that of two things that an offer waits for the later one sees the other.
    /// </summary>
    public static async Task<RoundTerms> Lock(Transaction transaction, string roundId, string currency)
    {
        await transaction.Execute(Insert, new { roundId, currency });
        return (await LoadOrNull(transaction, roundId))!;
    }

    /// <summary>From then on no rule about the round's money changes.</summary>
    public static async Task FixRules(Transaction transaction, string roundId, DateTimeOffset from)
    {
        await MoneyRulesRow.Hold(transaction, roundId);
        await transaction.Execute(UpdateVoting, new { roundId, from });
    }

    /// <summary>When voting ends, as the ballot paper says; a poll that is closed ahead of it changes nothing here.</summary>
    public static Task NoteEnd(Transaction transaction, string roundId, DateTimeOffset until) =>
        transaction.Execute(UpdateEnd, new { roundId, until });

    /// <summary>The result is known.</summary>
    public static Task NoteResult(Transaction transaction, string roundId, DateTimeOffset now) =>
        transaction.Execute(UpdateResult, new { roundId, now });

    /// <summary>Refuses to bring money into a round, or out of it, whose money is settled.</summary>
    public void RefuseSettled()
    {
        if (Settlements > 0)
        {
            throw new Refusal(GrantsReasons.RoundSettled);
        }
    }

    /// <summary>Refuses money that this round cannot use.</summary>
    public void RefuseOther(string currency, IEnumerable<string> areas, string fundField, string areasField)
    {
        if (currency != Currency)
        {
            throw new Refusal(GrantsReasons.RoundOfOtherCurrency, [("currency", Currency), ("other", currency)], fundField);
        }

        if (Areas.Count > 0 && areas.FirstOrDefault(area => !Areas.Contains(area)) is { } unknown)
        {
            throw new Refusal(GrantsReasons.NotOfThisRound, [("area", unknown)], areasField);
        }
    }
}
