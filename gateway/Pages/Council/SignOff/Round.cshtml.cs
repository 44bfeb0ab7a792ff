using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Words;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Council.SignOff;

/// <summary>Everything to sign for a round, on a page that prints well.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class RoundModel(GrantsService.GrantsServiceClient grants, Say say) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? LegalPower { get; set; }

    [BindProperty]
    public string? Owner { get; set; }

    [BindProperty]
    public string? DelegatedDecision { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    public Participatory.Grants.V1.SignOff Pack { get; private set; } = new();

    public bool IsOfficer => Person.CallerOf(User).Is(Role.Officer);

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        (LegalPower, Owner, DelegatedDecision) = (Pack.Authority?.LegalPower, Pack.Authority?.Owner, Pack.Authority?.DelegatedDecision);
    }

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        if (!IsOfficer)
        {
            return Forbid();
        }

        return await this.Send(
            grants.StateAuthorityAsync(
                new StateAuthorityRequest
                {
                    RequestId = RequestId.ToString(),
                    Authority = new Authority
                    {
                        RoundId = id, LegalPower = LegalPower?.Trim() ?? "", Owner = Owner?.Trim()
                        ?? "", DelegatedDecision = DelegatedDecision?.Trim() ?? ""
                    },
                },
                cancellationToken: cancellation),
            CouncilLinks.SignOff(id) + "?done=true", () => Load(id, cancellation));
    }

    /// <summary>One payment, in a sentence.</summary>
    public string PaymentWords(SignOffPayment payment)
    {
        var asked = payment.ApprovedBy.Length > 0
            ? say.Fill(Words.SignOff.PaymentBy, say.Money(payment.Amount), payment.AskedBy, payment.ApprovedBy)
            : say.Fill(Words.SignOff.PaymentNotAgreed, say.Money(payment.Amount), payment.AskedBy);
        return payment.ConfirmTime is null ? asked + "."
            : $"{asked}; {say.Fill(Words.SignOff.PaidBy, say.Date(payment.ConfirmTime), payment.BankReference, payment.ConfirmedBy)}.";
    }

    public string CheckWords(SignOffAward award) => award switch
    {
        { Holder: Holder.CouncilBuys } => Words.SignOff.CheckNotNeeded,
        { Check: { } check } => say.Fill(
            Words.SignOff.CheckWords, PayeeWords.CheckName(check.Result), check.CheckedBy, say.Date(check.CheckTime)),
        _ => Words.SignOff.Missing,
    };

    /// <summary>What is missing, in a sentence.</summary>
    public string GapWords(SignOffGap gap, SignOffAward award) => gap switch
    {
        SignOffGap.Holder => Words.SignOff.GapHolder,
        SignOffGap.Hosting => Words.SignOff.GapHosting,
        SignOffGap.BankDetails => Words.SignOff.GapBankDetails,
        SignOffGap.Change => Words.SignOff.GapChange,
        SignOffGap.Check => Words.SignOff.GapCheck,
        SignOffGap.NoMatch => Words.SignOff.GapNoMatch,
        // The note is for officers of its area.
        SignOffGap.NoPlainMatch when award.Check is { Note.Length: 0 } => Words.SignOff.GapNoPlainMatchElsewhere,
        SignOffGap.NoPlainMatch => say.Fill(Words.SignOff.GapNoPlainMatch, award.Check?.Note),
        SignOffGap.NotPaid => Words.SignOff.GapNotPaid,
        SignOffGap.PaidInPart => say.Fill(Words.SignOff.GapPaidInPart, say.Money(award.Paid)),
        SignOffGap.Story => Words.SignOff.GapStory,
        _ => throw new ArgumentOutOfRangeException(nameof(gap), gap, "This gap has no sentence."),
    };

    private async Task Load(string id, CancellationToken cancellation) =>
        Pack = await grants.GetSignOffAsync(new GetSignOffRequest { RoundId = id }, cancellationToken: cancellation);
}
