using System.Globalization;
using Participatory.Counting.Elections;
using Participatory.Platform.Calls;
using Participatory.Voting.Polls;
using Participatory.Words;

namespace Participatory.Voting.Ballots;

/// <summary>What a ballot says: projects, each once, in an order where it is ranked, with points where it has some.</summary>
/// <param name="Stored">As a ballot is kept: positions with commas between them, "position:points" with points.</param>
/// <param name="Committed">As <see cref="Commitment.HashOf"/> takes them.</param>
internal sealed record Choices(string Stored, IReadOnlyList<string> Committed)
{
    /// <summary>The most project ids that one request may name.</summary>
    public static readonly int MaxNamed = FieldLimits.CountOf(V1.CastBallotRequest.Descriptor, "project_ids");

    /// <summary>
    /// The choices that <paramref name="projectIds"/> and <paramref name="points"/> are, where the poll's rules allow such
    /// a ballot.
    /// </summary>
    /// <exception cref="Refusal">With every fault.</exception>
    public static Choices Check(PollRow poll, BallotPaper paper, IReadOnlyList<string> projectIds, IReadOnlyList<long> points)
    {
        var fields = new Fields();
        var chosen = Find(poll.Ballots(), paper, projectIds, points, (field, reason) => fields.Require(holds: false, field, reason));
        fields.Check();
        CheckLimits(fields, poll, paper, chosen);
        fields.Check();
        return new Choices(ToText(chosen, poll.Ballots()), InCommitment(chosen, poll.Ballots()));
    }

    /// <summary>Whatever the rules of a poll are: so many of each, and no more points for one than a ballot can hold.</summary>
    public static Fields RequireBounds(Fields fields, IReadOnlyList<string> projectIds, IReadOnlyList<long> points)
    {
        fields.Require(projectIds.Count <= MaxNamed, "project_ids", VotingReasons.TooManyNamed, ("max", MaxNamed))
            .Require(points.Count <= MaxNamed, "points", VotingReasons.TooManyPointed, ("max", MaxNamed));
        foreach (var (at, given) in points.Take(MaxNamed).Index())
        {
            fields.Require(
                given <= BallotPaper.MaxPointsOfAll, $"points[{at}]", VotingReasons.PointsTooMany, ("most", BallotPaper.MaxPointsOfAll));
        }

        return fields;
    }

    /// <summary>The projects and points that a kept ballot names, in its order.</summary>
    public static (ushort[] Positions, long[] Points) Parse(string stored)
    {
        if (stored.Length == 0)
        {
            return ([], []);
        }

        var parts = stored.Split(',');
        var positions = Array.ConvertAll(
            parts, part => ushort.Parse(part.AsSpan(0, part.IndexOf(':', StringComparison.Ordinal) is > 0 and var end ? end : part.Length),
            NumberStyles.None, CultureInfo.InvariantCulture));
        return parts[0].Contains(':', StringComparison.Ordinal)
            ? (positions, Array.ConvertAll(
                parts, part => long.Parse(
                part.AsSpan(part.IndexOf(':', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture)))
            : (positions, []);
    }

    /// <summary>A kept ballot as <see cref="Commitment.HashOf"/> takes it.</summary>
    public static List<string> InCommitment(BallotPaper paper, string stored, BallotType type)
    {
        var (positions, points) = Parse(stored);
        return InCommitment(positions.Select((position, at) => new Choice(paper.Projects[position], points.Length > 0 ? points[at] : 0))
            .ToList(), type);
    }

    /// <summary>
    /// As a ballot of a published election is kept; <paramref name="fault"/> is told of every id that is not on the paper.
    /// </summary>
    public static string Imported(BallotPaper paper, IReadOnlyList<string> projectIds, Action<int> fault)
    {
        var chosen = new SortedDictionary<int, ProjectRow>();
        for (var index = 0; index < projectIds.Count; index++)
        {
            if (paper.Find(projectIds[index]) is { } project)
            {
                chosen[project.Position] = project;
            }
            else
            {
                fault(index);
            }
        }

        return string.Join(',', chosen.Keys.Select(Number));
    }

    private static List<Choice> Find(
        BallotType type, BallotPaper paper, IReadOnlyList<string> projectIds, IReadOnlyList<long> points, Action<string, Reason> fault)
    {
        var chosen = new List<Choice>(projectIds.Count);
        var seen = new HashSet<int>();
        if (points.Count != (type.HasPoints ? projectIds.Count : 0))
        {
            fault("points", type.HasPoints ? VotingReasons.PointsMissing : VotingReasons.PointsNotAsked);
            return chosen;
        }

        for (var index = 0; index < projectIds.Count; index++)
        {
            if (paper.Find(projectIds[index]) is not { } project)
            {
                fault($"project_ids[{index}]", VotingReasons.ProjectNotOnPaper);
            }
            else if (seen.Add(project.Position))
            {
                chosen.Add(new Choice(project, type.HasPoints ? points[index] : 0));
            }
            else if (type.SaysMoreThanYes)
            {
                fault($"project_ids[{index}]", VotingReasons.ProjectTwice);
            }
        }

        return chosen;
    }

    private static void CheckLimits(Fields fields, PollRow poll, BallotPaper paper, List<Choice> chosen)
    {
        var fewest = paper.Fewest(poll);
        fields.Require(
            chosen.Count >= fewest, "project_ids", chosen.Count == 0 ? VotingReasons.NothingChosen : VotingReasons.TooFewChosen,
            ("least", fewest), ("chosen", chosen.Count));
        fields.Require(
            poll.MaxLength == 0 || chosen.Count <= poll.MaxLength, "project_ids", VotingReasons.TooManyChosen,
            ("most", poll.MaxLength), ("chosen", chosen.Count));
        var most = paper.MostCostMinor(poll);
        // At most a thousand amounts of a trillion pounds each: within 64 bits.
        var cost = chosen.Sum(choice => choice.Project.CostMinor);
        fields.Require(
            most is null || cost <= most, "project_ids", VotingReasons.CostsTooMuch,
            ("cost", new Amount(cost, poll.Currency)), ("most", new Amount(most ?? 0, poll.Currency)));
        if (!poll.Ballots().HasPoints)
        {
            return;
        }

        for (var index = 0; index < chosen.Count; index++)
        {
            var given = chosen[index].Points;
            fields.Require(given >= 1, $"points[{index}]", VotingReasons.PointsTooFew);
            fields.Require(poll.MaxPoints == 0 || given <= poll.MaxPoints, $"points[{index}]", VotingReasons.PointsOfOneTooMany,
                ("most", poll.MaxPoints));
        }

        var sum = chosen.Sum(choice => Math.Clamp(choice.Points, 0, BallotPaper.MaxPointsOfAll));
        fields.Require(poll.MaxSumPoints == 0 || sum <= poll.MaxSumPoints, "points", VotingReasons.PointsInAllTooMany,
            ("most", poll.MaxSumPoints), ("given", sum));
    }

    private static string ToText(List<Choice> chosen, BallotType type) => string.Join(
        ',', (type.HasOrder ? chosen : chosen.OrderBy(choice => choice.Project.Position).AsEnumerable())
            .Select(choice => type.HasPoints ? $"{Number(choice.Project.Position)}:{Number(choice.Points)}"
                : Number(choice.Project.Position)));

    private static List<string> InCommitment(List<Choice> chosen, BallotType type) =>
    [
        .. (type.HasOrder ? chosen : ById(chosen).AsEnumerable())
            .SelectMany<Choice, string>(choice => type.HasPoints ? [choice.Project.ProjectId, Number(choice.Points)]
                : [choice.Project.ProjectId]),
    ];

    private static IOrderedEnumerable<Choice> ById(List<Choice> chosen) =>
        chosen.OrderBy(choice => choice.Project.ProjectId, ProjectIds.CodePointOrder);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Choice(ProjectRow Project, long Points);
}
