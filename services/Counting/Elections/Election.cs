using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Participatory.Counting.Elections;

/// <summary>Everything a rule looks at: the money, the projects and the ballots. Immutable; safe to share between threads.</summary>
/// <remarks>
/// Equal ballots are kept once, with how often they were cast. Ballots lie behind each other in one array, without a voter,
/// a name or a time, and nothing here depends on the order in which they were added. Make one with <see cref="ElectionBuilder"/> or
/// <see cref="Pabulib.PbReader.ReadElection"/>.
/// </remarks>
public sealed class Election
{
    private readonly int[] starts;
    private readonly ushort[] choices;
    private readonly long[] points;
    private readonly int[] times;
    private readonly long[] votes;
    private readonly Dictionary<string, int> indexes;
    private readonly ElectionTerms terms;

    /// <summary>Takes arrays over as they are: they may be longer than what is used of them.</summary>
    internal Election(ElectionTerms terms, int different, int[] starts, ushort[] choices, long[] points, int[] times, int pointScale)
    {
        DistinctBallots = different;
        this.terms = terms;
        VoteType = terms.VoteType;
        Budget = terms.Budget;
        Scale = terms.Scale;
        Projects = terms.Projects;
        PointScale = pointScale;
        this.starts = starts;
        this.choices = choices;
        this.points = points;
        this.times = times;
        indexes = new Dictionary<string, int>(Projects.Length, StringComparer.Ordinal);
        for (var project = 0; project < Projects.Length; project++)
        {
            indexes.Add(Projects[project].Id, project);
        }

        votes = new long[Projects.Length];
        var parts = Parts.Of(different);
        var counts = parts.Select(_ => new long[Projects.Length]).ToArray();
        Parallel.For(0, parts.Length, part => CountVotes(parts[part], counts[part]));
        foreach (var counted in counts)
        {
            for (var project = 0; project < votes.Length; project++)
            {
                votes[project] += counted[project];
            }
        }

        foreach (var cast in times.AsSpan(0, different))
        {
            BallotCount += cast;
        }
    }

    /// <summary>How the ballots are filled in.</summary>
    public VoteType VoteType { get; }

    /// <summary>The money to share out, in minor units: <c>10^Scale</c> of them make one whole unit of the currency.</summary>
    public long Budget { get; }

    /// <summary>How many decimals an amount of money has, 0 to 12.</summary>
    public int Scale { get; }

    /// <summary>How many decimals points have: <c>10^PointScale</c> of what <see cref="Points"/> holds make one point.</summary>
    public int PointScale { get; }

    /// <summary>The projects, in the order of the ballot paper. Elsewhere a project is often known by its index here.</summary>
    public ImmutableArray<Project> Projects { get; }

    /// <summary>Groups of projects of which at most one may win, see <see cref="ElectionTerms.Exclusive"/>.</summary>
    public ImmutableArray<ImmutableArray<int>> Exclusive => terms.Exclusive;

    /// <summary>How many ballots were cast, empty ones included.</summary>
    public long BallotCount { get; }

    /// <summary>
    /// How many different ballots there are; the index that <see cref="Choices"/>, <see cref="Points"/> and <see cref="Times"/> take is
    /// below this.
    /// </summary>
    public int DistinctBallots { get; }

    /// <summary>How many choices all different ballots hold together.</summary>
    internal int TotalChoices => starts[DistinctBallots];

    /// <summary>The projects on a ballot, by index: in the voter's order when <see cref="VoteType"/> has one, else ascending.</summary>
    /// <param name="ballot">0 up to <see cref="DistinctBallots"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<ushort> Choices(int ballot) => choices.AsSpan(starts[ballot], starts[ballot + 1] - starts[ballot]);

    /// <summary>
    /// The points beside <see cref="Choices"/>, in units of <c>10^-PointScale</c>; empty when the vote type has no points.
    /// </summary>
    /// <param name="ballot">0 up to <see cref="DistinctBallots"/>.</param>
    public ReadOnlySpan<long> Points(int ballot) => points.Length == 0 ? [] : points.AsSpan(starts[ballot]..starts[ballot + 1]);

    /// <summary>How many voters cast exactly this ballot, at least 1.</summary>
    /// <param name="ballot">0 up to <see cref="DistinctBallots"/>.</param>
    public int Times(int ballot) => times[ballot];

    /// <summary>How many ballots name the project.</summary>
    /// <param name="project">Index in <see cref="Projects"/>.</param>
    public long Votes(int project) => votes[project];

    /// <summary>
    /// The election as it would have been with another budget or other costs, and with <paramref name="further"/> voters more who chose
    /// <paramref name="project"/> alone.
    /// Shares what does not change with this one.
    /// </summary>
    /// <param name="budget">The budget, in minor units.</param>
    /// <param name="projects">As many projects as there are, with the same ids in the same order.</param>
    /// <param name="project">Index in <see cref="Projects"/>.</param>
    /// <param name="further">How many voters more, at least 0.</param>
    /// <param name="points">What each of them gives the project, in units of <see cref="PointScale"/>; not looked at when ballots have no
    /// points.</param>
    internal Election WhatIf(long budget, ImmutableArray<Project> projects, int project = 0, int further = 0, long points = 0)
    {
        var altered = terms with { Budget = budget, Projects = projects };
        return further == 0
            ? new Election(altered, DistinctBallots, starts, choices, this.points, times, PointScale)
            : new Election(
                altered,
                DistinctBallots + 1,
                [.. starts.AsSpan(0, DistinctBallots + 1), TotalChoices + 1],
                [.. choices.AsSpan(0, TotalChoices), (ushort)project],
                VoteType.HasPoints() ? [.. this.points, points] : [],
                [.. times.AsSpan(0, DistinctBallots), further],
                PointScale);
    }

    /// <summary>The same election in which, of each group of projects, at most one may win; in place of the groups it had.</summary>
    /// <param name="groups">Ids of projects, at least two in each group.</param>
    /// <exception cref="ArgumentException">A group names a project that does not exist, names one twice, or has only one; the message says
    /// which.</exception>
    public Election WithExclusive(IReadOnlyCollection<IReadOnlyCollection<string>> groups) =>
        ComplaintAboutExclusive(groups) is { } complaint
        ? throw new ArgumentException(complaint, nameof(groups))
        : new Election(terms with { Exclusive = [.. groups.Select(group => group.Select(IndexOf).ToImmutableArray())] }, DistinctBallots,
            starts, choices, points, times, PointScale);

    /// <summary>The sentence that says why these cannot be groups of which only one may win, or null when they can.</summary>
    /// <param name="groups">Ids of projects.</param>
    public string? ComplaintAboutExclusive(IEnumerable<IReadOnlyCollection<string>> groups)
    {
        foreach (var group in groups)
        {
            if (group.FirstOrDefault(id => IndexOf(id) < 0) is { } unknown)
            {
                return $"No project has the id \"{unknown}\".";
            }

            if (group.Count < 2 || group.Distinct(StringComparer.Ordinal).Count() < group.Count)
            {
                return $"A group of projects of which only one may win needs two different ones: {string.Join(", ", group)}.";
            }
        }

        return null;
    }

    /// <summary>The index of a project in <see cref="Projects"/>, or -1 when there is no such id.</summary>
    /// <param name="id">The id, compared letter by letter.</param>
    public int IndexOf(string id) => indexes.GetValueOrDefault(id, -1);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CountVotes((int From, int To) part, long[] counted)
    {
        for (var ballot = part.From; ballot < part.To; ballot++)
        {
            var cast = times[ballot];
            foreach (var project in Choices(ballot))
            {
                counted[project] += cast;
            }
        }
    }
}
