using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Opera;

/// <summary>
/// Somebody's place in a room, in each of its steps. The address is the key, so it is told to nobody and kept by nobody on the way. Each
/// step is a page that is loaded again; where scripts run it shows itself again when something is new, and never while somebody types.
/// </summary>
[OpenTo(Role.Anyone), NeverKept, FormBeforeSignIn(64 * 1024)]
public sealed class PlaceModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    public static readonly int MostOwn = FieldLimits.CountOf(KeepOperaNotesRequest.Descriptor, "notes");

    public static readonly int MostAgreed = FieldLimits.CountOf(AgreeOperaNotesRequest.Descriptor, "notes");

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>One on each line.</summary>
    [BindProperty]
    public string? Notes { get; set; }

    /// <summary>Of what the pair had saved when the page was shown.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public List<string> NoteIds { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    /// <summary>The last part of the address.</summary>
    public string Secret { get; private set; } = "";

    public OperaPlace Place { get; private set; } = new();

    /// <summary>What somebody sent when the room had gone on: shown, so that it is not lost, and in no field of another step.</summary>
    public string NotSaved { get; private set; } = "";

    /// <summary>What is ticked: what the pair chose, or what was sent and refused.</summary>
    public IReadOnlyCollection<string> Ticked { get; private set; } = [];

    public async Task OnGet(string secret, CancellationToken cancellation)
    {
        await Load(secret, cancellation);
        Fill();
    }

    public Task<IActionResult> OnPostKeep(string secret, CancellationToken cancellation) => this.Send(
        proposals.KeepOperaNotesAsync(
            new KeepOperaNotesRequest { RequestId = RequestId.ToString(), Secret = secret, Notes = { OperaWords.NotesIn(Notes) } },
            cancellationToken: cancellation),
        Links.OperaPlace(secret) + "?saved=true", () => LoadAgain(secret, OperaStep.Own, cancellation));

    public Task<IActionResult> OnPostAgree(string secret, CancellationToken cancellation) => this.Send(
        proposals.AgreeOperaNotesAsync(
            new AgreeOperaNotesRequest
            {
                RequestId = RequestId.ToString(), Secret = secret, Version = Version, Notes = { OperaWords.NotesIn(Notes) },
            },
            cancellationToken: cancellation),
        Links.OperaPlace(secret) + "?saved=true", () => LoadAgain(secret, OperaStep.Pair, cancellation));

    public Task<IActionResult> OnPostChoose(string secret, CancellationToken cancellation) => this.Send(
        proposals.ChooseOperaNotesAsync(
            new ChooseOperaNotesRequest { RequestId = RequestId.ToString(), Secret = secret, Version = Version, NoteIds = { NoteIds } },
            cancellationToken: cancellation),
        Links.OperaPlace(secret), () => LoadAgain(secret, OperaStep.Rank, cancellation));

    public Task<IActionResult> OnPostLeave(string secret, CancellationToken cancellation) => this.Send(
        proposals.LeaveOperaAsync(
            new LeaveOperaRequest { RequestId = RequestId.ToString(), Secret = secret }, cancellationToken: cancellation),
        "/opera?left=true", () => Load(secret, cancellation));

    /// <summary>What was sent stays in the form; what their partner saved since stands beside it, and was read with this page.</summary>
    /// <param name="step">In which the form was.</param>
    private async Task LoadAgain(string secret, OperaStep step, CancellationToken cancellation)
    {
        await Load(secret, cancellation);
        if (Place.Step == step)
        {
            Ticked = NoteIds;
            return;
        }

        NotSaved = TypedText.Lines(Notes);
        ModelState.Remove(nameof(Notes));
        Fill();
    }

    private void Fill()
    {
        Notes = string.Join('\n', Place.Step == OperaStep.Own ? Place.OwnNotes : Place.AgreedNotes);
        Ticked = [.. Place.Notes.Where(note => note.Chosen).Select(note => note.NoteId)];
    }

    private async Task Load(string secret, CancellationToken cancellation)
    {
        Secret = secret;
        Place = await proposals.GetOperaPlaceAsync(new GetOperaPlaceRequest { Secret = secret }, cancellationToken: cancellation);
    }
}
