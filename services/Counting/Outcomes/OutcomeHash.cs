using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Participatory.Counting.Outcomes;

/// <summary>A fingerprint of an outcome: equal on every machine for the same election, rule and tie order.</summary>
/// <remarks>
/// SHA-256 over UTF-8 text with line feeds: <c>participatory-outcome-1</c>; <c>rule;…</c> (<see cref="Rules.Rule.Describe"/>);
/// <c>ties;…</c>; <c>budget;…</c>; <c>endowment;n/d</c> if there is one; then a line
/// <c>step;votes;score;before;after;taken or reason;cost;id</c> for each step (followed by <c>paid;n/d;full;rest;nothing</c>,
/// <c>load;n/d</c>, <c>heaviest;n/d</c> or <c>rank;k</c> where there is such), <c>tie;step;decisive or harmless</c> and <c>tied;id</c> for
/// each tie,
/// <c>winner;cost;id</c> for each winner and <c>loss;reason;votes;money left;further votes or nothing;cost;id</c> for each loser.
/// </remarks>
public static class OutcomeHash
{
    /// <summary>The fingerprint: 64 lower-case hexadecimal digits.</summary>
    /// <param name="outcome">The outcome.</param>
    public static string Of(Outcome outcome) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(outcome))));

    /// <summary>The text that the fingerprint is taken of.</summary>
    /// <param name="outcome">The outcome.</param>
    public static string Text(Outcome outcome)
    {
        var text = new StringBuilder("participatory-outcome-1\n");
        var culture = CultureInfo.InvariantCulture;
        text.Append(culture, $"rule;{outcome.Rule.Describe()}\nties;{outcome.TieOrder}\nbudget;{outcome.Budget}\n");
        if (outcome.Endowment is { } endowment)
        {
            text.Append(culture, $"endowment;{endowment}\n");
        }

        foreach (var step in outcome.Trace)
        {
            text.Append(culture, $"step;{step.Votes};{step.Score};{step.MoneyBefore};{step.MoneyAfter};");
            text.Append(culture, $"{step.WhyNot?.ToString() ?? "taken"};{step.Project.Cost};{step.Project.Id}\n");
            if (step.Payment is { } paid)
            {
                text.Append(culture, $"paid;{paid.Rate};{paid.Full};{paid.Rest};{paid.Nothing}\n");
            }

            if (step.Load is { } load)
            {
                text.Append(culture, $"load;{load}\n");
            }

            if (step.HeaviestLoad is { } heaviest)
            {
                text.Append(culture, $"heaviest;{heaviest}\n");
            }

            if (step.UpToRank is { } rank)
            {
                text.Append(culture, $"rank;{rank}\n");
            }
        }

        foreach (var tie in outcome.Ties)
        {
            text.Append(culture, $"tie;{tie.Step};{(tie.Decisive ? "decisive" : "harmless")}\n");
            foreach (var project in tie.Projects)
            {
                text.Append(culture, $"tied;{project.Id}\n");
            }
        }

        foreach (var winner in outcome.Winners)
        {
            text.Append(culture, $"winner;{winner.Cost};{winner.Id}\n");
        }

        foreach (var loss in outcome.Losses)
        {
            text.Append(
                culture, $"loss;{loss.Reason};{loss.Votes};{loss.MoneyLeft};{loss.FurtherVotes};{loss.Project.Cost};{loss.Project.Id}\n");
        }

        return text.ToString();
    }
}
