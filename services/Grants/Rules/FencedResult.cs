using Participatory.Contracts.Voting;

namespace Participatory.Grants.Rules;

/// <summary>At least so much of each area's money, or of the whole round's, is for ideas that bear a mark.</summary>
internal sealed record Fence
{
    public string Mark { get; init; } = "";

    /// <summary>Whom it is for, as the public reads it.</summary>
    public string Title { get; init; } = "";

    /// <summary>Minor units; null where it is a share.</summary>
    public long? LeastMinor { get; init; }

    /// <summary>Percent of the money; null where it is an amount.</summary>
    public int? LeastShare { get; init; }

    /// <summary>Asked of all areas together; else of each by itself.</summary>
    public bool WholeRound { get; init; }

    /// <summary>What it asks where there is that much money: never more than there is.</summary>
    public long Asked(long budgetMinor) =>
        Math.Min(budgetMinor, LeastMinor ?? (long)Math.Ceiling((decimal)budgetMinor * LeastShare!.Value / 100));
}

/// <summary>
/// The result of one area after the ring-fences. By their order: as long as the winners with the mark cost less than the
/// ring-fence asks for, the idea with the mark that has most votes among the others (where areas are asked together: votes
/// for each ballot of its area) is put in, where it fits into its area's money; to make room, winners of that area without any mark
/// are taken out, those with fewest votes first. At the end those taken out that fit after all are put back, most votes
/// first. Ties go by the id of the idea, as text.
/// </summary>
/// <param name="Winners">Who gets an award, most votes first.</param>
/// <param name="RunnersUp">The others that anybody voted for, most votes first.</param>
/// <param name="PutIn">Winners that the vote alone did not make, with the ring-fence that did.</param>
/// <param name="TakenOut">Winners of the vote that made room, with the ring-fence that they made room for.</param>
internal sealed record FencedResult(
    string AreaCode,
    IReadOnlyList<ProjectDeclared> Winners,
    IReadOnlyList<ProjectDeclared> RunnersUp,
    IReadOnlyList<(ProjectDeclared Idea, Fence Fence)> PutIn,
    IReadOnlyList<(ProjectDeclared Idea, Fence Fence)> TakenOut)
{
    /// <param name="contests">The vote of every area.</param>
    /// <param name="marks">The marks of each project.</param>
    /// <returns>The result of each area, and what each ring-fence asked for and came to.</returns>
    public static (IReadOnlyList<FencedResult> Areas, IReadOnlyList<FenceOutcomeRow> Outcomes) Of(
        IReadOnlyList<ContestDeclared> contests, IReadOnlyList<Fence> fences, ILookup<string, string> marks)
    {
        var areas = contests.Select(contest => new FencedArea(contest, fences, marks)).ToList();
        var asked = fences.SelectMany(
            fence => fence.WholeRound ? [(fence, Of: areas)] : areas.Select(area => (fence, Of: new List<FencedArea> { area }))).ToList();
        foreach (var (fence, of) in asked)
        {
            FencedArea.PutIn(fence, of);
        }

        areas.ForEach(area => area.PutBack());
        return ([.. areas.Select(area => area.Result())], [.. asked.Select(one => Outcome(one.fence, one.Of))]);
    }

    private static FenceOutcomeRow Outcome(Fence fence, List<FencedArea> areas) => new()
    {
        AreaCode = fence.WholeRound ? "" : areas[0].AreaCode,
        Mark = fence.Mark,
        AskedMinor = FencedArea.Asked(fence, areas),
        ByVotesMinor = areas.Sum(area => area.Voted(fence)),
        CameToMinor = areas.Sum(area => area.Gets(fence)),
    };
}

/// <summary>What a ring-fence asked of an area (or, where that is empty, of the round), what the votes gave, and what it came to.</summary>
internal sealed record FenceOutcomeRow
{
    public string AreaCode { get; init; } = "";
    public string Mark { get; init; } = "";
    public long AskedMinor { get; init; }
    public long ByVotesMinor { get; init; }
    public long CameToMinor { get; init; }
}
