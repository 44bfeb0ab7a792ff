using System.Data.Common;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Rounds;

/// <summary>Makes a round, which listens from then on.</summary>
internal sealed class CreateRound(Database database, TimeProvider clock)
{
    private static readonly Sql Insert = new("""
        INSERT INTO round (
            round_id, title, description, currency,
            listening_from, accepting_from, reviewing_from, balloting_from, finished_from,
            vote_type, min_length, max_length, max_sum_cost_minor, max_sum_points, max_points, count_rule, utility, ties, min_votes,
            pay_within_days, answer_within_days, story_after_days, sentence_up_to_minor, questions_up_to_minor, unspent,
            imported_from, phase, created_at, newcomers_wait)
        VALUES (
            @RoundId, @Title, @Description, @Currency,
            @ListeningFrom, @AcceptingFrom, @ReviewingFrom, @BallotingFrom, @FinishedFrom,
            @VoteType, @MinLength, @MaxLength, @MaxSumCostMinor, @MaxSumPoints, @MaxPoints, @CountRule, @Utility, @Ties, @MinVotes,
            @PayWithinDays, @AnswerWithinDays, @StoryAfterDays, @SentenceUpToMinor, @QuestionsUpToMinor, @Unspent,
            @ImportedFrom, @Phase, @CreatedAt, @NewcomersWait)
        """);

    private static readonly Sql InsertArea = new("""
        INSERT INTO area (round_id, area_code, position, name) VALUES (@roundId, @code, @position, @name)
        """);

    public async Task<Round> Handle(CreateRoundRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Round(request.Round).Check();
        caller.MustActIn(request.Round.Areas.Select(area => area.AreaCode));
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Round.Parser) is { } before)
        {
            return before;
        }

        var row = RowOf(request.Round, clock.Now());
        await InsertNew(transaction, row);
        foreach (var (position, area) in request.Round.Areas.Index())
        {
            await transaction.Execute(InsertArea, new { roundId = row.RoundId, code = area.AreaCode, position, name = area.Name });
        }

        await PhaseChangeRow.By(caller, row, row.PhaseNow, reason: "", row.CreatedAt).Record(transaction);
        await transaction.Publish(new RoundOpened(
            row.RoundId,
            row.Title,
            row.Currency,
            request.Round.Areas.Select(area => new RoundArea(area.AreaCode, area.Name)).ToList(),
            row.PayWithinDays,
            row.AnswerWithinDays,
            row.StoryAfterDays,
            Told(request.Round.Policies.Unspent),
            row.SentenceUpToMinor,
            row.QuestionsUpToMinor));

        var answer = await RoundView.Load(transaction, row.RoundId);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    private static async Task InsertNew(Transaction transaction, RoundRow row)
    {
        try
        {
            await transaction.Execute(Insert, row);
        }
        catch (DbException taken) when (Dialect.IsUniqueViolation(taken))
        {
            throw new Refusal(ProposalsReasons.RoundExists, [("round", row.RoundId)], "round.round_id");
        }
    }

    // Whoever says nothing means that it goes back.
    private static UnspentPolicy Known(UnspentPolicy policy) => policy == UnspentPolicy.Unspecified ? UnspentPolicy.ReturnToFund : policy;

    /// <summary>As the message has it.</summary>
    private static string Told(UnspentPolicy policy) => policy switch
    {
        UnspentPolicy.RollOver => "roll_over",
        UnspentPolicy.OfferNext => "offer_next",
        _ => "return",
    };

    private static RoundRow RowOf(Round round, DateTimeOffset now) => new RoundRow
    {
        RoundId = round.RoundId.Length > 0 ? round.RoundId : Rounds.RoundId.From(round.Title),
        Title = round.Title,
        Description = round.Description,
        Currency = round.Currency,
        VoteType = StateText.Of(round.Voting.VoteType),
        MinLength = round.Voting.MinLength,
        MaxLength = round.Voting.MaxLength,
        MaxSumCostMinor = round.Voting.MaxSumCost?.AmountMinor ?? 0,
        MaxSumPoints = round.Voting.MaxSumPoints,
        MaxPoints = round.Voting.MaxPoints,
        CountRule = round.Voting.Rule,
        Utility = round.Voting.Utility,
        Ties = round.Voting.Ties,
        MinVotes = round.Voting.MinVotes,
        PayWithinDays = round.Policies.PayWithinDays,
        AnswerWithinDays = round.Policies.AnswerWithinDays,
        StoryAfterDays = round.Policies.StoryAfterDays,
        SentenceUpToMinor = round.Policies.SentenceUpTo?.AmountMinor ?? RoundFields.MostOfSentence,
        QuestionsUpToMinor = round.Policies.QuestionsUpTo?.AmountMinor ?? RoundFields.MostOfQuestions,
        Unspent = StateText.Of(Known(round.Policies.Unspent)),
        ImportedFrom = round.ImportedFrom,
        Phase = StateText.Of(Phase.Listening),
        CreatedAt = now,
        NewcomersWait = round.Policies.NewcomersWait,
    }.WithDates(round.Dates);
}
