using Participatory.Platform.Calls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Polls;

/// <summary>What people choose from in one contest. It never changes.</summary>
internal sealed class BallotPaper(ContestRow contest, IReadOnlyList<ProjectRow> projects)
{
    /// <summary>The most points for one project, whatever a poll says: sums stay far within 64 bits.</summary>
    public static readonly long MaxPointsOfAll = FieldLimits.MostOf(CastBallotRequest.Descriptor, "points");

    private readonly Dictionary<string, ProjectRow> byId = projects.ToDictionary(project => project.ProjectId, StringComparer.Ordinal);

    public string AreaCode => contest.AreaCode;

    /// <summary>In the order of the ballot paper; the place is the position.</summary>
    public IReadOnlyList<ProjectRow> Projects => projects;

    /// <summary>No ballot of it is kept in a longer text: all positions, with points and what stands between them.</summary>
    public int LongestChoices { get; } = Enumerable.Range(0, projects.Count).Sum(position =>
        $"{position}:{MaxPointsOfAll},".Length);

    public ProjectRow? Find(string projectId) => byId.GetValueOrDefault(projectId);

    /// <summary>The most that a ballot's projects may cost together; null for no limit.</summary>
    public long? MostCostMinor(PollRow poll) =>
        poll.MaxSumCostMinor > 0 ? poll.MaxSumCostMinor : poll.Ballots().KeepsToBudget ? contest.BudgetMinor : null;

    /// <summary>
    /// The fewest projects on a ballot: the poll's number, or as many as there are and as the money allows where that is
    /// fewer, so that everybody can cast a ballot.
    /// </summary>
    public int Fewest(PollRow poll)
    {
        if (MostCostMinor(poll) is not { } most)
        {
            return Math.Min(poll.MinLength, projects.Count);
        }

        var fits = 0;
        var cost = (Int128)0;
        foreach (var project in projects.OrderBy(project => project.CostMinor).Take(poll.MinLength))
        {
            cost += project.CostMinor;
            fits += cost <= most ? 1 : 0;
        }

        return fits;
    }
}
