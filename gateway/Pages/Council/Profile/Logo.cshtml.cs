using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Assets;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.Council.Profile;

/// <summary>The council's logo: an administrator sends a picture in, looks at it, and shows it to everybody; all of the staff see which it
/// was.</summary>
[OpenTo(Role.Officer, Role.Finance, Role.Administrator)]
[RequestSizeLimit(Pieces.MaxFormBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = Pieces.MaxFormBytes)]
public sealed class LogoModel(PeopleService.PeopleServiceClient people, GatewaySettings settings, CouncilFiles files) : PageModel
{
    private const int OnePage = 20;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Which version was looked at.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? LogoId { get; set; }

    [BindProperty]
    public new IFormFile? Content { get; set; }

    [BindProperty]
    public string? AltText { get; set; }

    /// <summary>A picture that was sent in, to look at.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Look { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>What an administrator looks at before anybody else does; null where they look at nothing.</summary>
    public LogoPicture? Added { get; private set; }

    public ListLogosResponse Found { get; private set; } = new();

    public ShownLogo? Now => files.Logo;

    public bool IsAdministrator => Person.CallerOf(User).Is(Role.Administrator);

    public async Task OnGet(CancellationToken cancellation)
    {
        await Load(cancellation);
        Version = settings.CouncilNow.Logo.Version;
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (!IsAdministrator)
        {
            return Forbid();
        }

        if (Content is null)
        {
            ModelState.AddModelError(nameof(Content), Words.Profile.LogoMissing);
            await OnGet(cancellation);
            return Page();
        }

        var added = new LogoPicture();
        var sent = await this.GoesThrough(
            async () =>
            {
                using var call = people.AddLogo(deadline: Pieces.Deadline, cancellationToken: cancellation);
                added = await Pieces.Send(
                    call, Content, new AddLogoRequest { RequestId = RequestId.ToString(), AltText = AltText?.Trim() ?? "" },
                    () => new AddLogoRequest(), (message, content) => message.Content = content, cancellation);
            },
            refusal => ModelState.TakesFile(refusal, nameof(Content)));
        if (sent)
        {
            return Redirect(CouncilLinks.LookAtLogo(added.LogoId));
        }

        await OnGet(cancellation);
        return Page();
    }

    public Task<IActionResult> OnPostUse(CancellationToken cancellation) => Use(LogoId ?? "", cancellation);

    public Task<IActionResult> OnPostTakeAway(CancellationToken cancellation) => Use("", cancellation);

    private async Task<IActionResult> Use(string logoId, CancellationToken cancellation) => IsAdministrator
        ? await this.Send(
            people.UseLogoAsync(
                new UseLogoRequest { RequestId = RequestId.ToString(), Version = Version, LogoId = logoId },
                cancellationToken: cancellation),
            chosen =>
            {
                settings.CouncilNow.Take(chosen);
                return CouncilLinks.CouncilLogo;
            },
            () => Load(cancellation))
        : Forbid();

    private async Task Load(CancellationToken cancellation)
    {
        Found = await people.ListLogosAsync(
            new ListLogosRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        if (string.IsNullOrEmpty(From) && Found.Logos is [var last, ..])
        {
            // Another gateway may have changed it a moment ago.
            settings.CouncilNow.Take(last);
        }

        // Where it could not be shown to everybody, it is still looked at.
        var look = Look ?? LogoId;
        if (!string.IsNullOrEmpty(look) && IsAdministrator)
        {
            Added = await people.GetAddedLogoAsync(new GetAddedLogoRequest { LogoId = look }, cancellationToken: cancellation);
        }
    }
}
