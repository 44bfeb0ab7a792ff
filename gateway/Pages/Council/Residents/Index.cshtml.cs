using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.Council.Residents;

/// <summary>
/// Takes numbers of the people who live in each area as a CSV file, shows what was read of it, and then shows the numbers to everybody.
/// </summary>
[OpenTo(Role.Officer)]
[RequestSizeLimit(MaxForm)]
[RequestFormLimits(MultipartBodyLengthLimit = MaxForm)]
public sealed class IndexModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    /// <summary>More than a file may have, so that the service says how large one can be.</summary>
    private const int MaxForm = 8 * 1024 * 1024;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Source { get; set; }

    [BindProperty]
    public string? Year { get; set; }

    [BindProperty]
    public new IFormFile? Content { get; set; }

    [BindProperty]
    public string? LoadId { get; set; }

    /// <summary>A file that was read, to look at.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Look { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    /// <summary>What was read, before anybody else sees it; null where nothing is looked at.</summary>
    public Participatory.Accountability.V1.Residents? Added { get; private set; }

    /// <summary>What everybody sees; without an id where there is nothing.</summary>
    public Participatory.Accountability.V1.Residents Now { get; private set; } = new();

    /// <summary>Numbers are for every area, and so are those who bring them in.</summary>
    public bool IsForAll => Person.CallerOf(User).Areas.Count == 0;

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Content is null)
        {
            ModelState.AddModelError(nameof(Content), Words.Residents.FileMissing);
            await Load(cancellation);
            return Page();
        }

        var added = new Participatory.Accountability.V1.Residents();
        var sent = await this.GoesThrough(
            async () =>
            {
                using var call = accountability.AddResidents(deadline: Pieces.Deadline, cancellationToken: cancellation);
                added = await Pieces.Send(
                    call, Content,
                    new AddResidentsRequest
                    {
                        RequestId = RequestId.ToString(), Source = Source?.Trim() ?? "",
                        // What is no number is no year.
                        Year = int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : 0,
                    },
                    () => new AddResidentsRequest(), (message, content) => message.Content = content, cancellation);
            },
            refusal => ModelState.TakesFile(refusal, nameof(Content)));
        if (sent)
        {
            return Redirect(CouncilLinks.LookAtResidents(added.LoadId));
        }

        await Load(cancellation);
        return Page();
    }

    public Task<IActionResult> OnPostUse(CancellationToken cancellation) => this.Send(
        accountability.UseResidentsAsync(
            new UseResidentsRequest { RequestId = RequestId.ToString(), LoadId = LoadId ?? "" }, cancellationToken: cancellation),
        CouncilLinks.Residents + "?saved=true", () => Load(cancellation));

    private async Task Load(CancellationToken cancellation)
    {
        Now = await accountability.GetResidentsAsync(new GetResidentsRequest(), cancellationToken: cancellation);
        if (!string.IsNullOrEmpty(Look))
        {
            Added = await accountability.GetResidentsAsync(new GetResidentsRequest { LoadId = Look }, cancellationToken: cancellation);
        }
    }
}
