using System.Globalization;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;

namespace Participatory.Cli.Counts;

/// <summary>An outcome for reading.</summary>
internal static class CountText
{
    public static void Write(TextWriter text, string file, Outcome outcome, Election election)
    {
        text.WriteLine(file);
        text.WriteLine($"  {outcome.Rule.Describe()}, ties {outcome.TieOrder}");
        text.WriteLine(
            $"  {Number(election.BallotCount)} ballots, {election.Projects.Length} projects, budget {Money(outcome.Budget, election)}");
        text.WriteLine();
        text.WriteLine(
            $"  {outcome.Winners.Length} winners for {Money(outcome.Cost, election)}; {Money(outcome.Budget - outcome.Cost, election)} "
                + "left over");
        foreach (var winner in outcome.Winners)
        {
            text.WriteLine(Row(winner, election));
        }

        if (outcome.Losses.Length > 0)
        {
            text.WriteLine();
            text.WriteLine($"  {outcome.Losses.Length} did not win");
        }

        foreach (var loss in outcome.Losses)
        {
            text.WriteLine(Row(loss.Project, election));
            text.WriteLine($"      {Losses.Sentence(election, outcome.Rule, loss)}");
        }

        foreach (var tie in outcome.Ties)
        {
            text.WriteLine();
            text.WriteLine(
                $"  Tie{(tie.Decisive ? ", decisive" : "")}: {string.Join(", ", tie.Projects.Select(project => project.Id))}, taken in "
                    + "this order.");
        }

        text.WriteLine();
    }

    /// <summary>A project on one line.</summary>
    public static string Row(Project project, Election election) =>
        $"    {project.Id,-16} {Money(project.Cost, election),16} {Number(election.Votes(election.IndexOf(project.Id))),9} votes  "
            + $"{project.Name}";

    /// <summary>An amount in whole units of the currency, with commas between thousands.</summary>
    public static string Money(long minor, Election election)
    {
        var amount = Amounts.Text(minor, election.Scale);
        var whole = amount.Split('.')[0];
        return long.Parse(whole, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture) + amount[whole.Length..];
    }

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>What each payer paid, to a hundredth of a minor unit of the file, rounded to the nearest.</summary>
    public static string Rate(Ratio rate, Election election)
    {
        var hundredths = ((rate.Numerator * 200) + rate.Denominator) / (rate.Denominator * 2);
        return Amounts.Text((long)System.Numerics.BigInteger.Min(hundredths, long.MaxValue), election.Scale + 2);
    }
}
