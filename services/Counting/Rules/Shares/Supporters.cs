using Participatory.Counting.Elections;

namespace Participatory.Counting.Rules.Shares;

/// <summary>
/// The ballots turned around: for each project the ballots that give it a utility above zero, behind each other in one array. Made once for an election and a utility.
/// </summary>
internal sealed class Supporters
{
    private readonly int[] starts;
    private readonly int[] ballots;
    private readonly long[] utilities;
    private readonly Utility utility;

    public Supporters(Election election, Utility utility)
    {
        Election = election;
        this.utility = utility;
        IsWeighted = utility is not (Utility.Cost or Utility.Votes);
        starts = new int[election.Projects.Length + 1];
        ForEach((project, _, _) => starts[project + 1]++);
        for (var project = 0; project < election.Projects.Length; project++)
        {
            starts[project + 1] += starts[project];
        }

        ballots = new int[starts[^1]];
        utilities = IsWeighted ? new long[starts[^1]] : [];
        var next = starts.AsSpan(0, election.Projects.Length).ToArray();
        ForEach((project, ballot, worth) =>
        {
            var at = next[project]++;
            ballots[at] = ballot;
            if (IsWeighted)
            {
                utilities[at] = worth;
            }
        });
        Times = new int[election.DistinctBallots];
        for (var ballot = 0; ballot < Times.Length; ballot++)
        {
            Times[ballot] = election.Times(ballot);
        }

        Voters = new long[election.Projects.Length];
        for (var project = 0; project < Voters.Length; project++)
        {
            foreach (var ballot in Of(project))
            {
                Voters[project] += Times[ballot];
            }
        }
    }

    public Election Election { get; }

    /// <summary>False when all supporters of a project like it equally; their utility is then taken as 1, and cost comes in when projects are compared.</summary>
    public bool IsWeighted { get; }

    /// <summary>How many voters cast each ballot.</summary>
    public int[] Times { get; }

    /// <summary>How many voters support each project.</summary>
    public long[] Voters { get; }

    public ReadOnlySpan<int> Of(int project) => ballots.AsSpan(starts[project]..starts[project + 1]);

    /// <summary>The utilities beside <see cref="Of"/>; empty when not weighted.</summary>
    public ReadOnlySpan<long> UtilitiesOf(int project) => IsWeighted ? utilities.AsSpan(starts[project]..starts[project + 1]) : [];

    /// <summary>The utility that a ballot gives to what stands at a place on it.</summary>
    public long Worth(int ballot, int place, int length) => IsWeighted ? Utilities.Weight(utility, Election.Points(ballot), place, length) : 1;

    private void ForEach(Action<int, int, long> take)
    {
        for (var ballot = 0; ballot < Election.DistinctBallots; ballot++)
        {
            var choices = Election.Choices(ballot);
            for (var place = 0; place < choices.Length; place++)
            {
                var worth = Worth(ballot, place, choices.Length);
                if (worth > 0 && !(utility == Utility.Cost && Election.Projects[choices[place]].Cost == 0))
                {
                    take(choices[place], ballot, worth);
                }
            }
        }
    }
}
