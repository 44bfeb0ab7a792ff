using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Council.Rounds;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Council;

/// <summary>Something that goes on only when somebody does it.</summary>
/// <param name="For">Whose turn it is.</param>
/// <param name="Text">What to do; the link's words.</param>
/// <param name="Why">What waits for it.</param>
/// <param name="Address">Where it is done.</param>
public sealed record Waiting(Role For, string Text, string Why, string Address);

/// <summary>What rounds wait for.</summary>
public static class RoundsWaiting
{
    private const int RoundsLookedAt = 50;

    /// <summary>As many ideas as are counted one by one; where there are more it says so.</summary>
    private const int Counted = 200;

    public static async Task<IReadOnlyList<Waiting>> Find(
        ProposalsService.ProposalsServiceClient proposals, VotingService.VotingServiceClient voting, Say say,
            CancellationToken cancellation)
    {
        var answer = await proposals.ListRoundsAsync(new ListRoundsRequest { PageSize = RoundsLookedAt }, cancellationToken: cancellation);
        var running = answer.Rounds.Where(round => round.Phase != Phase.Finished);
        var found = await Task.WhenAll(running.Select(round => round.Phase == Phase.Balloting
            ? OfPoll(round, voting, say, cancellation)
            : OfIdeas(round, proposals, say, cancellation)));
        return [.. found.SelectMany(waiting => waiting)];
    }

    private static async Task<IEnumerable<Waiting>> OfIdeas(
        Round round, ProposalsService.ProposalsServiceClient proposals, Say say, CancellationToken cancellation)
    {
        if (round.Phase == Phase.Listening)
        {
            return [];
        }

        var open = await proposals.ListProposalsAsync(
            new ListProposalsRequest { RoundId = round.RoundId, States = { ProposalState.Open }, PageSize = Counted },
                cancellationToken: cancellation);
        var count = open.Proposals.Count;
        if (count > 0)
        {
            var forms = open.NextPageToken.Length > 0 ? Words.Council.MoreIdeasToValue : Words.Council.IdeasToValue;
            return [new Waiting(
                Role.Officer, say.Count(forms, count, round.Title), Words.Council.IdeasToValueWhy, CouncilLinks.Ideas(round.RoundId))];
        }

        if (round.Phase == Phase.Reviewing)
        {
            var why = say.HasPassed(round.Dates.BallotingFrom)
                ? say.Fill(Words.Council.PaperDateCome, say.Date(round.Dates.BallotingFrom))
                : say.Fill(Words.Council.PaperDate, say.Date(round.Dates.BallotingFrom));
            return [new Waiting(Role.Officer, say.Fill(Words.Council.PaperToPublish, round.Title), why, CouncilLinks.Round(round.RoundId))];
        }

        return [];
    }

    private static async Task<IEnumerable<Waiting>> OfPoll(
        Round round, VotingService.VotingServiceClient voting, Say say, CancellationToken cancellation)
    {
        var poll = await PollOf.Round(voting, round.RoundId, cancellation);
        if (poll is { State: PollState.Scheduled, ImportedFrom: "" } && poll.Contests.Sum(contest => contest.Voters) == 0)
        {
            return [new Waiting(
                Role.Officer,
                say.Fill(Words.Council.RollToBring, round.Title),
                say.Fill(Words.Council.RollToBringWhy, say.Date(poll.OpenTime)),
                CouncilLinks.Roll(round.RoundId))];
        }

        return poll is { State: PollState.Closed }
            ? [new Waiting(Role.Officer, say.Fill(Words.Council.ResultToDeclare, round.Title), Words.Council.ResultToDeclareWhy,
                CouncilLinks.Round(round.RoundId))]
            : [];
    }
}

/// <summary>What money waits for.</summary>
public static class MoneyWaiting
{
    private const int Counted = 200;

    /// <param name="isFinance">Only finance may see what the bank did otherwise.</param>
    public static async Task<IReadOnlyList<Waiting>> Find(
        GrantsService.GrantsServiceClient grants, bool isFinance, Say say, CancellationToken cancellation)
    {
        var releases = grants.ListReleasesAsync(
            new ListReleasesRequest { States = { ReleaseState.Proposed }, PageSize = 100 }, cancellationToken: cancellation);
        var awards = grants.ListAwardsAsync(
            new ListAwardsRequest { States = { AwardState.Accepted }, PageSize = Counted }, cancellationToken: cancellation);
        var payments = grants.ListPaymentsAsync(
            new ListPaymentsRequest { States = { PaymentState.Instructed, PaymentState.Approved }, PageSize = Counted },
                cancellationToken: cancellation);

        var clawbacks = grants.ListClawbacksAsync(
            new ListClawbacksRequest { States = { ClawbackState.Proposed }, PageSize = 100 }, cancellationToken: cancellation);
        var unanswered = grants.ListAwardsAsync(
            new ListAwardsRequest { States = { AwardState.Offered, AwardState.Waiting }, PageSize = Counted },
                cancellationToken: cancellation);
        var payees = grants.ListPayeesAsync(
            new ListPayeesRequest { Steps = { PayeeStep.Check, PayeeStep.ConfirmChange }, PageSize = Counted },
                cancellationToken: cancellation);
        var differences = isFinance ? (
            await grants.ListDifferencesAsync(
            new ListDifferencesRequest { PageSize = Counted }, cancellationToken: cancellation)).Differences.Count : 0;

        List<Waiting> found = [.. (await releases).Releases.Select(release => new Waiting(
            Role.Finance,
            say.Fill(Words.Council.ReleaseToDecide, say.Money(release.Total)),
            say.Fill(Words.Council.ReleaseToDecideWhy, release.ProposedBy, say.Date(release.ProposeTime)),
            CouncilLinks.Release(release.ReleaseId)))];
        found.AddRange((await clawbacks).Clawbacks.Select(back => new Waiting(
            Role.Finance,
            say.Fill(Words.Council.ClawbackToDecide, say.Money(back.Amount)),
            say.Fill(Words.Council.ClawbackToDecideWhy, back.ProposedBy, say.Date(back.ProposeTime)),
            CouncilLinks.Clawback(back.ClawbackId))));
        foreach (var round in (await unanswered).Awards.GroupBy(award => (award.RoundId, award.State)))
        {
            var (forms, why) = round.Key.State == AwardState.Offered
                ? (Words.Council.ForAnswer, Words.Council.ForAnswerWhy)
                : (Words.Council.ForMoney, Words.Council.ForMoneyWhy);
            found.Add(new Waiting(Role.Officer, say.Count(forms, round.Count()), why, CouncilLinks.RoundGrants(round.Key.RoundId)));
        }

        var onTheirWay = (await payments).Payments;
        var underWay = onTheirWay.Select(payment => payment.AwardId).ToHashSet(StringComparer.Ordinal);
        var changed = (await payees).Payees.Count(payee => payee.Step == PayeeStep.ConfirmChange);
        Add(Role.Finance, changed, Words.Council.PayeesToConfirm, Words.Council.PayeesToConfirmWhy, CouncilLinks.Payees);
        Add(Role.Finance, (await payees).Payees.Count - changed, Words.Council.PayeesToCheck, Words.Council.PayeesToCheckWhy,
            CouncilLinks.Payees);
        Add(Role.Finance, differences, Words.Council.DifferencesToSettle, Words.Council.DifferencesToSettleWhy, CouncilLinks.Statement);
        Add(Role.Officer, (await awards).Awards.Count(award => !underWay.Contains(award.AwardId)), Words.Council.ToInstruct,
            Words.Council.ToInstructWhy);
        Add(Role.Finance, onTheirWay.Count(payment => payment.State == PaymentState.Instructed), Words.Council.ToApprove,
            Words.Council.ToApproveWhy);
        Add(Role.Finance, onTheirWay.Count(payment => payment is { State: PaymentState.Approved, RunId: "" }), Words.Council.RunToMake,
            Words.Council.RunToMakeWhy, CouncilLinks.Runs);
        Add(Role.Finance, onTheirWay.Count(payment => payment is { State: PaymentState.Approved, RunId: not "" }), Words.Council.ToConfirm,
            Words.Council.ToConfirmWhy);
        return found;

        void Add(Role whose, int count, string forms, string why, string address = CouncilLinks.Payments)
        {
            if (count > 0)
            {
                found.Add(new Waiting(whose, say.Count(forms, count), why, address));
            }
        }
    }
}

/// <summary>Which groups wait for an answer.</summary>
public static class StoriesWaiting
{
    public static async Task<IReadOnlyList<Waiting>> Find(
        AccountabilityService.AccountabilityServiceClient accountability, Say say, CancellationToken cancellation)
    {
        var told = await accountability.ListReportsAsync(
            new ListReportsRequest { States = { ReportState.Told }, PageSize = 100 }, cancellationToken: cancellation);
        return told.Reports.Count == 0
            ? []
            : [new Waiting(Role.Officer, say.Count(Words.Council.StoriesToAnswer, told.Reports.Count), Words.Council.StoriesToAnswerWhy,
                CouncilLinks.Stories)];
    }
}

/// <summary>Where the council owes a word about itself.</summary>
public static class AnswersWaiting
{
    /// <summary>Older rounds have their own pages; each one here is asked about twice.</summary>
    private const int RoundsLookedAt = 10;

    public static async Task<IReadOnlyList<Waiting>> Find(
        ProposalsService.ProposalsServiceClient proposals, AccountabilityService.AccountabilityServiceClient accountability, Say say,
            CancellationToken cancellation)
    {
        var rounds = await proposals.ListRoundsAsync(new ListRoundsRequest { PageSize = RoundsLookedAt }, cancellationToken: cancellation);
        var found = await Task.WhenAll(
            rounds.Rounds.Where(round => round.ImportedFrom.Length == 0).Select(round => Of(round, accountability, say, cancellation)));
        return [.. found.SelectMany(waiting => waiting)];
    }

    private static async Task<List<Waiting>> Of(
        Round round, AccountabilityService.AccountabilityServiceClient accountability, Say say, CancellationToken cancellation)
    {
        var late = accountability.ListCommitmentsAsync(
            new ListCommitmentsRequest { RoundId = round.RoundId, States = { CommitmentState.Late }, PageSize = 100 },
                cancellationToken: cancellation);
        var relationship = await accountability.GetRelationshipAsync(
            new GetRelationshipRequest { RoundId = round.RoundId }, cancellationToken: cancellation);
        var unexplained = (await late).Commitments.Count(promise => promise.Reason.Length == 0);
        var found = new List<Waiting>();
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

        return found;
    }
}
