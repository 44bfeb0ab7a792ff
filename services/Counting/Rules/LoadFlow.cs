namespace Participatory.Counting.Rules;

/// <summary>
/// Money that flows from projects to the groups of voters who chose them: Dinic's algorithm ("Algorithm for solution of a problem of
/// maximum flow in networks", 1970) for a network of two layers.
/// </summary>
/// <remarks>Amounts are costs times voters, below 2^126.</remarks>
/// <param name="costs">Of the projects; the last one is the one that is tried.</param>
internal sealed class LoadFlow(long[] costs)
{
    private readonly List<int>[] groupsOf = [.. costs.Select(_ => new List<int>())];
    private readonly List<long> times = [];
    private readonly List<(int Project, int Edge)[]> projectsOf = [];
    private Int128[][] sent = [];
    private Int128[] supply = [];
    private Int128[] room = [];
    private int[] projectLevels = [];
    private int[] groupLevels = [];
    private int[] nextGroup = [];
    private int[] nextProject = [];

    /// <summary>A group of voters.</summary>
    /// <param name="members">The projects that all of them chose.</param>
    /// <param name="choseLast">Whether they chose the last one, too.</param>
    /// <param name="voters">How many they are.</param>
    public void Add(int[] members, bool choseLast, long voters)
    {
        var group = times.Count;
        times.Add(voters);
        var all = new (int Project, int Edge)[members.Length + (choseLast ? 1 : 0)];
        for (var i = 0; i < all.Length; i++)
        {
            var project = i < members.Length ? members[i] : costs.Length - 1;
            all[i] = (project, groupsOf[project].Count);
            groupsOf[project].Add(group);
        }

        projectsOf.Add(all);
    }

    /// <summary>
    /// The load of a set of projects that cannot be paid for with nobody bearing more than <paramref name="load"/>; null when all can.
    /// </summary>
    public SharedLoad? Overloaded(SharedLoad load)
    {
        supply = [.. costs.Select(cost => (Int128)cost * load.Voters)];
        room = [.. times.Select(voters => (Int128)voters * load.Cost)];
        sent = [.. groupsOf.Select(groups => new Int128[groups.Count])];
        (projectLevels, groupLevels) = (new int[costs.Length], new int[times.Count]);
        (nextGroup, nextProject) = (new int[costs.Length], new int[times.Count]);
        while (Reach())
        {
            nextGroup.AsSpan().Clear();
            nextProject.AsSpan().Clear();
            for (var project = 0; project < costs.Length; project++)
            {
                while (supply[project] > 0 && FromProject(project, supply[project]) is var amount && amount > 0)
                {
                    supply[project] -= amount;
                }
            }
        }

        // What could not be paid for reaches exactly the projects and voters of a set that needs more.
        return supply.Any(rest => rest > 0)
            ? new SharedLoad(
                Enumerable.Range(0, costs.Length).Where(project => projectLevels[project] >= 0).Sum(project => costs[project]),
                Enumerable.Range(0, times.Count).Where(group => groupLevels[group] >= 0).Sum(group => times[group]))
            : null;
    }

    /// <summary>Levels from projects that are not paid for; true when they reach a group with room.</summary>
    private bool Reach()
    {
        groupLevels.AsSpan().Fill(-1);
        var projects = new List<int>();
        for (var project = 0; project < costs.Length; project++)
        {
            projectLevels[project] = supply[project] > 0 ? 0 : -1;
            if (supply[project] > 0)
            {
                projects.Add(project);
            }
        }

        var found = false;
        for (var level = 1; projects.Count > 0 && !found; level += 2)
        {
            var next = new List<int>();
            foreach (var group in projects.SelectMany(project => groupsOf[project]).Where(group => groupLevels[group] < 0))
            {
                groupLevels[group] = level;
                found |= room[group] > 0;
                foreach (var (project, edge) in projectsOf[group])
                {
                    if (projectLevels[project] < 0 && sent[project][edge] > 0)
                    {
                        projectLevels[project] = level + 1;
                        next.Add(project);
                    }
                }
            }

            projects = next;
        }

        return found;
    }

    private Int128 FromProject(int project, Int128 amount)
    {
        var groups = groupsOf[project];
        for (; nextGroup[project] < groups.Count; nextGroup[project]++)
        {
            var group = groups[nextGroup[project]];
            if (groupLevels[group] == projectLevels[project] + 1 && ThroughGroup(group, amount) is var moved && moved > 0)
            {
                sent[project][nextGroup[project]] += moved;
                return moved;
            }
        }

        return 0;
    }

    private Int128 ThroughGroup(int group, Int128 amount)
    {
        if (room[group] > 0)
        {
            var kept = Int128.Min(amount, room[group]);
            room[group] -= kept;
            return kept;
        }

        var projects = projectsOf[group];
        for (; nextProject[group] < projects.Length; nextProject[group]++)
        {
            var (project, edge) = projects[nextProject[group]];
            if (projectLevels[project] == groupLevels[group] + 1 && sent[project][edge] > 0
                && FromProject(project, Int128.Min(amount, sent[project][edge])) is var moved && moved > 0)
            {
                sent[project][edge] -= moved;
                return moved;
            }
        }

        return 0;
    }
}
