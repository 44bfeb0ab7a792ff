using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Participatory.Voting.Polls;

/// <summary>The fingerprint of everything that people were told before they voted; anybody can make it from the public poll.</summary>
/// <remarks>
/// SHA-256 over UTF-8 lines, each ended by a line feed: <c>participatory-poll-1</c>, then <c>name: value</c> for poll_id, title, vote_type
/// (approval, knapsack,
/// ranked or points), min_length, max_length, max_sum_cost (minor units; 0 is the budget for a knapsack, else no limit), max_sum_points,
/// max_points, rule, utility, ties, min_votes, currency, open_time, close_time (microseconds since 1970, UTC) and imported_from;
/// for each contest in the order of the poll area_code, area_name and budget (minor units); for each of its projects in order project_id,
/// cost and title. The close_time is the one from before an extension. In a value a backslash is written <c>\\</c>, a line feed
/// <c>\n</c>, a carriage return <c>\r</c>.
/// </remarks>
internal static class FrozenHash
{
    /// <summary>64 lower-case hexadecimal digits.</summary>
    public static string Of(StoredPoll poll) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(poll))));

    /// <summary>The text that the fingerprint is taken of.</summary>
    public static string Text(StoredPoll poll)
    {
        var row = poll.Row;
        var text = new StringBuilder("participatory-poll-1\n");
        Line("poll_id", row.PollId);
        Line("title", row.Title);
        Line("vote_type", row.Ballots().Name);
        Line("min_length", Number(row.MinLength));
        Line("max_length", Number(row.MaxLength));
        Line("max_sum_cost", Number(row.MaxSumCostMinor));
        Line("max_sum_points", Number(row.MaxSumPoints));
        Line("max_points", Number(row.MaxPoints));
        Line("rule", row.RuleName);
        Line("utility", row.Utility);
        Line("ties", row.TieOrder);
        Line("min_votes", Number(row.MinVotes));
        Line("currency", row.Currency);
        Line("open_time", Microseconds(row.OpensAt));
        Line("close_time", Microseconds(row.FrozenClosesAt));
        Line("imported_from", row.ImportedFrom);
        var projects = poll.Projects.ToLookup(project => project.AreaCode, StringComparer.Ordinal);
        foreach (var contest in poll.Contests)
        {
            Line("area_code", contest.AreaCode);
            Line("area_name", contest.AreaName);
            Line("budget", Number(contest.BudgetMinor));
            foreach (var project in projects[contest.AreaCode])
            {
                Line("project_id", project.ProjectId);
                Line("cost", Number(project.CostMinor));
                Line("title", project.Title);
            }
        }

        return text.ToString();

        void Line(string name, string value) => text.Append(name).Append(": ").Append(Escape(value)).Append('\n');
    }

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Microseconds(DateTimeOffset time) =>
        Number((time.UtcDateTime - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
}
