using Participatory.Counting.Elections;

namespace Participatory.Counting.Explaining;

/// <summary>For each project the ballots that name it, with the place at which they do.</summary>
internal sealed class Choosers
{
    private readonly int[] starts;
    private readonly (int Ballot, ushort Place)[] entries;

    public Choosers(Election election)
    {
        starts = new int[election.Projects.Length + 1];
        for (var ballot = 0; ballot < election.DistinctBallots; ballot++)
        {
            foreach (var project in election.Choices(ballot))
            {
                starts[project + 1]++;
            }
        }

        for (var project = 0; project < election.Projects.Length; project++)
        {
            starts[project + 1] += starts[project];
        }

        entries = new (int Ballot, ushort Place)[starts[^1]];
        var next = starts.AsSpan(0, election.Projects.Length).ToArray();
        for (var ballot = 0; ballot < election.DistinctBallots; ballot++)
        {
            var choices = election.Choices(ballot);
            for (var place = 0; place < choices.Length; place++)
            {
                entries[next[choices[place]]++] = (ballot, (ushort)place);
            }
        }
    }

    public ReadOnlySpan<(int Ballot, ushort Place)> Of(int project) => entries.AsSpan(starts[project]..starts[project + 1]);
}
