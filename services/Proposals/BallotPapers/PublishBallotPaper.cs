using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Results;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using VoteType = Participatory.Types.V1.VoteType;

namespace Participatory.Proposals.BallotPapers;

/// <summary>Publishes the ballot paper of a round, once: from here on nothing on it changes.</summary>
internal sealed class PublishBallotPaper(Database database, TimeProvider clock)
{
    private static readonly Sql Insert = new("""
        INSERT INTO ballot_paper (round_id, opens_at, closes_at, published_by, published_at)
        VALUES (@roundId, @opensAt, @closesAt, @publishedBy, @now)
        """);

    private static readonly Sql InsertContest = new("""
        INSERT INTO contest (round_id, area_code, budget_minor) VALUES (@roundId, @areaCode, @budgetMinor)
        """);

    private static readonly Sql UpdateIdeas = new("""
        UPDATE proposal SET state = 'ON_BALLOT' WHERE round_id = @roundId AND state = 'FEASIBLE'
        """);

    private static readonly Sql UpdateRound = new("""
        UPDATE round SET phase = 'BALLOTING', finished_from = @closesAt WHERE round_id = @roundId AND phase = 'REVIEWING'
        """);

    public async Task<Round> Handle(PublishBallotPaperRequest request, Caller caller, CancellationToken cancellation)
    {
        var finishedFrom = Instants.Read(request.FinishedFrom);
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Text("reason", request, required: false)
            .Text("preview_hash", request, required: false)
            .Require(request.FinishedFrom is null || finishedFrom is not null, "finished_from", ProposalsReasons.TimeMissing).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Round.Parser) is { } before)
        {
            return before;
        }

        await ApplyResult.Hold(transaction, request.RoundId);
        var round = await RoundRow.Lock(transaction, request.RoundId);
        var areas = await AreaRow.Load(transaction, [round.RoundId]);
        caller.MustActIn(areas.Select(area => area.AreaCode));
        var now = clock.Now();
        var paper = BallotPaper.Compose(round, areas, await IdeaRow.Load(transaction, round.RoundId), finishedFrom, now);
        CheckPreviewed(request.PreviewHash, round, paper);
        await Keep(transaction, round, paper, caller, now);
        await PhaseChangeRow.By(caller, round, Phase.Balloting, request.Reason, now).Record(transaction);
        await transaction.Publish(Tell(round, paper));

        // A result can only be here already where this database was put back to an earlier day.
        await ApplyResult.FinishWhereDeclared(transaction, round.RoundId, now);
        var answer = await RoundView.Load(transaction, round.RoundId);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Refuses a paper that is another one than the officer looked at. Pure.</summary>
    /// <param name="previewHash">Empty where nobody looked.</param>
    internal static void CheckPreviewed(string previewHash, RoundRow round, BallotPaper paper)
    {
        if (previewHash.Length > 0 && previewHash != PaperPreview.HashOf(round, paper.Contests))
        {
            throw new Refusal(ProposalsReasons.PaperChanged);
        }
    }

    private static async Task Keep(Transaction transaction, RoundRow round, BallotPaper paper, Caller caller, DateTimeOffset now)
    {
        var roundId = round.RoundId;
        await transaction.Execute(
            Insert, new { roundId, opensAt = paper.OpensAt, closesAt = paper.ClosesAt, publishedBy = caller.Signature(), now });
        foreach (var contest in paper.Contests)
        {
            await transaction.Execute(InsertContest, new { roundId, areaCode = contest.AreaCode, budgetMinor = contest.BudgetMinor });
        }

        var marked = await transaction.Execute(UpdateIdeas, new { roundId });
        var moved = await transaction.Execute(UpdateRound, new { roundId, closesAt = paper.ClosesAt });
        if (marked != paper.Contests.Sum(contest => contest.Projects.Count) || moved != 1)
        {
            throw new InvalidOperationException($"The round {roundId} changed while its row was held.");
        }
    }

    private static BallotPaperPublished Tell(RoundRow round, BallotPaper paper) => new(
        round.RoundId,
        round.Title,
        round.Currency,
        VoteTypes.NameOf(StateText.Read<VoteType>(round.VoteType)),
        Math.Max(1, round.MinLength),
        round.MaxLength,
        round.CountRule,
        round.Utility,
        round.Ties,
        round.MinVotes,
        paper.OpensAt,
        paper.ClosesAt,
        round.ImportedFrom,
        paper.Contests,
        round.MaxSumCostMinor,
        round.MaxSumPoints,
        round.MaxPoints);
}
