using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Proposals.Priorities;

/// <summary>A theme that was chosen, as it is stored. It never changes.</summary>
internal sealed record PriorityRow
{
    private static readonly Sql Insert = new("""
        INSERT INTO priority (priority_id, round_id, area_code, place, theme_id)
        VALUES (@PriorityId, @RoundId, @AreaCode, @Place, @ThemeId)
        """);

    private static readonly Sql SelectOfArea = new("""
        SELECT priority_id, round_id, area_code, place, theme_id FROM priority
        WHERE round_id = @roundId AND area_code = @areaCode ORDER BY place
        """);

    public string PriorityId { get; init; } = "";
    public string RoundId { get; init; } = "";
    public string AreaCode { get; init; } = "";

    /// <summary>From 1.</summary>
    public int Place { get; init; }

    public string ThemeId { get; init; } = "";

    /// <summary>The priorities of an area, in their order.</summary>
    public static Task<IReadOnlyList<PriorityRow>> LoadOfArea(Session session, string roundId, string areaCode) =>
        session.Many<PriorityRow>(SelectOfArea, new { roundId, areaCode });

    /// <summary>Keeps the priorities of a choice that was decided just now, and tells everybody.</summary>
    /// <param name="inOrder">Those that are priorities, the first one first.</param>
    public static async Task Keep(
        Transaction transaction, ThemeChoiceRow choice, IReadOnlyList<ChoiceThemeRow> inOrder)
    {
        var rows = inOrder.Index().Select(theme => new PriorityRow
        {
            PriorityId = Guid.CreateVersion7().ToString(), RoundId = choice.RoundId, AreaCode = choice.AreaCode, Place = theme.Index + 1,
            ThemeId = theme.Item.ThemeId,
        }).ToList();
        await transaction.Execute(Insert, rows);
        await transaction.Publish(new PrioritiesDecided(
            choice.RoundId, choice.AreaCode, choice.AnswerRole, choice.DecidedAt!.Value, choice.AnswerAt,
            [.. rows.Zip(inOrder, (row, theme) => new DecidedPriority(row.PriorityId, row.Place, theme.Statement))]));
    }
}
