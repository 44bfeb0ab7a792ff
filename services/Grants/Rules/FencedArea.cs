using Participatory.Contracts.Voting;

namespace Participatory.Grants.Rules;

/// <summary>One area while the ring-fences are applied to it: who gets its money so far, who was put in and who made room.</summary>
internal sealed class FencedArea(ContestDeclared contest, IReadOnlyList<Fence> fences, ILookup<string, string> marks)
{
    // By their places, which a count has whose numbers stay closed, too.
    private readonly List<ProjectDeclared> ideas =
    [
        .. contest.Projects.Where(idea => idea.CostMinor > 0)
            .OrderByDescending(idea => idea.Votes).ThenBy(idea => idea.Place == 0 ? int.MaxValue : idea.Place)
                .ThenBy(idea => idea.ProjectId, StringComparer.Ordinal),
    ];

    private readonly HashSet<ProjectDeclared> winners = [.. contest.Projects.Where(idea => idea.Won && idea.CostMinor > 0)];
    private readonly Dictionary<ProjectDeclared, Fence> putIn = [];
    private readonly Dictionary<ProjectDeclared, Fence> takenOut = [];

    public string AreaCode => contest.AreaCode;

    private long BudgetMinor => contest.BudgetMinor;

    private long Ballots => Math.Max(1, contest.Ballots);

    private long LeftMinor => contest.BudgetMinor - winners.Sum(idea => idea.CostMinor);

    /// <summary>What a ring-fence asks of these areas together.</summary>
    public static long Asked(Fence fence, IReadOnlyList<FencedArea> areas) => fence.Asked(areas.Sum(area => area.BudgetMinor));

    /// <summary>Puts ideas with the mark in until there are enough, or no other fits.</summary>
    public static void PutIn(Fence fence, IReadOnlyList<FencedArea> areas)
    {
        var others = areas.SelectMany(area => area.ideas.Where(idea => !idea.Won && HasVotes(idea) && area.Bears(idea, fence))
            .Select(idea => (Area: area, Idea: idea)));
        foreach (var (area, idea) in others.OrderByDescending(one => (decimal)one.Idea.Votes / one.Area.Ballots)
            .ThenBy(one => one.Idea.Place).ThenBy(one => one.Idea.ProjectId, StringComparer.Ordinal))
        {
            if (areas.Sum(one => one.Gets(fence)) >= Asked(fence, areas))
            {
                return;
            }

            area.MakeRoomFor(idea, fence);
        }
    }

    /// <summary>What ideas with the mark won by votes alone.</summary>
    public long Voted(Fence fence) => ideas.Where(idea => idea.Won && Bears(idea, fence)).Sum(idea => idea.CostMinor);

    /// <summary>What ideas with the mark get so far.</summary>
    public long Gets(Fence fence) => winners.Where(idea => Bears(idea, fence)).Sum(idea => idea.CostMinor);

    /// <summary>Those who made room and fit after all are back, most votes first.</summary>
    public void PutBack()
    {
        foreach (var idea in ideas.Where(takenOut.ContainsKey))
        {
            if (idea.CostMinor <= LeftMinor)
            {
                winners.Add(idea);
                takenOut.Remove(idea);
            }
        }
    }

    public FencedResult Result() => new(
        AreaCode,
        [.. ideas.Where(winners.Contains).OrderByDescending(idea => idea.Votes).ThenBy(idea => idea.ProjectId, StringComparer.Ordinal)],
        [.. ideas.Where(idea => !winners.Contains(idea) && HasVotes(idea))],
        [.. putIn.Select(pair => (pair.Key, pair.Value))],
        [.. takenOut.Select(pair => (pair.Key, pair.Value))]);

    private static bool HasVotes(ProjectDeclared idea) => idea.Votes > 0 || idea.Place > 0;

    private bool Bears(ProjectDeclared idea, Fence fence) => marks[idea.ProjectId].Contains(fence.Mark);

    private void MakeRoomFor(ProjectDeclared idea, Fence fence)
    {
        if (winners.Contains(idea) || Room(idea.CostMinor - LeftMinor) is not { } going)
        {
            return;
        }

        winners.ExceptWith(going);
        going.ForEach(one => takenOut.Add(one, fence));
        winners.Add(idea);
        putIn.Add(idea, fence);
    }

    /// <summary>
    /// Which winners without any mark go, fewest votes first, so that so much more is free; null where that is not enough.
    /// </summary>
    private List<ProjectDeclared>? Room(long needed)
    {
        List<ProjectDeclared> going = [];
        foreach (var idea in ideas.Where(idea => winners.Contains(idea) && !fences.Any(fence => Bears(idea, fence))).Reverse()
            .TakeWhile(_ => needed > 0))
        {
            going.Add(idea);
            needed -= idea.CostMinor;
        }

        return needed > 0 ? null : going;
    }
}
