using Participatory.Grants.Transfers;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Samples;

/// <summary>A fund from which a round's money comes and whose rule was SAMPLE when voting began.</summary>
internal sealed record SampleRow
{
    // A rule that was chosen once people could vote holds for later rounds: whoever could see how the lot falls has nothing
    // left to choose. The end of voting is the one that the ballot paper named, since an officer may close a poll ahead of it.
    private const string SelectSamples = """
        SELECT DISTINCT pot.fund_id, pot.round_id, fund.name AS fund_name, choice.sample_groups, terms.voting_until, result.result_hash
        FROM account pot
        JOIN fund ON fund.fund_id = pot.fund_id
        JOIN round_terms terms ON terms.round_id = pot.round_id
        JOIN evidence_choice choice ON choice.fund_id = pot.fund_id AND choice.evidence = 'SAMPLE'
        LEFT JOIN round_result result ON result.round_id = pot.round_id
        WHERE pot.kind = 'POT' AND choice.place = (
            SELECT MAX(last.place) FROM evidence_choice last
            WHERE last.fund_id = choice.fund_id AND (terms.voting_from IS NULL OR last.chosen_at < terms.voting_from))
        """;

    private static readonly Sql SelectUndrawn = new(SelectSamples + """
         AND result.result_hash IS NOT NULL AND terms.voting_until IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM sample_draw drawn WHERE drawn.fund_id = pot.fund_id AND drawn.round_id = pot.round_id)
        """);

    private static readonly Sql SelectOfRound = new(SelectSamples + " AND pot.round_id = @roundId ORDER BY fund.name, pot.fund_id");

    public string FundId { get; init; } = "";
    public string RoundId { get; init; } = "";
    public string FundName { get; init; } = "";
    public int SampleGroups { get; init; }
    public DateTimeOffset? VotingUntil { get; init; }
    public string? ResultHash { get; init; }

    /// <summary>The hash of the result and the instant at which voting was to end; empty while either is not known.</summary>
    public string Seed => ResultHash is null || VotingUntil is not { } until ? "" : $"{ResultHash} {Chain.Time(until)}";

    /// <summary>Those of all rounds with a result from which nobody was drawn yet.</summary>
    public static Task<IReadOnlyList<SampleRow>> LoadUndrawn(Session session) => session.Many<SampleRow>(SelectUndrawn, new { });

    /// <summary>Those of one round.</summary>
    public static Task<IReadOnlyList<SampleRow>> LoadOfRound(Session session, string roundId) =>
        session.Many<SampleRow>(SelectOfRound, new { roundId });
}
