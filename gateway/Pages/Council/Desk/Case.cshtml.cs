using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Desk;

/// <summary>One idea at the desk: who looks after it, what officers noted among themselves, and a reminder to oneself.</summary>
[OpenTo(Role.Officer)]
public sealed class CaseModel(ProposalsService.ProposalsServiceClient proposals, CouncilDays days) : DeskPage
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? ColleagueSubject { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? RemindTime { get; set; }

    /// <summary>The idea with which this one belongs together.</summary>
    [BindProperty]
    public string? OtherProposalId { get; set; }

    /// <summary>Why it does.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Ideas are joined until their review begins; which, is for the service to say.</summary>
    public bool TakesHints => Round.ImportedFrom.Length == 0 && Round.Phase < Phase.Reviewing
        && Found.Case.Proposal.State == ProposalState.Open;

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public Round Round { get; private set; } = new();

    public CaseFile Found { get; private set; } = new() { Case = new ProposalCase { Proposal = new Proposal() } };

    public Proposal Idea { get; private set; } = new();

    /// <summary>It is linked where its cost can be said; whether it can is for the service to say.</summary>
    public bool CanBeValued => Ideas.IdeaModel.CanBeValuedIn(Round, Idea);

    public string SignedAs => Person.CallerOf(User).ShownAs;

    public string Address => $"{CouncilLinks.Case(Round.RoundId, Idea.ProposalId)}?{Query}";

    public IEnumerable<Choice> Colleagues =>
    [
        new Choice("", Participatory.Words.CouncilDesk.Nobody),
        new Choice(Person.CallerOf(User).Subject, Participatory.Words.CouncilDesk.Me),
        // Whoever has it stays to be chosen, also where they have not been here lately.
        .. Found.Colleagues.Append(Found.Case.Assigned).OfType<Colleague>().DistinctBy(colleague => colleague.Subject)
            .Where(colleague => colleague.Subject != Person.CallerOf(User).Subject)
            .Select(colleague => new Choice(colleague.Subject, colleague.ShownAs)),
    ];

    public Task OnGet(string id, string n, CancellationToken cancellation) => Load(id, n, sent: "", cancellation);

    public async Task<IActionResult> OnPostAssign(string id, string n, CancellationToken cancellation)
    {
        await Load(id, n, nameof(ColleagueSubject), cancellation);
        return await this.Send(
            proposals.AssignProposalAsync(
                new AssignProposalRequest
                {
                    RequestId = RequestId.ToString(), RoundId = id, ProposalId = Idea.ProposalId,
                    ColleagueSubject = ColleagueSubject ?? "",
                },
                cancellationToken: cancellation),
            Address + "&saved=true");
    }

    public async Task<IActionResult> OnPostNote(string id, string n, CancellationToken cancellation)
    {
        await Load(id, n, nameof(Words), cancellation);
        return await this.Send(
            proposals.AddCaseNoteAsync(
                new AddCaseNoteRequest
                {
                    RequestId = RequestId.ToString(), RoundId = id, ProposalId = Idea.ProposalId,
                    Words = TypedText.Lines(Words).Trim(),
                },
                cancellationToken: cancellation),
            Address + "&saved=true");
    }

    public async Task<IActionResult> OnPostRemind(string id, string n, CancellationToken cancellation)
    {
        await Load(id, n, nameof(RemindTime), cancellation);
        var day = days.Read(RemindTime);
        if (day is null && !string.IsNullOrWhiteSpace(RemindTime))
        {
            ModelState.AddModelError(nameof(RemindTime), Participatory.Words.CouncilRounds.DayWrong);
            return Page();
        }

        return await this.Send(
            proposals.ChooseReminderAsync(
                new ChooseReminderRequest
                {
                    RequestId = RequestId.ToString(), RoundId = id, ProposalId = Idea.ProposalId,
                    RemindTime = day is { } on ? days.Begin(on) : null,
                },
                cancellationToken: cancellation),
            Address + "&saved=true");
    }

    public async Task<IActionResult> OnPostHint(string id, string n, CancellationToken cancellation)
    {
        await Load(id, n, nameof(OtherProposalId), cancellation);
        return await this.Send(
            proposals.HintAtJoiningAsync(
                new HintAtJoiningRequest
                {
                    RequestId = RequestId.ToString(), RoundId = id, ProposalId = Found.Case.Proposal.ProposalId,
                    OtherProposalId = OtherProposalId?.Trim() ?? "", Reason = TypedText.Lines(Reason).Trim(),
                },
                cancellationToken: cancellation),
            Address + "&saved=true");
    }

    /// <param name="sent">The field of the form that was sent, which stays as it was typed; the others stand as they are kept.</param>
    private async Task Load(string id, string n, string sent, CancellationToken cancellation)
    {
        var round = proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var file = proposals.GetCaseAsync(
            new GetCaseRequest { RoundId = id, ProposalId = Links.Read(n), Filter = Filter() }, cancellationToken: cancellation);
        Round = await round;
        Found = await file;
        Idea = Found.Case.Proposal;
        if (sent != nameof(ColleagueSubject))
        {
            ColleagueSubject = Found.Case.Assigned?.Subject ?? "";
        }

        if (sent != nameof(RemindTime))
        {
            RemindTime = Found.Case.RemindTime is { } at ? CouncilDays.Field(days.DayOf(at.ToDateTimeOffset())) : "";
        }
    }
}
