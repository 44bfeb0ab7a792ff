using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.People.V1;
using Participatory.Platform.Identity;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Profile;

/// <summary>Where an administrator changes how the council calls itself and looks; they can look at it before anybody else does.</summary>
[OpenTo(Role.Administrator)]
public sealed class ChangeModel(PeopleService.PeopleServiceClient people, GatewaySettings settings) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Which version was looked at.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Accent { get; set; }

    [BindProperty]
    public string? AccentDark { get; set; }

    [BindProperty]
    public string? ContactName { get; set; }

    [BindProperty]
    public string? ContactPhone { get; set; }

    [BindProperty]
    public string? ContactHours { get; set; }

    [BindProperty]
    public string? ContactEmail { get; set; }

    [BindProperty]
    public string? ContactAddress { get; set; }

    [BindProperty]
    public string? PrivacyContact { get; set; }

    [BindProperty]
    public string? PrivacyWords { get; set; }

    [BindProperty]
    public string? AccessibilityWords { get; set; }

    /// <summary>As it would look; null where nobody asked to see it.</summary>
    public Settings.Council? Preview { get; private set; }

    public void OnGet()
    {
        var now = settings.CouncilNow.Profile;
        (Version, Name, Accent, AccentDark) = (now.Version, now.Name, now.Accent, now.AccentDark);
        (ContactName, ContactPhone, ContactHours) = (now.ContactName, now.ContactPhone, now.ContactHours);
        (ContactEmail, ContactAddress, PrivacyContact) = (now.ContactEmail, now.ContactAddress, now.PrivacyContact);
        (PrivacyWords, AccessibilityWords) = (now.PrivacyWords, now.AccessibilityWords);
    }

    public void OnPostLook()
    {
        var typed = Typed();
        // What is no colour is said when it is saved; nothing but a colour comes into the page.
        typed.Accent = Contrast.IsColour(typed.Accent) ? typed.Accent : "";
        typed.AccentDark = Contrast.IsColour(typed.AccentDark) ? typed.AccentDark : "";
        Preview = settings.CouncilNow.With(typed);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation) => await this.Send(
        people.ChangeProfileAsync(
            new ChangeProfileRequest { RequestId = RequestId.ToString(), Profile = Typed() }, cancellationToken: cancellation),
        changed =>
        {
            settings.CouncilNow.Take(changed);
            return CouncilLinks.Profile;
        });

    private CouncilProfile Typed() => new()
    {
        Version = Version, Name = Name ?? "", Accent = Accent ?? "", AccentDark = AccentDark ?? "", ContactName = ContactName ?? "",
        ContactPhone = ContactPhone ?? "", ContactHours = ContactHours ?? "", ContactEmail = ContactEmail ?? "",
        ContactAddress = ContactAddress ?? "", PrivacyContact = PrivacyContact ?? "", PrivacyWords = TypedText.Lines(PrivacyWords),
        AccessibilityWords = TypedText.Lines(AccessibilityWords),
    };
}
