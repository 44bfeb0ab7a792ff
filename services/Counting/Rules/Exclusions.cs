using Participatory.Counting.Elections;

namespace Participatory.Counting.Rules;

/// <summary>Which projects cannot win any more because another one of a group of which only one may win has won.</summary>
internal sealed class Exclusions
{
    private readonly int[][] rivals;
    private readonly bool[] isOut;

    public Exclusions(Election election)
    {
        isOut = new bool[election.Projects.Length];
        rivals = new int[election.Exclusive.IsEmpty ? 0 : isOut.Length][];
        for (var project = 0; project < rivals.Length; project++)
        {
            rivals[project] = [.. election.Exclusive.Where(group => group.Contains(project)).SelectMany(group => group)
                .Where(other => other != project).Distinct()];
        }
    }

    /// <summary>The projects that cannot win beside this one.</summary>
    public ReadOnlySpan<int> RivalsOf(int project) => rivals.Length == 0 ? [] : rivals[project];

    /// <summary>True when a rival of the project has won.</summary>
    public bool IsOut(int project) => isOut[project];

    /// <summary>A project has won.</summary>
    public void Win(int project)
    {
        foreach (var rival in RivalsOf(project))
        {
            isOut[rival] = true;
        }
    }

    /// <summary>Nobody has won yet.</summary>
    public void Reset() => isOut.AsSpan().Clear();
}
