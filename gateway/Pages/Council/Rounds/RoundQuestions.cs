using System.Collections.Frozen;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Participatory.Gateway.Forms;
using Participatory.Words;
using Participatory.Proposals.V1;
using Participatory.Types.V1;
using BallotType = Participatory.Counting.Elections.BallotType;

namespace Participatory.Gateway.Pages.Council.Rounds;

/// <summary>The questions from which a round is made: which fields each has, and what was answered.</summary>
public static class RoundQuestions
{
    /// <summary>The last question shows the answers to look over.</summary>
    public const int Last = 7;

    private static readonly FrozenDictionary<string, int> Steps = new Dictionary<string, int>
    {
        [nameof(NewModel.Title)] = 1, [nameof(NewModel.Description)] = 1,
        [nameof(NewModel.Areas)] = 2, [nameof(NewModel.Currency)] = 2,
        [nameof(NewModel.ListeningFrom)] = 3, [nameof(NewModel.AcceptingFrom)] = 3, [nameof(NewModel.ReviewingFrom)] = 3,
        [nameof(NewModel.BallotingFrom)] = 3, [nameof(NewModel.FinishedFrom)] = 3,
        [nameof(NewModel.VoteType)] = 4, [nameof(NewModel.MinLength)] = 4, [nameof(NewModel.MaxLength)] = 4,
        [nameof(NewModel.MaxSumPoints)] = 4, [nameof(NewModel.MaxPoints)] = 4,
        [nameof(NewModel.Rule)] = 5, [nameof(NewModel.Ties)] = 5, [nameof(NewModel.MinVotes)] = 5,
        [nameof(NewModel.PayWithinDays)] = 6, [nameof(NewModel.AnswerWithinDays)] = 6, [nameof(NewModel.StoryAfterDays)] = 6,
        [nameof(NewModel.SentenceUpTo)] = 6, [nameof(NewModel.QuestionsUpTo)] = 6, [nameof(NewModel.Unspent)] = 6,
    }.ToFrozenDictionary();

    /// <summary>The question that a field belongs to; the last one for what belongs to none.</summary>
    public static int StepOf(string field) => Steps.GetValueOrDefault(field, Last);

    /// <summary>What the form needs to carry along while the question is another one.</summary>
    public static IEnumerable<string> FieldsOutside(int step) => Steps.Where(field => field.Value != step).Select(field => field.Key);

    /// <summary>What was answered as a round, and what is no number, no day or no area.</summary>
    public static (Round Round, IReadOnlyList<(string Field, string Sentence)> Faults) Read(NewModel form, CouncilDays days, Say say)
    {
        List<(string, string)> faults = [];
        var round = new Round
        {
            Title = form.Title?.Trim() ?? "",
            Description = TypedText.Lines(form.Description),
            Currency = form.Currency?.Trim().ToUpperInvariant() ?? "",
            Dates = new PhaseDates
            {
                ListeningFrom = Day(nameof(form.ListeningFrom), form.ListeningFrom, Words.CouncilRounds.ListeningFrom),
                AcceptingFrom = Day(nameof(form.AcceptingFrom), form.AcceptingFrom, Words.CouncilRounds.AcceptingFrom),
                ReviewingFrom = Day(nameof(form.ReviewingFrom), form.ReviewingFrom, Words.CouncilRounds.ReviewingFrom),
                BallotingFrom = Day(nameof(form.BallotingFrom), form.BallotingFrom, Words.CouncilRounds.BallotingFrom),
                // Voting ends when the day after the last one begins.
                FinishedFrom = Day(nameof(form.FinishedFrom), form.FinishedFrom, Words.CouncilRounds.FinishedFrom, later: 1),
            },
            Voting = new VotingRules
            {
                VoteType = BallotType.Named(form.VoteType ?? "") is { } type ? (VoteType)type.Number : VoteType.Unspecified,
                MinLength = Number(nameof(form.MinLength), form.MinLength),
                MaxLength = Number(nameof(form.MaxLength), form.MaxLength),
                Rule = form.Rule?.Split(' ')[0] ?? "",
                Utility = form.Rule?.Split(' ').ElementAtOrDefault(1) ?? "",
                Ties = form.Ties ?? "",
                MinVotes = Number(nameof(form.MinVotes), form.MinVotes),
                MaxSumPoints = Number(nameof(form.MaxSumPoints), form.MaxSumPoints),
                MaxPoints = Number(nameof(form.MaxPoints), form.MaxPoints),
            },
            Policies = new Policies
            {
                PayWithinDays = Number(nameof(form.PayWithinDays), form.PayWithinDays),
                AnswerWithinDays = Number(nameof(form.AnswerWithinDays), form.AnswerWithinDays),
                StoryAfterDays = Number(nameof(form.StoryAfterDays), form.StoryAfterDays),
                SentenceUpTo = Amount(nameof(form.SentenceUpTo), form.SentenceUpTo),
                QuestionsUpTo = Amount(nameof(form.QuestionsUpTo), form.QuestionsUpTo),
                Unspent = System.Enum.TryParse<UnspentPolicy>(form.Unspent, out var unspent) ? unspent : UnspentPolicy.Unspecified,
            },
        };
        round.Areas.AddRange(
            AreasOf(form.Areas, line => faults.Add((nameof(form.Areas), say.Fill(Words.CouncilRounds.AreaLineWrong, line)))));
        if (round.Areas.Count == 0)
        {
            faults.Add((nameof(form.Areas), Words.CouncilRounds.AreasMissing));
        }

        // What was on a ballot may have been changed after the rule was chosen.
        if (!form.Rules.Any(choice => choice.Value == form.Rule))
        {
            faults.Add((nameof(form.Rule), Words.CouncilRounds.RuleMissing));
        }

        return (round, faults);

        int Number(string field, string? typed)
        {
            if (!int.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                faults.Add((field, Words.CouncilRounds.NumberWrong));
            }

            return number;
        }

        Money? Amount(string field, string? typed)
        {
            var currency = form.Currency?.Trim().ToUpperInvariant() ?? "";
            var read = Amounts.Read(typed, currency, CultureInfo.CurrentCulture);
            if (read.Minor is { } minor)
            {
                return new Money { AmountMinor = minor, Currency = currency };
            }

            faults.Add((field, AmountFields.FaultOf(read, currency)));
            return null;
        }

        Timestamp? Day(string field, string? typed, string name, int later = 0)
        {
            if (days.Read(typed) is { } day)
            {
                return days.Begin(day.AddDays(later));
            }

            faults.Add((field, say.Fill(Words.CouncilRounds.DayMissing, name)));
            return null;
        }
    }

    /// <summary>Areas as lines of a code, a space and a name. Empty lines are left out.</summary>
    public static IEnumerable<Area> AreasOf(string? lines, Action<int> wrong)
    {
        foreach (var (index, line) in TypedText.Lines(lines).Split('\n').Index())
        {
            var parts = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length == 2)
            {
                yield return new Area { AreaCode = parts[0], Name = parts[1] };
            }
            else if (parts.Length == 1)
            {
                wrong(index + 1);
            }
        }
    }
}
