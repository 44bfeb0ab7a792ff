using System.Collections.Immutable;

namespace Participatory.Counting.Elections;

/// <summary>Projects with money of their own: those of one area, or those for the whole city.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Budget">The money, in minor units, at least 0.</param>
/// <param name="ProjectIds">The ids of its projects.</param>
public sealed record Contest(string Name, long Budget, ImmutableArray<string> ProjectIds)
{
    /// <summary>
    /// Takes an election apart into contests that are counted on their own, for cities in which one ballot names projects of an area and of
    /// the whole city.
    /// </summary>
    /// <remarks>
    /// A ballot counts in each contest of which it names a project, with just those projects (a ranking keeps its order); in no other
    /// contest is its voter counted. Cities that
    /// publish results by district count like this (Warszawa, Kraków). Equal Shares so gives each contest's money to those who vote in it.
    /// </remarks>
    /// <param name="election">The whole election.</param>
    /// <param name="contests">Contests that hold each project once.</param>
    /// <returns>An election for each contest, in the same order.</returns>
    /// <exception cref="ArgumentException">A project is unknown, in two contests or in none, or a group of which only one may win lies in
    /// two contests; the message says which.</exception>
    public static ImmutableArray<Election> Split(Election election, ImmutableArray<Contest> contests)
    {
        var contestOf = ContestOf(election, contests);
        var projects = contests.Select(contest => contest.ProjectIds.Select(election.IndexOf).ToArray()).ToArray();
        var placeOf = new ushort[contestOf.Length];
        foreach (var project in projects.SelectMany(members => members.Select((project, place) => (project, place))))
        {
            placeOf[project.project] = (ushort)project.place;
        }

        var builders = contests.Select((contest, number) => new ElectionBuilder(
            new ElectionTerms(
                election.VoteType, contest.Budget, election.Scale, [.. projects[number].Select(project => election.Projects[project])])
            {
                Exclusive = [.. election.Exclusive.Where(group => contestOf[group[0]] == number)
                    .Select(group => group.Select(project => (int)placeOf[project]).ToImmutableArray())],
            },
            election.PointScale)).ToArray();
        for (var ballot = 0; ballot < election.DistinctBallots; ballot++)
        {
            var parts = election.Choices(ballot).ToArray().Select((project, place) => (Project: project, Place: place))
                .GroupBy(choice => contestOf[choice.Project]);
            foreach (var part in parts)
            {
                var given = election.Points(ballot).ToArray();
                builders[part.Key].Add([.. part.Select(choice => placeOf[choice.Project])],
                    [.. part.Where(_ => given.Length > 0).Select(choice => given[choice.Place])], election.Times(ballot));
            }
        }

        return [.. builders.Select(builder => builder.Build())];
    }

    private static int[] ContestOf(Election election, ImmutableArray<Contest> contests)
    {
        var contestOf = new int[election.Projects.Length];
        contestOf.AsSpan().Fill(-1);
        for (var number = 0; number < contests.Length; number++)
        {
            foreach (var id in contests[number].ProjectIds)
            {
                var project = election.IndexOf(id);
                if (project < 0 || contestOf[project] >= 0)
                {
                    throw new ArgumentException(project < 0 ? $"No project has the id \"{id}\"."
                        : $"Project {id} is in two contests, or twice in one.", nameof(contests));
                }

                contestOf[project] = number;
            }
        }

        if (Array.IndexOf(contestOf, -1) is >= 0 and var missing)
        {
            throw new ArgumentException($"Project {election.Projects[missing].Id} is in no contest.", nameof(contests));
        }

        return election.Exclusive.FirstOrDefault(group => group.Any(project => contestOf[project] != contestOf[group[0]]))
            is { IsDefault: false } torn
            ? throw new ArgumentException(
                $"Only one of {string.Join(", ", torn.Select(project => election.Projects[project].Id))} may win, and they are in "
                    + "different contests.", nameof(contests))
            : contestOf;
    }
}
