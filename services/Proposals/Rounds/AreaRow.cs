using Participatory.Platform.Storage;

namespace Participatory.Proposals.Rounds;

/// <summary>An area of a round, with what has been released to it so far in the round's currency.</summary>
internal sealed record AreaRow
{
    // A release in another currency than the round's is kept and does not count: it cannot pay for anything here.
    private static readonly Sql Select = new("""
        SELECT a.round_id, a.area_code, a.name, COALESCE((
            SELECT SUM(l.amount_minor) FROM released_to_area l
            WHERE l.round_id = a.round_id AND l.area_code = a.area_code AND l.currency = r.currency), 0) - COALESCE((
            SELECT SUM(c.amount_minor) FROM clawed_back c
            WHERE c.round_id = a.round_id AND c.area_code = a.area_code AND c.currency = r.currency), 0) AS released_minor
        FROM area a JOIN round r ON r.round_id = a.round_id
        WHERE a.round_id IN (SELECT item FROM {texts @roundIds} AS given)
        ORDER BY a.round_id, a.position
        """);

    public string RoundId { get; init; } = "";
    public string AreaCode { get; init; } = "";
    public string Name { get; init; } = "";

    /// <summary>Below zero for a moment where a clawback is heard of before the release that it takes from.</summary>
    public long ReleasedMinor { get; init; }

    /// <summary>The areas of these rounds, each round's in the order in which the officer gave them.</summary>
    public static Task<IReadOnlyList<AreaRow>> Load(Session session, IEnumerable<string> roundIds) =>
        session.Many<AreaRow>(Select, new { roundIds = Sql.List(roundIds) });
}
