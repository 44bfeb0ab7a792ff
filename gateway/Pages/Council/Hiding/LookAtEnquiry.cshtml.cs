using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Council.Hiding;

/// <summary>An officer reads a question about an idea, or an answer, and hides it, shows it, or keeps it hidden at a second look.</summary>
[OpenTo(Role.Officer)]
public sealed class LookAtEnquiryModel(ProposalsService.ProposalsServiceClient proposals) : JudgingModel
{
    /// <summary>The id of an answer; empty is the question.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Answer { get; set; }

    public Enquiry Enquiry { get; private set; } = new();

    /// <summary>Of the answer that the officer reads: where it was changed since, nothing is decided.</summary>
    public override int VersionRead => Said?.Version ?? 0;

    /// <summary>What the answer said before, the oldest first: it is shown and hidden with it.</summary>
    public IReadOnlyList<AnswerVersion> Earlier => Said is { } said ? said.Earlier : [];

    /// <summary>The officer writes the idea, so another one decides.</summary>
    public bool ForAnother { get; private set; }

    /// <summary>Null where it is shown.</summary>
    public Participatory.Types.V1.Hiding? HidingNow => Said is { } said ? said.Hiding : Enquiry.Hiding;

    public string OwnWords => Said is { } said ? said.Words : Enquiry.Words;

    /// <summary>As whoever wrote it is shown; empty where they are not.</summary>
    public string Name => Said is { } said ? said.AnsweredBy : Enquiry.ShownAs;

    private EnquiryAnswer? Said => Enquiry.Answers.FirstOrDefault(answer => answer.AnswerId == Answer);

    public Task OnGet(string enquiry, CancellationToken cancellation) => Load(enquiry, cancellation);

    public Task<IActionResult> OnPost(string enquiry, int version, CancellationToken cancellation) => this.Send(
        proposals.JudgeEnquiryAsync(
            new JudgeEnquiryRequest
            {
                RequestId = RequestId.ToString(), EnquiryId = Links.Read(enquiry), AnswerId = Answer ?? "",
                Judgement = Choice.Of<HidingJudgement>(Judgement), Reason = Choice.Of<HidingReason>(Reason),
                Version = version,
            },
            cancellationToken: cancellation),
        CouncilLinks.HiddenEnquiries + "?saved=true", () => Load(enquiry, cancellation));

    private async Task Load(string enquiry, CancellationToken cancellation)
    {
        var flags = proposals.GetEnquiryFlagsAsync(
            new GetEnquiryFlagsRequest { EnquiryId = Links.Read(enquiry), AnswerId = Answer ?? "" }, cancellationToken: cancellation);
        Enquiry = await proposals.GetEnquiryAsync(
            new GetEnquiryRequest { EnquiryId = Links.Read(enquiry) }, cancellationToken: cancellation);
        ForAnother = (await proposals.GetProposalAsync(
            new GetProposalRequest { RoundId = Enquiry.RoundId, ProposalId = Enquiry.ProposalId }, cancellationToken: cancellation))
            .WrittenByMe;
        IsSecondLook = HidingNow?.State == HidingState.SecondLook;
        Flags = (await flags).Flags;
    }
}
