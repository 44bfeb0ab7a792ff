using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Participatory.Counting.Elections;
using Participatory.Counting.Rules;
using Participatory.Counting.Statutes;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Rounds;

/// <summary>What a round has to look like when it is made. Pure.</summary>
internal static class RoundFields
{
    private static readonly int MaxAreas = FieldLimits.CountOf(V1.Round.Descriptor, "areas");

    /// <summary>Collects every fault of <paramref name="round"/>; its fields are named as from the request.</summary>
    public static Fields Round(this Fields fields, Round? round)
    {
        if (round is null)
        {
            return fields.Require(holds: false, "round", ProposalsReasons.RoundMissing);
        }

        fields.Id("round.round_id", round.RoundId, required: false)
            .Text("round.title", round)
            .Text("round.description", round, required: false)
            .Text("round.imported_from", round, required: false)
            .Currency("round.currency", round.Currency);
        Areas(fields, round.Areas);
        fields.Dates("round.dates", round.Dates);
        Voting(fields, round.Voting, round.Currency);
        return Policies(fields, round.Policies, round.Currency);
    }

    private static void Areas(Fields fields, RepeatedField<Area> areas)
    {
        fields.Require(areas.Count >= 1 && areas.Count <= MaxAreas, "round.areas", ProposalsReasons.AreasWrong, ("most", MaxAreas),
            ("given", areas.Count));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, area) in areas.Take(MaxAreas).Index())
        {
            fields.Code($"round.areas[{index}].area_code", area.AreaCode)
                .Require(seen.Add(area.AreaCode), $"round.areas[{index}].area_code", ProposalsReasons.AreaTwice, ("area", area.AreaCode))
                .Text($"round.areas[{index}].name", area);
        }
    }

    /// <summary>All five are there, each later than the one before it; <paramref name="field"/> is what holds them.</summary>
    public static Fields Dates(this Fields fields, string field, PhaseDates? dates)
    {
        if (dates is null)
        {
            return fields.Require(holds: false, field, ProposalsReasons.DatesMissing);
        }

        (string Name, Timestamp? Value)[] inOrder =
        [
            ("listening_from", dates.ListeningFrom),
            ("accepting_from", dates.AcceptingFrom),
            ("reviewing_from", dates.ReviewingFrom),
            ("balloting_from", dates.BallotingFrom),
            ("finished_from", dates.FinishedFrom),
        ];
        DateTimeOffset? before = null;
        foreach (var (name, value) in inOrder)
        {
            var instant = Instants.Read(value);
            fields.Require(instant is not null, $"{field}.{name}", ProposalsReasons.TimeMissing)
                .Require(instant is null || before is null || before < instant, $"{field}.{name}", ProposalsReasons.TimeTooEarly);
            before = instant ?? before;
        }

        return fields;
    }

    private static void Voting(Fields fields, VotingRules? voting, string currency)
    {
        if (voting is null)
        {
            fields.Require(holds: false, "round.voting", ProposalsReasons.VotingMissing);
            return;
        }

        var ballots = voting.VoteType.Described();
        fields.Require(ballots is not null, "round.voting.vote_type", ProposalsReasons.VoteTypeUnknown,
            ("types", BallotType.All.Select(type => type.Name)))
            .Require(voting.MinLength >= 0, "round.voting.min_length", ProposalsReasons.MinLengthWrong)
            .Require(voting.MaxLength >= 0, "round.voting.max_length", ProposalsReasons.MaxLengthWrong)
            .Require(
                voting.MaxLength <= 0 || voting.MaxLength >= Math.Max(1, voting.MinLength),
                "round.voting.max_length",
                ProposalsReasons.MaxLengthTooSmall, ("fewest", Math.Max(1, voting.MinLength)))
            .Require(StatuteName.RuleNames.Contains(voting.Rule), "round.voting.rule", ProposalsReasons.RuleUnknown,
                ("rules", StatuteName.RuleNames.AsEnumerable()))
            .Require(voting.MaxSumCost is null
                || (voting.MaxSumCost.Currency == currency && voting.MaxSumCost.AmountMinor is > 0 and <= Fields.MaxAmountMinor),
                "round.voting.max_sum_cost", ProposalsReasons.MaxSumCostWrong, ("currency", currency))
            .Require(VoteTypes.CanBeCountedBy(voting.VoteType, voting.Utility), "round.voting.utility", ProposalsReasons.UtilityUnknown,
                ("utilities", VoteTypes.Utilities(voting.VoteType)))
            .Number("round.voting.max_sum_points", voting, ProposalsReasons.PointsWrong)
            .Number("round.voting.max_points", voting, ProposalsReasons.PointsWrong)
            .Require(ballots?.HasPoints == true || (voting.MaxSumPoints == 0 && voting.MaxPoints == 0), "round.voting.max_sum_points",
                ProposalsReasons.PointsNotAsked)
            .Require(
                ballots?.HasPoints != true || voting.MaxSumPoints == 0 || voting.MaxSumPoints >= Math.Max(1, voting.MinLength),
                "round.voting.max_sum_points",
                ProposalsReasons.PointsTooFew)
            .Require(IsOrderOfTies(voting.Ties), "round.voting.ties", ProposalsReasons.TiesUnknown)
            .Require(voting.MinVotes >= 0, "round.voting.min_votes", ProposalsReasons.MinVotesWrong);
    }

    /// <summary>
    /// The ceiling: of a grant up to here nobody asks for more than a sentence or a photo (in a currency with two decimals).
    /// </summary>
    public const long MostOfSentence = 50_000;

    /// <summary>Of a grant up to here nobody asks for more than three open questions.</summary>
    public const long MostOfQuestions = 500_000;

    private static Fields Policies(Fields fields, Policies? policies, string currency) => policies is null
        ? fields.Require(holds: false, "round.policies", ProposalsReasons.PoliciesMissing)
        : fields.Number("round.policies.pay_within_days", policies, ProposalsReasons.PayWithinWrong, least: 1)
            .Number("round.policies.answer_within_days", policies, ProposalsReasons.AnswerWithinWrong, least: 1)
            .Number("round.policies.story_after_days", policies, ProposalsReasons.StoryAfterWrong)
            .Require(
                policies.Unspent is UnspentPolicy.ReturnToFund or UnspentPolicy.RollOver or UnspentPolicy.OfferNext,
                "round.policies.unspent",
                ProposalsReasons.UnspentUnknown)
            .Require(
                policies.SentenceUpTo is null
                    || (policies.SentenceUpTo.AmountMinor is >= MostOfSentence and <= Fields.MaxAmountMinor
                    && policies.SentenceUpTo.Currency == currency),
                "round.policies.sentence_up_to",
                ProposalsReasons.SentenceUpToWrong)
            .Require(
                policies.QuestionsUpTo is null || (policies.QuestionsUpTo.AmountMinor is >= MostOfQuestions and <= Fields.MaxAmountMinor
                    && policies.QuestionsUpTo.AmountMinor >= (policies.SentenceUpTo?.AmountMinor ?? 0)
                        && policies.QuestionsUpTo.Currency == currency),
                "round.policies.questions_up_to",
                ProposalsReasons.QuestionsUpToWrong)
            .Require(
                policies.QuestionsUpTo is not null || (policies.SentenceUpTo?.AmountMinor ?? 0) <= MostOfQuestions,
                "round.policies.questions_up_to", ProposalsReasons.QuestionsUpToMissing);

    // A seed is a number of at most 18 digits, so that it fits a signed 64-bit number wherever it is read.
    private static bool IsOrderOfTies(string ties) =>
        TieOrder.Parse(ties) is { Seed: { Length: <= 18 } seed } && seed.All(char.IsAsciiDigit);
}
