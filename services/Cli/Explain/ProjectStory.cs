using System.Globalization;
using System.Text.Json;
using Participatory.Cli.Counts;
using Participatory.Counting.Elections;
using Participatory.Counting.Explaining;
using Participatory.Counting.Outcomes;

namespace Participatory.Cli.Explain;

/// <summary>Everything there is to say about one project.</summary>
/// <param name="Election">The election.</param>
/// <param name="Outcome">Its outcome.</param>
/// <param name="Project">The project.</param>
/// <param name="Loss">Null when it won.</param>
/// <param name="Miss">What it would have taken; null when it won.</param>
/// <param name="Got">What those got who chose it.</param>
/// <param name="Support">Its effective support in percent, or null for other rules than equal-shares.</param>
internal sealed record ProjectStory(
    Election Election, Outcome Outcome, Project Project, Loss? Loss, NearMiss? Miss, SupportersGot Got, long? Support)
{
    public void Write(TextWriter text, string file)
    {
        text.WriteLine(file);
        text.WriteLine($"  {Outcome.Rule.Describe()}, ties {Outcome.TieOrder}");
        text.WriteLine(CountText.Row(Project, Election));
        text.WriteLine();
        foreach (var sentence in Sentences())
        {
            text.WriteLine($"  {sentence}");
        }

        text.WriteLine();
        text.WriteLine(
            $"  {CountText.Number(Got.Voters)} chose it, and {CountText.Number(Got.WithAWinner)} of these chose at least one winner.");
        foreach (var paid in Got.On.Where(paid => paid.Amount > 0))
        {
            text.WriteLine(
                $"    {paid.Winner.Id,-16} {CountText.Money(paid.Amount, Election),16} from {CountText.Number(paid.Voters),9} of them  "
                    + $"{paid.Winner.Name}");
        }

        if (Got.Left is { } left)
        {
            text.WriteLine($"    {"left over",-16} {CountText.Money(left, Election),16}");
        }
    }

    public string ToJson(string file) => CountJson.Of(json =>
    {
        json.WriteString("file", file);
        json.WriteString("rule", Outcome.Rule.Describe());
        json.WriteString("project", Project.Id);
        json.WriteBoolean("won", Loss is null);
        CountJson.Amount(json, "cost", Project.Cost, Election.Scale);
        json.WriteNumber("votes", Election.Votes(Election.IndexOf(Project.Id)));
        if (Loss is not null && Miss is not null)
        {
            json.WriteString("reason", Loss.IsWorthNothing ? Losses.Reason(Loss)
                : JsonNamingPolicy.SnakeCaseLower.ConvertName(Loss.Reason.ToString()));
            Edge(json, Miss.Points ? "more_points" : "more_votes", Miss.Votes, Miss.Points ? Election.PointScale : 0);
            Edge(json, "cheaper", Miss.Cheaper, Election.Scale);
        }

        if (Support is { } percent)
        {
            json.WriteNumber("effective_support", percent);
        }

        Supporters(json);
    });

    private List<string> Sentences()
    {
        if (Loss is not null && Miss is not null)
        {
            return ["It did not win.", Losses.Sentence(Election, Outcome.Rule, Loss, Miss, Support)];
        }

        var turn = Outcome.Trace.IndexOf(Outcome.Trace.First(step => step.WhyNot is null && step.Project.Id == Project.Id));
        var step = Outcome.Trace[turn];
        List<string> sentences =
            [$"It won as number {turn + 1}: before, {CountText.Money(step.MoneyBefore, Election)} were left, and after, "
                + $"{CountText.Money(step.MoneyAfter, Election)}."];
        if (step.Payment is { } payment)
        {
            sentences.Add(
                $"{CountText.Number(payment.Full)} of its supporters paid {CountText.Rate(payment.Rate, Election)} each{PerUtility}, "
                    + $"{CountText.Number(payment.Rest)} gave the rest of what they had, and {CountText.Number(payment.Nothing)} had "
                        + "nothing left.");
        }

        if (Support is { } percent)
        {
            sentences.Add(
                $"Its effective support is {CountText.Number(percent)} %: what its supporters could have paid at the best moment of a "
                    + "count without it.");
        }

        return sentences;
    }

    private string PerUtility => Explanation.UtilityOf(Outcome.Rule) is Counting.Rules.Utility.Cost or Counting.Rules.Utility.Votes ? ""
        : " for each point";

    private void Supporters(Utf8JsonWriter json)
    {
        json.WriteStartObject("supporters");
        json.WriteNumber("voters", Got.Voters);
        json.WriteNumber("with_a_winner", Got.WithAWinner);
        json.WriteStartArray("paid_for");
        foreach (var paid in Got.On)
        {
            json.WriteStartObject();
            json.WriteString("winner", paid.Winner.Id);
            json.WriteNumber("voters", paid.Voters);
            CountJson.Amount(json, "amount", paid.Amount, Election.Scale);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (Got.Left is { } left)
        {
            CountJson.Amount(json, "left", left, Election.Scale);
        }

        json.WriteEndObject();
    }

    // value: with this it wins; loses_up_to: with this or less it certainly does not; least: nothing smaller does.
    private static void Edge(Utf8JsonWriter json, string name, Edge edge, int scale)
    {
        json.WriteStartObject(name);
        if (edge.Value is { } value)
        {
            CountJson.Amount(json, "value", value, scale);
        }
        else
        {
            json.WriteNull("value");
        }

        if (edge.LosesUpTo == long.MaxValue)
        {
            json.WriteNull("loses_up_to");
            json.WriteBoolean("never", true);
        }
        else
        {
            CountJson.Amount(json, "loses_up_to", edge.LosesUpTo, scale);
        }

        json.WriteBoolean("least", edge.IsLeast);
        json.WriteEndObject();
    }
}
