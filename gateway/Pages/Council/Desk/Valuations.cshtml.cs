using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Desk;

/// <summary>
/// Takes the list of ideas back as a file with what each costs, or why it cannot be done: shows what was read of it, and then saves it.
/// Between the two the file is nowhere but on the page of the one who sent it.
/// </summary>
[OpenTo(Role.Officer)]
[RequestSizeLimit(MaxForm)]
[RequestFormLimits(MultipartBodyLengthLimit = MaxForm, ValueLengthLimit = MaxForm)]
public sealed class ValuationsModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    /// <summary>More than a file may have, so that the service says how large one can be.</summary>
    private const int MaxForm = 8 * 1024 * 1024;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public new IFormFile? Content { get; set; }

    /// <summary>The file that was looked at, in Base64.</summary>
    [BindProperty]
    public string? Looked { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Valued { get; set; }

    public Round Round { get; private set; } = new();

    /// <summary>What was read; null where nothing was.</summary>
    public ValuationsRead? Read { get; private set; }

    public string SignedAs => Person.CallerOf(User).ShownAs;

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        if (Content is null)
        {
            ModelState.AddModelError(nameof(Content), Words.Residents.FileMissing);
            return Page();
        }

        await this.GoesThrough(
            async () => Read = await Send(id, Content, onlyLook: true, cancellation),
            refusal => ModelState.TakesFile(refusal, nameof(Content)));
        if (Read is not null)
        {
            using var file = new MemoryStream();
            await Content.CopyToAsync(file, cancellation);
            Looked = Convert.ToBase64String(file.GetBuffer(), 0, (int)file.Length);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostSave(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        var bytes = new byte[Looked?.Length ?? 0];
        if (!Convert.TryFromBase64String(Looked ?? "", bytes, out var length) || length == 0)
        {
            ModelState.AddModelError(nameof(Content), Words.Residents.FileMissing);
            return Page();
        }

        using var stream = new MemoryStream(bytes, 0, length, writable: false);
        var saved = new ValuationsRead();
        return await this.GoesThrough(
            async () => saved = await Send(
                id, new FormFile(stream, 0, length, nameof(Content), "ideas.csv"), onlyLook: false, cancellation),
            refusal => ModelState.TakesFile(refusal, nameof(Content)))
            ? Redirect(FormattableString.Invariant($"{CouncilLinks.Valuations(id)}?valued={saved.Feasible + saved.Infeasible}"))
            : Page();
    }

    private async Task<ValuationsRead> Send(string id, IFormFile file, bool onlyLook, CancellationToken cancellation)
    {
        using var call = proposals.ImportValuations(deadline: Pieces.Deadline, cancellationToken: cancellation);
        return await Pieces.Send(
            call, file, new ImportValuationsRequest { RequestId = RequestId.ToString(), RoundId = id, OnlyLook = onlyLook },
            () => new ImportValuationsRequest(), (message, content) => message.Content = content, cancellation);
    }

    private async Task Load(string id, CancellationToken cancellation) =>
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
}
