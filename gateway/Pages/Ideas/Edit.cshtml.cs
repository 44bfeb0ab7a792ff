using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Maps;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>Somebody who writes an idea changes its words. What others wrote in between stands beside the form.</summary>
[OpenTo(Role.Person)]
public sealed class EditModel(ProposalsService.ProposalsServiceClient proposals) : PageModel, IPlaceFields
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The version that was read.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? WhoBenefits { get; set; }

    /// <summary>Where it is, in words.</summary>
    [BindProperty]
    public string? PlaceWords { get; set; }

    /// <summary>In degrees; so is the next one.</summary>
    [BindProperty]
    public string? Latitude { get; set; }

    [BindProperty]
    public string? Longitude { get; set; }

    /// <summary>Where it was when it was read: in words, and as a point.</summary>
    [BindProperty]
    public string? PlaceWas { get; set; }

    [BindProperty]
    public string? PointWas { get; set; }

    /// <summary>On which somebody points at the place; null where no area is drawn.</summary>
    public PlacePicker? Picker { get; private set; }

    public Round Round { get; private set; } = new();

    public Proposal Idea { get; private set; } = new();

    public bool CanEdit => IdeaModel.CanEditOf(Round, Idea);

    /// <summary>Somebody else has changed it since the visitor opened the page.</summary>
    public bool ChangedMeanwhile => Version > 0 && Version != Idea.Version;

    /// <summary>Somebody else has said that it is elsewhere since the visitor opened the page.</summary>
    public bool MovedMeanwhile => Version > 0 && !Was.Equals(Idea.Place ?? new IdeaPlace());

    private IdeaPlace Was => new() { PlaceWords = PlaceWas ?? "", Point = Degrees.Read(PointWas) };

    /// <summary>Nobody else has anything to do here; what the service would say to them they need not read.</summary>
    public async Task<IActionResult> OnGet(string id, string n, CancellationToken cancellation)
    {
        await Load(id, n, cancellation);
        (Title, Words, WhoBenefits) = (Idea.Title, Idea.Words, Idea.WhoBenefits);
        TakePlace();
        return Idea.WrittenByMe ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPost(string id, string n, CancellationToken cancellation)
    {
        var place = ModelState.ReadPlace(this);
        if (place is null)
        {
            await Load(id, n, cancellation);
            return Page();
        }

        return await this.Send(
            proposals.EditProposalAsync(
                new EditProposalRequest
                {
                    RequestId = RequestId.ToString(), RoundId = id, ProposalId = Links.Read(n), Version = Version, Title = Title ?? "",
                    Words = TypedText.Lines(Words), WhoBenefits = TypedText.Lines(WhoBenefits),
                    // Whoever leaves the place alone moves nothing that somebody else has moved since.
                    Place = place.Equals(Was) ? null : place, PlaceRead = Was,
                },
                cancellationToken: cancellation),
            Links.Idea(id, Links.Read(n)), () => Load(id, n, cancellation));
    }

    /// <summary>Somebody pressed the map. What was typed stands in the form still.</summary>
    public async Task<IActionResult> OnPostSpot(string id, string n, CancellationToken cancellation)
    {
        await Load(id, n, cancellation);
        if (!Idea.WrittenByMe)
        {
            return NotFound();
        }

        if (await PlacePicker.Pressed(proposals, id, Request.Form, cancellation) is { } point)
        {
            (Latitude, Longitude) = (Degrees.Text(point.LatitudeE5), Degrees.Text(point.LongitudeE5));
            ModelState.Remove(nameof(Latitude));
            ModelState.Remove(nameof(Longitude));
        }

        return Page();
    }

    /// <summary>The visitor has not touched what stood in the fields.</summary>
    private bool LeavesPlace => (PlaceWords ?? "", Latitude ?? "", Longitude ?? "") == (PlaceWas ?? "", TextOf(Was.Point).Latitude,
        TextOf(Was.Point).Longitude);

    /// <summary>In the fields stands where it is now.</summary>
    private void TakePlace()
    {
        PlaceWords = Idea.Place?.PlaceWords;
        (Latitude, Longitude) = TextOf(Idea.Place?.Point);
        ModelState.Remove(nameof(PlaceWords));
        ModelState.Remove(nameof(Latitude));
        ModelState.Remove(nameof(Longitude));
    }

    private static (string Latitude, string Longitude) TextOf(MapPoint? point) =>
        point is null ? ("", "") : (Degrees.Text(point.LatitudeE5), Degrees.Text(point.LongitudeE5));

    private async Task Load(string id, string n, CancellationToken cancellation)
    {
        var idea = proposals.GetProposalAsync(
            new GetProposalRequest { RoundId = id, ProposalId = Links.Read(n) }, cancellationToken: cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Idea = await idea;
        if (MovedMeanwhile && LeavesPlace)
        {
            TakePlace();
        }

        Picker = CanEdit ? await PlacePicker.Load(proposals, id, Idea.AreaCode, cancellation) : null;
    }
}
