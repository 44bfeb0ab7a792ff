using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Voting.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Roll;

/// <summary>Which letters were printed, and the form with which an officer asks for the codes of more.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class LettersModel(VotingService.VotingServiceClient voting) : PageModel
{
    private const int OnePage = 50;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? AreaCode { get; set; }

    [BindProperty]
    public string? Letters { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? PrinterCertificate { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public Poll Poll { get; private set; } = new();

    public IReadOnlyList<LetterExport> Exports { get; private set; } = [];

    public string NextPage { get; private set; } = "";

    public bool IsOfficer => Person.CallerOf(User).Is(Role.Officer);

    public long Voters => Poll.Contests.Sum(contest => contest.Voters);

    /// <summary>Where there are letters that are in no batch.</summary>
    public IReadOnlyList<Choice> Areas =>
        [.. Poll.Contests.Where(contest => contest.Voters > contest.LettersInBatches)
            .Select(contest => new Choice(contest.AreaCode, contest.AreaName))];

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        if (!IsOfficer)
        {
            return Forbid();
        }

        var count = 0;
        if (!string.IsNullOrWhiteSpace(Letters)
            && (!int.TryParse(Letters, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count < 1))
        {
            ModelState.AddModelError(nameof(Letters), Words.Letters.NumberWrong);
            await Load(id, cancellation);
            return Page();
        }

        return await this.Send(
            voting.AskForLettersAsync(
                new AskForLettersRequest
                {
                    RequestId = RequestId.ToString(), PollId = id, AreaCode = AreaCode ?? "", Letters = count,
                    Reason = TypedText.Lines(Reason), PrinterCertificate = (PrinterCertificate ?? "").Trim(),
                },
                cancellationToken: cancellation),
            export => CouncilLinks.Codes(id, export.ExportId), () => Load(id, cancellation));
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        var poll = voting.GetPollAsync(new GetPollRequest { PollId = id }, cancellationToken: cancellation);
        var exports = await voting.ListLetterExportsAsync(
            new ListLetterExportsRequest { PollId = id, PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        (Exports, NextPage) = (exports.Exports, exports.NextPageToken);
        Poll = await poll;
    }
}
