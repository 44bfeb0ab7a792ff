using Participatory.Contracts.Voting;

namespace Participatory.Grants;

/// <summary>At least so much of each area's money is for ideas that bear a mark.</summary>
internal sealed record Fence
{
    public string Mark { get; init; } = "";

    /// <summary>Whom it is for, as the public reads it.</summary>
    public string Title { get; init; } = "";

    /// <summary>Minor units; null where it is a share.</summary>
    public long? LeastMinor { get; init; }

    /// <summary>Percent of the area's money; null where it is an amount.</summary>
    public int? LeastShare { get; init; }

    /// <summary>What it asks of an area with that much money: never more than there is.</summary>
    public long Asked(long budgetMinor) => Math.Min(budgetMinor, LeastMinor ?? (long)Math.Ceiling((decimal)budgetMinor * LeastShare!.Value / 100));
}

/// <summary>
/// The result of one area after its ring-fences. By their order: as long as the winners with the mark cost less than the
/// ring-fence asks for, the idea with the mark that has most votes among the others is put in, where it fits; to make room,
/// winners without any mark are taken out, those with fewest votes first. At the end those taken out that fit after all
/// are put back, most votes first. Ties go by the id of the idea, as text.
/// </summary>
/// <param name="Winners">Who gets an award, most votes first.</param>
/// <param name="RunnersUp">The others that anybody voted for, most votes first.</param>
/// <param name="PutIn">Winners that the vote alone did not make, with the mark that did.</param>
/// <param name="TakenOut">Winners of the vote that made room, with the mark that they made room for.</param>
internal sealed record FencedResult(
    IReadOnlyList<ProjectDeclared> Winners,
    IReadOnlyList<ProjectDeclared> RunnersUp,
    IReadOnlyList<(ProjectDeclared Idea, string Mark)> PutIn,
    IReadOnlyList<(ProjectDeclared Idea, string Mark)> TakenOut,
    IReadOnlyList<FenceOutcomeRow> Outcomes)
{
    /// <param name="marks">The marks of each project.</param>
    public static FencedResult Of(ContestDeclared contest, IReadOnlyList<Fence> fences, ILookup<string, string> marks)
    {
        var ideas = contest.Projects.Where(idea => idea.CostMinor > 0).OrderByDescending(idea => idea.Votes).ThenBy(idea => idea.ProjectId, StringComparer.Ordinal).ToList();
        var winners = ideas.Where(idea => idea.Won).ToHashSet();
        var putIn = new Dictionary<ProjectDeclared, string>();
        var takenOut = new Dictionary<ProjectDeclared, string>();
        long Cost(Fence fence, IEnumerable<ProjectDeclared> of) => of.Where(idea => marks[idea.ProjectId].Contains(fence.Mark)).Sum(idea => idea.CostMinor);
        long Left() => contest.BudgetMinor - winners.Sum(idea => idea.CostMinor);

        foreach (var fence in fences)
        {
            foreach (var next in ideas.Where(idea => !idea.Won && idea.Votes > 0 && marks[idea.ProjectId].Contains(fence.Mark)))
            {
                if (Cost(fence, winners) >= fence.Asked(contest.BudgetMinor))
                {
                    break;
                }

                if (!winners.Contains(next) && Room(ideas.Where(idea => winners.Contains(idea) && !fences.Any(other => marks[idea.ProjectId].Contains(other.Mark))), next.CostMinor - Left()) is { } going)
                {
                    winners.ExceptWith(going);
                    going.ForEach(idea => takenOut.Add(idea, fence.Mark));
                    winners.Add(next);
                    putIn.Add(next, fence.Mark);
                }
            }
        }

        foreach (var idea in ideas.Where(idea => takenOut.ContainsKey(idea) && idea.CostMinor <= Left()).ToList())
        {
            if (idea.CostMinor <= Left() && winners.Add(idea))
            {
                takenOut.Remove(idea);
            }
        }

        return new FencedResult(
            ideas.Where(winners.Contains).ToList(),
            ideas.Where(idea => !winners.Contains(idea) && idea.Votes > 0).ToList(),
            putIn.Select(pair => (pair.Key, pair.Value)).ToList(),
            takenOut.Select(pair => (pair.Key, pair.Value)).ToList(),
            fences.Select(fence => new FenceOutcomeRow
            {
                AreaCode = contest.AreaCode,
                Mark = fence.Mark,
                AskedMinor = fence.Asked(contest.BudgetMinor),
                ByVotesMinor = Cost(fence, ideas.Where(idea => idea.Won)),
                CameToMinor = Cost(fence, winners),
            }).ToList());
    }

    /// <summary>Who goes, fewest votes first, so that so much more is free; null where that is not enough.</summary>
    private static List<ProjectDeclared>? Room(IEnumerable<ProjectDeclared> unmarked, long needed)
    {
        List<ProjectDeclared> going = [];
        foreach (var idea in unmarked.Reverse().TakeWhile(_ => needed > 0))
        {
            going.Add(idea);
            needed -= idea.CostMinor;
        }

        return needed > 0 ? null : going;
    }
}

/// <summary>What a ring-fence asked of an area, what the votes gave, and what it came to.</summary>
internal sealed record FenceOutcomeRow
{
    public string AreaCode { get; init; } = "";
    public string Mark { get; init; } = "";
    public long AskedMinor { get; init; }
    public long ByVotesMinor { get; init; }
    public long CameToMinor { get; init; }
}
