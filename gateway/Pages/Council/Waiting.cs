using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Council.Rounds;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Council;

/// <summary>Something that goes on only when somebody does it.</summary>
/// <param name="For">Whose turn it is.</param>
/// <param name="Text">What to do; the link's words.</param>
/// <param name="Why">What waits for it.</param>
/// <param name="Address">Where it is done.</param>
/// <param name="Mine">This person began it, so that somebody else has to go on.</param>
public sealed record Waiting(Role For, string Text, string Why, string Address, bool Mine = false);

/// <summary>What rounds wait for.</summary>
public static class RoundsWaiting
{
    private const int RoundsLookedAt = 50;

    /// <summary>As many ideas as are counted one by one; where there are more it says so.</summary>
    public const int Counted = 200;

    /// <param name="grants">Knows which releases wait for their second person.</param>
    public static async Task<IReadOnlyList<Waiting>> Find(
        ProposalsService.ProposalsServiceClient proposals, VotingService.VotingServiceClient voting,
        GrantsService.GrantsServiceClient grants, Caller caller, Say say, CancellationToken cancellation)
    {
        var proposed = grants.ListReleasesAsync(
            new ListReleasesRequest { States = { ReleaseState.Proposed }, PageSize = 100 }, cancellationToken: cancellation);
        var answer = await proposals.ListRoundsAsync(new ListRoundsRequest { PageSize = RoundsLookedAt }, cancellationToken: cancellation);
        var releases = (await proposed).Releases.Select(release => release.RoundId).ToHashSet(StringComparer.Ordinal);
        var running = answer.Rounds.Where(
            round => (round.Phase != Phase.Finished || round.EndedWithoutVote) && round.ImportedFrom.Length == 0);
        var found = await Task.WhenAll(running.Select(async round =>
            await Work(round, releases.Contains(round.RoundId), proposals, voting, cancellation)));
        var votes = await Task.WhenAll(found.Select(work => VoteWaiting.Find(voting, work, caller, say, cancellation)));
        // Each release that waits for its second person is a line of its own, with what money waits for.
        return [.. found.Where(work => RoundTasks.Next(work) != RoundTask.ApproveRelease)
            .Select(work => RoundTasks.Say(work, say)).OfType<Waiting>(), .. votes.SelectMany(waiting => waiting)];
    }

    /// <summary>How far a round is.</summary>
    public static async Task<RoundWork> Work(
        Round round, bool releaseWaits, ProposalsService.ProposalsServiceClient proposals, VotingService.VotingServiceClient voting,
        CancellationToken cancellation)
    {
        if (round.Phase >= Phase.Balloting && !round.EndedWithoutVote)
        {
            return new RoundWork(round, await PollOf.Round(voting, round.RoundId, cancellation), 0, releaseWaits);
        }

        var open = round.Phase == Phase.Listening || round.EndedWithoutVote ? 0 : (await proposals.ListProposalsAsync(
            new ListProposalsRequest { RoundId = round.RoundId, States = { ProposalState.Open }, PageSize = Counted },
            cancellationToken: cancellation)).Proposals.Count;
        return new RoundWork(round, Poll: null, open, releaseWaits);
    }
}

/// <summary>What people reported, what waits to be shown and what is to be looked at again.</summary>
public static class WordsWaiting
{
    private const int Counted = 100;

    public static async Task<IReadOnlyList<Waiting>> Find(
        ProposalsService.ProposalsServiceClient proposals, AccountabilityService.AccountabilityServiceClient accountability, Say say,
        CancellationToken cancellation)
    {
        var stories = accountability.ListFlaggedPartsAsync(
            new ListFlaggedPartsRequest { PageSize = Counted }, cancellationToken: cancellation);
        var enquiries = proposals.ListFlaggedEnquiriesAsync(
            new ListFlaggedEnquiriesRequest { PageSize = Counted }, cancellationToken: cancellation);
        var voices = proposals.ListFlaggedVoicesAsync(
            new ListFlaggedVoicesRequest { PageSize = Counted }, cancellationToken: cancellation);
        var found = await proposals.ListFlaggedAsync(new ListFlaggedRequest { PageSize = Counted }, cancellationToken: cancellation);
        // What is for another officer waits for somebody else.
        var (mine, others) = (found.Ideas.Count(idea => !idea.ForAnother), found.Ideas.Count(idea => idea.ForAnother));
        var parts = (await stories).Parts.ToLookup(part => part.ForAnother);
        var said = (await voices).Voices.ToLookup(voice => voice.ForAnother);
        var asked = (await enquiries).Enquiries.ToLookup(enquiry => enquiry.ForAnother);
        return
        [
            .. Line(Words.CouncilHiding.Waiting, mine, isForAnother: false),
            .. Line(Words.CouncilHiding.Waiting, others, isForAnother: true),
            .. Line(Words.CouncilHiding.WaitingVoices, said[false].Count(), isForAnother: false, CouncilLinks.HiddenVoices),
            .. Line(Words.CouncilHiding.WaitingVoices, said[true].Count(), isForAnother: true, CouncilLinks.HiddenVoices),
            .. Line(Words.CouncilEnquiries.WaitingHidden, asked[false].Count(), isForAnother: false, CouncilLinks.HiddenEnquiries),
            .. Line(Words.CouncilEnquiries.WaitingHidden, asked[true].Count(), isForAnother: true, CouncilLinks.HiddenEnquiries),
            .. Line(Words.CouncilHiding.WaitingParts, parts[false].Count(), isForAnother: false),
            .. Line(Words.CouncilHiding.WaitingParts, parts[true].Count(), isForAnother: true),
        ];

        IEnumerable<Waiting> Line(string sentence, int count, bool isForAnother, string address = CouncilLinks.Hidden) => count == 0 ? [] :
        [
            new(Role.Officer, say.Count(sentence, count), Words.CouncilHiding.WaitingWhy, address, isForAnother),
        ];
    }
}

/// <summary>What a vote waits for: a second person for the codes of letters, and whoever keys votes on paper.</summary>
public static class VoteWaiting
{
    private const int LookedAt = 100;

    public static async Task<IReadOnlyList<Waiting>> Find(
        VotingService.VotingServiceClient voting, RoundWork work, Caller caller, Say say, CancellationToken cancellation)
    {
        if (work.Poll is not { State: PollState.Scheduled or PollState.Open, ImportedFrom: "" } poll)
        {
            return [];
        }

        var letters = await voting.ListLetterExportsAsync(
            new ListLetterExportsRequest { PollId = poll.PollId, PageSize = LookedAt }, cancellationToken: cancellation);
        // Votes on paper are an officer's to see.
        var paper = !caller.Is(Role.Officer) || poll.State != PollState.Open ? [] : (await voting.ListPaperBatchesAsync(
            new ListPaperBatchesRequest { PollId = poll.PollId, PageSize = LookedAt }, cancellationToken: cancellation)).Batches;
        return Say(work.Round, poll, letters.Exports, paper, caller, say);
    }

    public static IReadOnlyList<Waiting> Say(
        Round round, Poll poll, IEnumerable<LetterExport> letters, IEnumerable<PaperBatch> paper, Caller caller, Say say)
    {
        // Whoever has not asked for the codes, or for a longer vote, may approve it, officer or finance.
        var approves = caller.Is(Role.Finance) ? Role.Finance : Role.Officer;
        return
        [
            .. from asked in new[] { poll.Extension }
               where poll.State == PollState.Open && asked is { State: ExtensionState.Asked }
                   && Rounds.ExtendModel.MayDecideOf(poll, caller)
               select new Waiting(
                   asked.Mine ? Role.Officer : approves, say.Fill(Words.Council.ExtensionToApprove, round.Title),
                   say.Fill(Words.Council.ExtensionToApproveWhy, asked.AskedBy, say.LastDay(asked.AfterTime)),
                   CouncilLinks.Extend(poll.PollId), asked.Mine),
            .. from export in letters
               where export.State == LetterExportState.Asked
               select new Waiting(
                   export.Mine ? Role.Officer : approves,
                   say.Fill(Words.Council.CodesToApprove, say.Count(Words.Letters.Count, export.Letters), round.Title),
                   say.Fill(Words.Council.CodesToApproveWhy, export.AskedBy, say.Date(export.AskTime)),
                   CouncilLinks.Codes(poll.PollId, export.ExportId), export.Mine),
            .. from export in letters
               where export is { State: LetterExportState.Agreed, Mine: true }
               select new Waiting(
                   Role.Officer,
                   say.Fill(Words.Council.CodesToTake, say.Count(Words.Letters.Count, export.Letters), round.Title),
                   say.Fill(Words.Council.CodesToTakeWhy, export.AgreedBy), CouncilLinks.Codes(poll.PollId, export.ExportId)),
            .. from batch in paper
               where !batch.IsCast
               select new Waiting(
                   Role.Officer, say.Fill(Words.Council.PaperToEnter, batch.BatchId, round.Title),
                   say.Fill(Words.Council.PaperToEnterWhy, say.Until(poll.CloseTime)), CouncilLinks.PaperBatch(poll.PollId, batch.BatchId)),
        ];
    }
}

/// <summary>What money waits for.</summary>
public static class MoneyWaiting
{
    private const int Counted = 200;

    /// <summary>How long a no to a release is said to whoever proposed it.</summary>
    private static readonly TimeSpan NewsFor = TimeSpan.FromDays(14);

    /// <param name="isFinance">Only finance may see what the bank did otherwise.</param>
    public static async Task<IReadOnlyList<Waiting>> Find(
        GrantsService.GrantsServiceClient grants, bool isFinance, DateTimeOffset now, Say say, CancellationToken cancellation)
    {
        var releases = grants.ListReleasesAsync(
            new ListReleasesRequest { States = { ReleaseState.Proposed }, PageSize = 100 }, cancellationToken: cancellation);
        var declined = grants.ListReleasesAsync(
            new ListReleasesRequest { States = { ReleaseState.Declined }, PageSize = 20 }, cancellationToken: cancellation);
        var toRequest = grants.ListPayeesAsync(
            new ListPayeesRequest { ToRequest = true, PageSize = Counted }, cancellationToken: cancellation);
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
        var payers = isFinance ? grants.GetPayerAsync(new GetPayerRequest(), cancellationToken: cancellation) : null;
        var differences = isFinance ? (
            await grants.ListDifferencesAsync(
            new ListDifferencesRequest { PageSize = Counted }, cancellationToken: cancellation)).Differences.Count : 0;

        List<Waiting> found = [.. (await releases).Releases.Select(release => new Waiting(
            Role.Finance,
            say.Fill(Words.Council.ReleaseToDecide, say.Money(release.Total)),
            say.Fill(Words.Council.ReleaseToDecideWhy, release.ProposedBy, say.Date(release.ProposeTime)),
            CouncilLinks.Release(release.ReleaseId), release.Mine))];
        found.AddRange((await clawbacks).Clawbacks.Select(back => new Waiting(
            Role.Finance,
            say.Fill(Words.Council.ClawbackToDecide, say.Money(back.Amount)),
            say.Fill(Words.Council.ClawbackToDecideWhy, back.ProposedBy, say.Date(back.ProposeTime)),
            CouncilLinks.Clawback(back.ClawbackId), back.Mine)));
        if (payers is not null && (await payers).Waiting is { } payer)
        {
            found.Add(new Waiting(
                Role.Finance, Words.Council.PayerToApprove,
                say.Fill(Words.Council.PayerToApproveWhy, payer.AskedBy, say.Date(payer.AskTime)), CouncilLinks.Payer, payer.Mine));
        }

        found.AddRange(Unanswered((await unanswered).Awards, say));

        var onTheirWay = (await payments).Payments;
        var changed = (await payees).Payees.Count(payee => payee.Step == PayeeStep.ConfirmChange);
        Add(Role.Finance, changed, Words.Council.PayeesToConfirm, Words.Council.PayeesToConfirmWhy, CouncilLinks.Payees);
        Add(Role.Finance, (await payees).Payees.Count - changed, Words.Council.PayeesToCheck, Words.Council.PayeesToCheckWhy,
            CouncilLinks.Payees);
        Add(Role.Finance, differences, Words.Council.DifferencesToSettle, Words.Council.DifferencesToSettleWhy, CouncilLinks.Statement);
        // What its group has not answered yet cannot be requested; of what was stopped there is a line of its own.
        var open = (await toRequest).Payees
            .Where(payee => payee.Step is not (PayeeStep.ChooseHolder or PayeeStep.ConfirmHosting or PayeeStep.GiveBankDetails
                or PayeeStep.Agree)).ToList();
        found.AddRange(open.Where(payee => payee.StoppedMine).Select(payee => new Waiting(
            Role.Officer, say.Fill(Words.Council.PaymentStopped, payee.Title), payee.StopReason, CouncilLinks.Payments)));
        found.AddRange((await declined).Releases.Where(release => release.Mine && IsNews(release)).Select(release => new Waiting(
            Role.Officer, say.Fill(Words.Council.ReleaseDeclined, say.Money(release.Total), release.DecidedBy), release.DeclineReason,
            CouncilLinks.Release(release.ReleaseId))));
        Add(Role.Officer, open.Count(payee => !payee.StoppedMine), Words.Council.ToInstruct, Words.Council.ToInstructWhy);
        var undecided = onTheirWay.Where(payment => payment.State == PaymentState.Instructed).ToLookup(payment => payment.Mine);
        Add(Role.Finance, undecided[false].Count(), Words.Council.ToApprove, Words.Council.ToApproveWhy);
        Add(Role.Finance, undecided[true].Count(), Words.Council.ToApprove, Words.Council.ToApproveMine, mine: true);
        Add(Role.Finance, onTheirWay.Count(payment => payment is { State: PaymentState.Approved, RunId: "" }), Words.Council.RunToMake,
            Words.Council.RunToMakeWhy, CouncilLinks.Runs);
        Add(Role.Finance, onTheirWay.Count(payment => payment is { State: PaymentState.Approved, RunId: not "" }), Words.Council.ToConfirm,
            Words.Council.ToConfirmWhy);
        return found;

        void Add(Role whose, int count, string forms, string why, string address = CouncilLinks.Payments, bool mine = false)
        {
            if (count > 0)
            {
                found.Add(new Waiting(whose, say.Count(forms, count), why, address, mine));
            }
        }

        bool IsNews(Release release) => now - release.DecideTime.ToDateTimeOffset() < NewsFor;
    }

    /// <summary>Offers that no group has answered, and chosen ideas that wait for money, by round.</summary>
    public static IEnumerable<Waiting> Unanswered(IEnumerable<Award> awards, Say say) =>
        from round in awards.GroupBy(award => (award.RoundId, award.State))
        let offered = round.Key.State == AwardState.Offered
        select new Waiting(
            Role.Officer,
            say.Count(offered ? Words.Council.ForAnswer : Words.Council.ForMoney, round.Count()),
            offered ? Words.Council.ForAnswerWhy : Words.Council.ForMoneyWhy,
            CouncilLinks.RoundGrants(round.Key.RoundId));
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
