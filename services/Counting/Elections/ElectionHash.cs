using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Participatory.Counting.Elections;

/// <summary>
/// A fingerprint of what a count looks at: equal for the same election in any order of voters and projects, on any machine.
/// </summary>
/// <remarks>
/// SHA-256 over UTF-8 text with line feeds: <c>participatory-election-1</c>; <c>type;…</c> (Pabulib's word); <c>budget;minor
/// units;scale</c>; then
/// <c>project;cost;id</c> for each project by id in code-point order; <c>only-one-of;numbers</c> for each group of which only one may win,
/// numbers ascending, groups in ascending order; <c>points;scale</c>; then <c>ballot;how many voters;numbers;points</c> for each different
/// ballot, where numbers are the projects' places (from 0) in that order, joined by commas, ascending unless the ballot is a ranking.
/// Ballots come in ascending order: number by number, then point by point, shorter first. Names of projects are not part of it.
/// </remarks>
public static class ElectionHash
{
    /// <summary>The fingerprint: 64 lower-case hexadecimal digits.</summary>
    /// <param name="election">The election.</param>
    public static string Of(Election election)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var text = new StringBuilder();
        var places = Places(election, text);
        var ballots = Canonical(election, places);
        foreach (var (numbers, points, times) in ballots)
        {
            text.Append(CultureInfo.InvariantCulture, $"ballot;{times};");
            text.AppendJoin(',', numbers).Append(';').AppendJoin(',', points).Append('\n');
            if (text.Length > 60_000)
            {
                Flush(text, hash);
            }
        }

        Flush(text, hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static int[] Places(Election election, StringBuilder text)
    {
        text.Append("participatory-election-1\n");
        text.Append(CultureInfo.InvariantCulture, $"type;{election.VoteType.ToPabulib()}\n");
        text.Append(CultureInfo.InvariantCulture, $"budget;{election.Budget};{election.Scale}\n");
        var byId = Enumerable.Range(0, election.Projects.Length)
            .OrderBy(project => election.Projects[project].Id, ProjectIds.CodePointOrder).ToArray();
        var places = new int[byId.Length];
        for (var place = 0; place < byId.Length; place++)
        {
            var project = election.Projects[byId[place]];
            places[byId[place]] = place;
            text.Append(CultureInfo.InvariantCulture, $"project;{project.Cost};{project.Id}\n");
        }

        var groups = election.Exclusive.Select(group => group.Select(project => places[project]).Order().ToArray()).ToList();
        groups.Sort(static (left, right) => left.AsSpan().SequenceCompareTo(right));
        foreach (var group in groups)
        {
            text.Append("only-one-of;").AppendJoin(',', group).Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"points;{election.PointScale}\n");
        return places;
    }

    private static List<(int[] Numbers, long[] Points, int Times)> Canonical(Election election, int[] places)
    {
        var ballots = new List<(int[] Numbers, long[] Points, int Times)>(election.DistinctBallots);
        for (var ballot = 0; ballot < election.DistinctBallots; ballot++)
        {
            var choices = election.Choices(ballot);
            var numbers = new int[choices.Length];
            for (var i = 0; i < choices.Length; i++)
            {
                numbers[i] = places[choices[i]];
            }

            var points = election.Points(ballot).ToArray();
            if (points.Length > 0)
            {
                Array.Sort(numbers, points);
            }
            else if (!election.VoteType.HasOrder())
            {
                Array.Sort(numbers);
            }

            ballots.Add((numbers, points, election.Times(ballot)));
        }

        ballots.Sort(static (left, right) =>
        {
            var order = left.Numbers.AsSpan().SequenceCompareTo(right.Numbers);
            return order != 0 ? order : left.Points.AsSpan().SequenceCompareTo(right.Points);
        });
        return ballots;
    }

    private static void Flush(StringBuilder text, IncrementalHash hash)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text.ToString()));
        text.Clear();
    }
}
