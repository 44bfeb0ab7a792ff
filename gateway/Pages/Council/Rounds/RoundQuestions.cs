using System.Collections.Frozen;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Participatory.Gateway.Forms;
using Participatory.Words;
using Participatory.Proposals.V1;
using Participatory.Types.V1;
using BallotType = Participatory.Counting.Elections.BallotType;

namespace Participatory.Gateway.Pages.Council.Rounds;

/// <summary>The pages on which a round is made: which fields each has, and what was answered.</summary>
public static class RoundQuestions
{
    /// <summary>The answers to look over; the round is made here.</summary>
    public const int Check = 4;

    /// <summary>Most councils keep what is suggested, so this page is on the way only where somebody changes something in it.</summary>
    public const int Promises = 5;

    private static readonly FrozenDictionary<string, int> Steps = new Dictionary<string, int>
    {
        [nameof(NewModel.Title)] = 1, [nameof(NewModel.Description)] = 1,
        [nameof(NewModel.Areas)] = 1, [nameof(NewModel.Currency)] = 1,
        [nameof(NewModel.ListeningFrom)] = 2, [nameof(NewModel.AcceptingFrom)] = 2, [nameof(NewModel.ReviewingFrom)] = 2,
        [nameof(NewModel.BallotingFrom)] = 2, [nameof(NewModel.FinishedFrom)] = 2,
        [nameof(NewModel.VoteType)] = 3, [nameof(NewModel.MinLength)] = 3, [nameof(NewModel.MaxLength)] = 3,
        [nameof(NewModel.MaxSumPoints)] = 3, [nameof(NewModel.MaxPoints)] = 3,
        [nameof(NewModel.Rule)] = 3, [nameof(NewModel.Ties)] = 3, [nameof(NewModel.MinVotes)] = 3,
        [nameof(NewModel.PayWithinDays)] = Promises, [nameof(NewModel.AnswerWithinDays)] = Promises,
        [nameof(NewModel.StoryAfterDays)] = Promises, [nameof(NewModel.SentenceUpTo)] = Promises,
        [nameof(NewModel.QuestionsUpTo)] = Promises, [nameof(NewModel.Unspent)] = Promises,
        [nameof(NewModel.NewcomersWait)] = Promises,
    }.ToFrozenDictionary();

    /// <summary>The page that a field belongs to; the look at everything for what belongs to none.</summary>
    public static int StepOf(string field) => Steps.GetValueOrDefault(field, Check);

    /// <summary>Where it goes on.</summary>
    public static int After(int step) => Math.Min(step + 1, Check);

    /// <summary>What was answered on one page.</summary>
    public static Dictionary<string, string> AnswersOf(NewModel form, int step) => Steps.Where(field => field.Value == step)
        .ToDictionary(field => field.Key, field => (string?)typeof(NewModel).GetProperty(field.Key)!.GetValue(form) ?? "");

    /// <summary>The answers that made a round, but for its dates, which are past.</summary>
    public static Dictionary<string, string> AnswersOf(Round round)
    {
        string Minor(Money? amount) => amount is null ? "" : Amounts.Field(amount.AmountMinor, amount.Currency, CultureInfo.CurrentCulture);
        static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);

        return new()
        {
            [nameof(NewModel.Title)] = round.Title,
            [nameof(NewModel.Description)] = round.Description,
            [nameof(NewModel.Areas)] = RoundAreas.Write(round.Areas),
            [nameof(NewModel.Currency)] = round.Currency,
            [nameof(NewModel.VoteType)] = BallotType.All.First(type => type.Number == (int)round.Voting.VoteType).Name,
            [nameof(NewModel.MinLength)] = Digits(Math.Max(1, round.Voting.MinLength)),
            [nameof(NewModel.MaxLength)] = Digits(round.Voting.MaxLength),
            [nameof(NewModel.MaxSumPoints)] = Digits(round.Voting.MaxSumPoints),
            [nameof(NewModel.MaxPoints)] = Digits(round.Voting.MaxPoints),
            [nameof(NewModel.Rule)] = $"{round.Voting.Rule} {round.Voting.Utility}",
            [nameof(NewModel.Ties)] = round.Voting.Ties,
            [nameof(NewModel.MinVotes)] = Digits(round.Voting.MinVotes),
            [nameof(NewModel.PayWithinDays)] = Digits(round.Policies.PayWithinDays),
            [nameof(NewModel.AnswerWithinDays)] = Digits(round.Policies.AnswerWithinDays),
            [nameof(NewModel.StoryAfterDays)] = Digits(round.Policies.StoryAfterDays),
            [nameof(NewModel.SentenceUpTo)] = Minor(round.Policies.SentenceUpTo),
            [nameof(NewModel.QuestionsUpTo)] = Minor(round.Policies.QuestionsUpTo),
            [nameof(NewModel.Unspent)] = round.Policies.Unspent.ToString(),
            [nameof(NewModel.NewcomersWait)] = round.Policies.NewcomersWait.ToString(),
        };
    }

    /// <summary>Puts the answers of a draft into the form.</summary>
    public static void Fill(NewModel form, IReadOnlyDictionary<string, string> answers)
    {
        foreach (var (field, answer) in answers.Where(answer => Steps.ContainsKey(answer.Key)))
        {
            typeof(NewModel).GetProperty(field)!.SetValue(form, answer);
        }
    }

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
                Unspent = Choice.Of<UnspentPolicy>(form.Unspent),
                NewcomersWait = form.NewcomersWait == bool.TrueString,
            },
        };
        round.Areas.AddRange(RoundAreas.Read(
            form.Areas, code => faults.Add((nameof(form.Areas), say.Fill(Words.CouncilRounds.AreaTwice, code)))));
        if (round.Areas.Count == 0)
        {
            faults.Add((nameof(form.Areas), Words.CouncilRounds.AreasMissing));
        }

        CheckDates(form, round.Dates, (field, sentence) => faults.Add((field, sentence)));
        if (round.Voting.MinLength == 0 && faults.TrueForAll(fault => fault.Item1 != nameof(form.MinLength)))
        {
            faults.Add((nameof(form.MinLength), Words.CouncilRounds.MinLengthZero));
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

    /// <summary>Each begins after the one before it; hearing about it and sending in ideas may begin on one day.</summary>
    private static void CheckDates(NewModel form, PhaseDates dates, Action<string, string> fault)
    {
        if (dates.ListeningFrom is { } heard && heard.Equals(dates.AcceptingFrom))
        {
            // The service wants one after the other. Nobody sees the second between them.
            dates.AcceptingFrom = new Timestamp { Seconds = heard.Seconds + 1 };
        }

        (string Field, string Name, Timestamp? Day)[] inOrder =
        [
            (nameof(form.ListeningFrom), Words.CouncilRounds.ListeningFrom, dates.ListeningFrom),
            (nameof(form.AcceptingFrom), Words.CouncilRounds.AcceptingFrom, dates.AcceptingFrom),
            (nameof(form.ReviewingFrom), Words.CouncilRounds.ReviewingFrom, dates.ReviewingFrom),
            (nameof(form.BallotingFrom), Words.CouncilRounds.BallotingFrom, dates.BallotingFrom),
            (nameof(form.FinishedFrom), Words.CouncilRounds.FinishedFrom, dates.FinishedFrom),
        ];
        foreach (var (before, after) in inOrder.Zip(inOrder.Skip(1)))
        {
            if (before.Day is not null && after.Day is not null && after.Day.Seconds <= before.Day.Seconds)
            {
                fault(after.Field, string.Format(CultureInfo.CurrentCulture, Words.CouncilRounds.DayTooEarly, after.Name, before.Name));
            }
        }
    }
}
