using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.My;

/// <summary>What a person has sent in, what became of it, and what waits for them.</summary>
[OpenTo(Role.Person)]
public sealed class IndexModel(
    ProposalsService.ProposalsServiceClient proposals,
    GrantsService.GrantsServiceClient grants,
    AccountabilityService.AccountabilityServiceClient accountability,
    Say say) : PageModel
{
    private const int OnePage = 50;
    private const int StepsLookedAt = 100;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The unfinished idea that is deleted.</summary>
    [BindProperty]
    public string? Draft { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public IReadOnlyList<Proposal> Ideas { get; private set; } = [];

    /// <summary>Ideas that the visitor supports and that say something else since.</summary>
    public IReadOnlyList<Proposal> Changed { get; private set; } = [];

    /// <summary>What waits for the visitor's answer about joining or splitting ideas.</summary>
    public IReadOnlyList<Joining> Joinings { get; private set; } = [];

    /// <summary>Ideas that the visitor has not finished.</summary>
    public IReadOnlyList<ProposalDraft> Drafts { get; private set; } = [];

    public IReadOnlyList<Award> Grants { get; private set; } = [];

    /// <summary>What others offer to groups for which the visitor may say yes to money.</summary>
    public IReadOnlyList<AwardMove> ForGroups { get; private set; } = [];

    /// <summary>The stories that we would like to hear and have not been told.</summary>
    public IReadOnlyList<Report> Asked { get; private set; } = [];

    /// <summary>What we were told and whose group has not said yet what it is about; it may at any time.</summary>
    public IReadOnlyList<Report> Told { get; private set; } = [];

    /// <summary>The last step of each idea about which we have not heard how it was.</summary>
    public IReadOnlyList<MyStep> Steps { get; private set; } = [];

    /// <summary>The rounds in which the visitor proposed something, and that were not counted yet.</summary>
    public IReadOnlyList<MyStep> Rounds { get; private set; } = [];

    [BindProperty(SupportsGet = true)]
    public bool Thanks { get; set; }

    /// <summary>Somebody's money is held for them.</summary>
    public bool Hosts { get; private set; }

    public string NextPage { get; private set; } = "";

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public Task<IActionResult> OnPostDeleteDraft(CancellationToken cancellation) => this.Send(
        proposals.DeleteProposalDraftAsync(
            new DeleteProposalDraftRequest { RequestId = RequestId.ToString(), DraftId = Draft ?? "" }, cancellationToken: cancellation),
        "/my", () => Load(cancellation));

    private async Task Load(CancellationToken cancellation)
    {
        var drafts = proposals.ListMyProposalDraftsAsync(new ListMyProposalDraftsRequest(), cancellationToken: cancellation);
        var changed = proposals.ListChangedSupportsAsync(new ListChangedSupportsRequest(), cancellationToken: cancellation);
        var joinings = proposals.ListMyJoiningsAsync(new ListMyJoiningsRequest(), cancellationToken: cancellation);
        var ideas = proposals.ListMyProposalsAsync(
            new ListMyProposalsRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        var mine = grants.ListMyAwardsAsync(new ListMyAwardsRequest { PageSize = OnePage }, cancellationToken: cancellation);
        var moves = grants.ListMyAwardMovesAsync(
            new ListMyAwardMovesRequest { PageSize = OnePage, OnlyForMe = true }, cancellationToken: cancellation);
        var reports = accountability.ListMyReportsAsync(new ListMyReportsRequest { PageSize = OnePage }, cancellationToken: cancellation);
        var steps = accountability.ListMyStepsAsync(new ListMyStepsRequest { PageSize = StepsLookedAt }, cancellationToken: cancellation);
        var hosted = grants.ListMyHostingsAsync(new ListMyHostingsRequest { PageSize = 1 }, cancellationToken: cancellation);
        var answer = await ideas;
        Ideas = answer.Proposals;
        NextPage = answer.NextPageToken;
        Grants = (await mine).Awards;
        ForGroups = (await moves).Moves;
        var told = (await reports).Reports;
        Asked = [.. told.Where(report => report.State == ReportState.Requested)];
        // A grant that is finished asks for nothing more: what can still be said stands on its own page.
        var finished = Grants.Where(award => award.State == AwardState.Closed)
            .Select(award => (award.RoundId, award.ProjectId)).ToHashSet();
        Told = [.. told.Where(
            report => report.State != ReportState.Requested && !finished.Contains((report.RoundId, report.ProjectId)))];
        var behind = (await steps).Steps;
        Steps = [.. LastSteps(behind).Where(step => !finished.Contains((step.RoundId, step.ProjectId)))];
        Rounds = await MaySay(behind.DistinctBy(step => step.RoundId), cancellation);
        Hosts = (await hosted).Payees.Count > 0;
        Drafts = (await drafts).Drafts;
        Changed = (await changed).Proposals;
        Joinings = [.. (await joinings).Joinings.Where(one => one.WaitsForMe)];
    }

    /// <summary>One question at a time: about what came last of each idea, and was not said yet.</summary>
    public static IEnumerable<MyStep> LastSteps(IEnumerable<MyStep> behind) =>
        behind.GroupBy(step => (step.RoundId, step.ProjectId)).Select(idea => idea.Last()).Where(step => !step.Scored);

    // Once a round was counted nobody is asked any more.
    private async Task<IReadOnlyList<MyStep>> MaySay(IEnumerable<MyStep> rounds, CancellationToken cancellation)
    {
        var asked = await Task.WhenAll(rounds.Select(async step => (step, (await accountability.GetFairnessAsync(
            new GetFairnessRequest { RoundId = step.RoundId }, cancellationToken: cancellation)).MaySay)));
        return [.. asked.Where(one => one.MaySay).Select(one => one.step)];
    }

    public string StateOf(Award award) => award.State switch
    {
        AwardState.Offered => Words.My.GrantOffered,
        AwardState.Accepted => Words.My.GrantAccepted,
        AwardState.Declined => Words.My.GrantDeclined,
        AwardState.Paid => say.Fill(Words.My.GrantPaid, say.Date(award.PayTime)),
        _ => Words.My.GrantClosed,
    };
}
