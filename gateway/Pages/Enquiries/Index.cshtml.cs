using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Enquiries;

/// <summary>What was asked about an idea and what was answered, and where somebody asks.</summary>
[OpenTo(Role.Anyone)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    private const int OnePage = 20;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? ShownAs { get; set; }

    [BindProperty]
    public bool ForCouncil { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>A question has just been taken back.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Gone { get; set; }

    public Proposal Idea { get; private set; } = new();

    public IReadOnlyList<Enquiry> Found { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public bool SignedIn => Person.CallerOf(User).IsSignedIn;

    /// <summary>Somebody can ask; whether this person can, is for the service to say.</summary>
    public bool TakesQuestions { get; private set; }

    public Task OnGet(string id, string n, CancellationToken cancellation) => Load(id, n, cancellation);

    public async Task<IActionResult> OnPost(string id, string n, CancellationToken cancellation) => SignedIn
        ? await this.Send(
            proposals.AskAboutProposalAsync(
                new AskAboutProposalRequest
                {
                    RequestId = RequestId.ToString(), RoundId = id, ProposalId = Links.Read(n), Words = TypedText.Lines(Words).Trim(),
                    ShownAs = ShownAs?.Trim() ?? "", ForCouncil = ForCouncil,
                },
                cancellationToken: cancellation),
            made => Links.Enquiry(id, Links.Read(n), made.EnquiryId) + "?sent=true", () => Load(id, n, cancellation))
        : Challenge();

    private async Task Load(string id, string n, CancellationToken cancellation)
    {
        var round = proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        var idea = proposals.GetProposalAsync(
            new GetProposalRequest { RoundId = id, ProposalId = Links.Read(n) }, cancellationToken: cancellation);
        var found = await proposals.ListEnquiriesAsync(
            new ListEnquiriesRequest { RoundId = id, ProposalId = Links.Read(n), PageSize = OnePage, PageToken = From ?? "" },
            cancellationToken: cancellation);
        Found = found.Enquiries;
        NextPage = found.NextPageToken;
        Idea = await idea;
        TakesQuestions = TakesQuestionsOf(await round, Idea);
    }

    /// <summary>Somebody can ask about this idea now.</summary>
    internal static bool TakesQuestionsOf(Round round, Proposal idea) =>
        round.Phase is Phase.Accepting or Phase.Reviewing or Phase.Balloting && !idea.WrittenByMe && idea.Hiding is null
            && idea.State != ProposalState.Withdrawn;
}
