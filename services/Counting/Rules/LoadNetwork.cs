using Participatory.Counting.Rules.Shares;

namespace Participatory.Counting.Rules;

/// <summary>The winners so far and who chose them, and how evenly their cost can be shared out among those who chose each.</summary>
/// <remarks>
/// The smallest possible heaviest load is the largest of <c>cost(S) / voters who chose one of S</c> over sets S of projects. That is found
/// by Dinkelbach's method: whether every project can be paid for with nobody bearing
/// more than a load is a question of flow in a network, and where it cannot, the cut names a set that needs more. Voters who chose the same
/// winners are one node.
/// </remarks>
internal sealed class LoadNetwork
{
    private readonly Supporters supporters;
    private readonly int[] groupOf;
    private readonly List<int[]> members = [[]];
    private readonly List<long> times = [0];
    private readonly List<long> costs = [];
    private SharedLoad heaviest = new(0, 1);

    public LoadNetwork(Supporters supporters)
    {
        this.supporters = supporters;
        groupOf = new int[supporters.Groups];
    }

    /// <summary>The heaviest load if a project joined the winners, and all costs were shared out as evenly as can be.</summary>
    /// <param name="project">Somebody chose it.</param>
    /// <param name="atLeast">What it is known to be at least.</param>
    public SharedLoad HeaviestWith(int project, SharedLoad atLeast)
    {
        var flow = Network(project);
        for (var load = atLeast.CompareTo(heaviest) > 0 ? atLeast : heaviest; ;)
        {
            if (flow.Overloaded(load) is not { } more)
            {
                return load;
            }

            load = more;
        }
    }

    /// <summary>A project joins the winners.</summary>
    /// <param name="project">The project.</param>
    /// <param name="load">What <see cref="HeaviestWith"/> said of it.</param>
    public void Take(int project, SharedLoad load)
    {
        heaviest = load;
        var winner = costs.Count;
        costs.Add(supporters.Election.Projects[project].Cost);
        var joined = new Dictionary<int, int>();
        var ballots = supporters.Of(project);
        var cast = supporters.TimesOf(project);
        for (var i = 0; i < ballots.Length; i++)
        {
            var from = groupOf[ballots[i]];
            if (!joined.TryGetValue(from, out var to))
            {
                joined[from] = to = members.Count;
                members.Add([.. members[from], winner]);
                times.Add(0);
            }

            groupOf[ballots[i]] = to;
            times[to] += cast[i];
            // The first group is of those who chose no winner, and nobody asks how many these are.
            times[from] -= from == 0 ? 0 : cast[i];
        }
    }

    private LoadFlow Network(int project)
    {
        var with = new long[members.Count];
        var ballots = supporters.Of(project);
        var cast = supporters.TimesOf(project);
        for (var i = 0; i < ballots.Length; i++)
        {
            with[groupOf[ballots[i]]] += cast[i];
        }

        var flow = new LoadFlow([.. costs, supporters.Election.Projects[project].Cost]);
        for (var group = 0; group < with.Length; group++)
        {
            if (group > 0 && times[group] > with[group])
            {
                flow.Add(members[group], false, times[group] - with[group]);
            }

            if (with[group] > 0)
            {
                flow.Add(members[group], true, with[group]);
            }
        }

        return flow;
    }
}
