using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Maps;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Outlines;

/// <summary>
/// Takes the outlines of areas as a file: draws what was read of it, and then saves it. Between the two the file is nowhere but on the page
/// of the one who sent it.
/// </summary>
[OpenTo(Role.Officer)]
[RequestSizeLimit(MaxForm)]
[RequestFormLimits(MultipartBodyLengthLimit = MaxForm, ValueLengthLimit = MaxForm)]
public sealed class IndexModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    /// <summary>More than a file may have, so that the service says how large one can be.</summary>
    private const int MaxForm = 16 * 1024 * 1024;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public new IFormFile? Content { get; set; }

    /// <summary>The file that was looked at, in Base64.</summary>
    [BindProperty]
    public string? Looked { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public Round Round { get; private set; } = new();

    /// <summary>What was read; null where nothing was.</summary>
    public OutlinesRead? Read { get; private set; }

    /// <summary>It, drawn.</summary>
    public IHtmlContent? Svg { get; private set; }

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
            Draw(Read.Outlines);
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
        return await this.GoesThrough(
            () => Send(id, new FormFile(stream, 0, length, nameof(Content), "areas.geojson"), onlyLook: false, cancellation),
            refusal => ModelState.TakesFile(refusal, nameof(Content)))
            ? Redirect(CouncilLinks.AreasOnMap(id) + "?saved=true")
            : Page();
    }

    private void Draw(IReadOnlyList<AreaOutline> outlines)
    {
        var box = new MapBox
        {
            SouthE5 = outlines.Min(outline => outline.Box.SouthE5), WestE5 = outlines.Min(outline => outline.Box.WestE5),
            NorthE5 = outlines.Max(outline => outline.Box.NorthE5), EastE5 = outlines.Max(outline => outline.Box.EastE5),
        };
        var projection = new Mercator(box, MapDrawing.Width);
        var svg = MapSvg.Empty(projection, MapDrawing.AreasOf(outlines, Round, projection), tiles: null);
        (svg.Attributes["role"], svg.Attributes["aria-label"]) = ("img", Words.Maps.OutlinesPreview);
        Svg = svg;
    }

    private async Task<OutlinesRead> Send(string id, IFormFile file, bool onlyLook, CancellationToken cancellation)
    {
        using var call = proposals.ImportOutlines(deadline: Pieces.Deadline, cancellationToken: cancellation);
        return await Pieces.Send(
            call, file, new ImportOutlinesRequest { RequestId = RequestId.ToString(), RoundId = id, OnlyLook = onlyLook },
            () => new ImportOutlinesRequest(), (message, content) => message.Content = content, cancellation);
    }

    private async Task Load(string id, CancellationToken cancellation) =>
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
}
