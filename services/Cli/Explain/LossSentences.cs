using Participatory.Cli.Counts;
using Participatory.Counting.Elections;
using Participatory.Counting.Explaining;
using Participatory.Counting.Outcomes;

namespace Participatory.Cli.Explain;

/// <summary>What a project lacked, in sentences that say exactly what was counted and no more.</summary>
internal static class LossSentences
{
    public static IEnumerable<string> Of(Election election, Loss loss, NearMiss miss, long? support)
    {
        yield return CountText.Reason(loss, election);
        if (support is { } percent)
        {
            yield return $"At the best moment its supporters could pay {CountText.Number(percent)} % of its cost (its effective support).";
        }

        if (miss.Points)
        {
            yield return Points(miss.Votes, election);
        }
        else if (Votes(miss.Votes) is { } votes)
        {
            yield return votes;
        }

        if (Cheaper(miss.Cheaper, loss.Project, election) is { } cheaper)
        {
            yield return cheaper;
        }
    }

    private static string? Votes(Edge edge) => edge switch
    {
        { Value: { } value, IsEdge: true } when value == 1 => "With one more voter who chose it alone it would have won.",
        { Value: { } value, IsLeast: true } => $"With {CountText.Number(value)} more voters who chose it alone it would have won; with {CountText.Number(value - 1)} it would not.",
        { Value: { } value, IsEdge: true } => $"With {CountText.Number(value)} more voters who chose it alone it would have won, and with {CountText.Number(value - 1)} not. {Fewer(edge)}",
        { Value: { } value } => $"With {CountText.Number(value)} more voters who chose it alone it would have won. {Fewer(edge)}",
        { LosesUpTo: long.MaxValue } => "No number of votes would have been enough.",
        { LosesUpTo: > 0 } => $"Up to {CountText.Number(edge.LosesUpTo)} more voters who chose it alone would not have been enough.",
        _ => null,
    };

    // Where the rule is not monotone, a smaller number may do as well: that is said, and from where.
    private static string Fewer(Edge edge) => edge.LosesUpTo == 0
        ? "A smaller number may do, too: not all were tried."
        : $"Up to {CountText.Number(edge.LosesUpTo)} are certainly not enough; not all numbers in between were tried.";

    private static string Points(Edge edge, Election election) => edge.Value is { } value
        ? $"With {Amounts.Text(value, election.PointScale)} more points it would have won."
        : "No number of points would have been enough.";

    private static string? Cheaper(Edge edge, Project project, Election election) => edge switch
    {
        { Value: { } value } when edge.IsLeast || edge.IsEdge => $"At {CountText.Money(project.Cost - value, election)} it would have won: {CountText.Money(value, election)} cheaper.{(edge.IsLeast ? "" : " Perhaps at a higher cost, too: not all were tried.")}",
        { Value: { } value } => $"At {CountText.Money(project.Cost - value, election)} it would have won, and perhaps at a higher cost, too.",
        { LosesUpTo: > 0 } when edge.LosesUpTo >= project.Cost - 1 => "However cheap, it would not have won.",
        { LosesUpTo: > 0 } => $"Down to {CountText.Money(project.Cost - edge.LosesUpTo, election)} it would not have won.",
        _ => null,
    };
}
