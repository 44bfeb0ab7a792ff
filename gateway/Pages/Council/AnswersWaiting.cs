using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Council.Rounds;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Council;

/// <summary>Where the council owes a word about itself.</summary>
public static class AnswersWaiting
{
    /// <summary>Older rounds have their own pages; each one here is asked about three times.</summary>
    private const int RoundsLookedAt = 10;

    /// <summary>A promise is work that waits in the last month before its day, and not for years.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(31);

    public static async Task<IReadOnlyList<Waiting>> Find(
        ProposalsService.ProposalsServiceClient proposals, GrantsService.GrantsServiceClient grants,
        AccountabilityService.AccountabilityServiceClient accountability, Caller caller, DateTimeOffset now, Say say,
        CancellationToken cancellation)
    {
        var rounds = await proposals.ListRoundsAsync(new ListRoundsRequest { PageSize = RoundsLookedAt }, cancellationToken: cancellation);
        var found = await Task.WhenAll(
            rounds.Rounds.Where(round => round.ImportedFrom.Length == 0)
                .Select(round => Of(round, grants, accountability, caller, now, say, cancellation)));
        return [.. found.SelectMany(waiting => waiting)];
    }

    /// <summary>What one round waits for after its vote: for its own page and for the list of everything.</summary>
    public static async Task<IReadOnlyList<Waiting>> Of(
        Round round, GrantsService.GrantsServiceClient grants, AccountabilityService.AccountabilityServiceClient accountability,
        Caller caller, DateTimeOffset now, Say say, CancellationToken cancellation)
    {
        var priorities = accountability.ListCommitmentsAsync(
            new ListCommitmentsRequest
            {
                RoundId = round.RoundId, Kinds = { CommitmentKind.Priority },
                States = { CommitmentState.Open, CommitmentState.Broken }, PageSize = 200,
            },
            cancellationToken: cancellation);
        var open = accountability.ListCommitmentsAsync(
            new ListCommitmentsRequest
            {
                RoundId = round.RoundId, States = { CommitmentState.Late, CommitmentState.Open }, PageSize = 200,
            },
            cancellationToken: cancellation);
        var relationship = accountability.GetRelationshipAsync(
            new GetRelationshipRequest { RoundId = round.RoundId }, cancellationToken: cancellation);
        var record = round.Phase != Phase.Finished || round.EndedWithoutVote ? null : await grants.GetSignOffAsync(
            new GetSignOffRequest { RoundId = round.RoundId, WithoutAwards = true }, cancellationToken: cancellation);
        return Say(
            round,
            [
                .. (await open).Commitments.Where(promise => promise.Kind != CommitmentKind.Priority),
                .. (await priorities).Commitments.Where(promise => caller.MayActIn(promise.AreaCode)),
            ],
            await relationship, record, now, say);
    }

    /// <param name="promises">Those that are open or late, and priorities that have no answer.</param>
    /// <param name="record">What is kept for audit; null before the result.</param>
    public static IReadOnlyList<Waiting> Say(
        Round round, IReadOnlyList<Commitment> promises, Relationship relationship, Grants.V1.SignOff? record, DateTimeOffset now, Say say)
    {
        var unexplained = promises.Count(promise => promise is { State: CommitmentState.Late, Reason.Length: 0 });
        // What is paid and answered keeps its promise by itself, and has lines of its own.
        var toKeep = promises.Where(promise => promise is { State: CommitmentState.Open, Kind: CommitmentKind.Written }
            && promise.DueTime.ToDateTimeOffset() - now < Ahead).Select(promise => promise.DueTime).ToList();
        var toAnswer = promises.Where(promise => promise is { Kind: CommitmentKind.Priority, SettleTime: null }).ToList();
        var found = new List<Waiting>();
        if (toAnswer.Count > 0)
        {
            var first = toAnswer.MinBy(promise => promise.DueTime.ToDateTimeOffset())!;
            found.Add(new Waiting(
                Role.Officer, say.Count(Words.CouncilAnswers.PrioritiesWaiting, toAnswer.Count, round.Title),
                first.State == CommitmentState.Broken ? Words.CouncilAnswers.PrioritiesWaitingLate
                    : say.Fill(Words.CouncilAnswers.PrioritiesWaitingWhy, say.LastDay(first.DueTime)),
                CouncilLinks.Priorities(round.RoundId)));
        }

        if (unexplained > 0)
        {
            found.Add(new Waiting(
                Role.Officer, say.Count(Words.CouncilAnswers.PromisesLateWaiting, unexplained, round.Title),
                    Words.CouncilAnswers.PromisesLateWhy, CouncilLinks.Promises(round.RoundId)));
        }

        if (relationship.Steps.Any(step => !step.TooFew && step.Replies.Count == 0))
        {
            found.Add(new Waiting(Role.Officer, say.Fill(Words.CouncilAnswers.ReplyWaiting, round.Title),
                Words.CouncilAnswers.ReplyWaitingWhy, CouncilLinks.Replies(round.RoundId)));
        }

        if (toKeep.Count > 0)
        {
            var first = toKeep.MinBy(due => due.ToDateTimeOffset());
            found.Add(new Waiting(
                Role.Officer, say.Count(Words.CouncilAnswers.PromisesToKeep, toKeep.Count, round.Title, say.LastDay(first)),
                Words.CouncilAnswers.PromisesToKeepWhy, CouncilLinks.Promises(round.RoundId)));
        }

        if (record is { Authority: null })
        {
            found.Add(new Waiting(
                Role.Officer, say.Fill(Words.SignOff.PowerWaiting, round.Title), Words.SignOff.PowerWaitingWhy,
                CouncilLinks.SignOff(round.RoundId)));
        }

        return found;
    }
}
