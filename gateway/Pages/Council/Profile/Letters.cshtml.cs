using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.People.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Profile;

/// <summary>The council's own words in letters and e-mails: an administrator looks at a letter before they change them; all of the staff
/// see what they were.</summary>
[OpenTo(Role.Officer, Role.Finance, Role.Administrator)]
public sealed class LettersModel(
    PeopleService.PeopleServiceClient people, GatewaySettings settings, CouncilDays days, TimeProvider clock) : PageModel
{
    private const int OnePage = 20;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Which version was looked at.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Heading { get; set; }

    [BindProperty]
    public string? Paragraphs { get; set; }

    [BindProperty]
    public string? MailWords { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    /// <summary>As they would be; null where nobody asked to see it.</summary>
    public LetterWords? Preview { get; private set; }

    public LetterWords Now { get; private set; } = new();

    public ListLetterWordsResponse Found { get; private set; } = new();

    public bool IsAdministrator => Person.CallerOf(User).Is(Role.Administrator);

    public LettersShown Shown(LetterWords letters) =>
        LettersShown.Of(letters, settings.Council, settings.Root(Request), days, clock.GetUtcNow());

    public async Task OnGet(CancellationToken cancellation)
    {
        await Load(cancellation);
        (Version, Heading, Paragraphs, MailWords) = (Now.Version, Now.Heading, Now.Paragraphs, Now.MailWords);
    }

    public async Task<IActionResult> OnPostLook(CancellationToken cancellation)
    {
        if (!IsAdministrator)
        {
            return Forbid();
        }

        await Load(cancellation);
        Preview = Typed();
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation) => IsAdministrator
        ? await this.Send(
            people.ChangeLetterWordsAsync(
                new ChangeLetterWordsRequest { RequestId = RequestId.ToString(), Letters = Typed() }, cancellationToken: cancellation),
            CouncilLinks.LetterWords, () => Load(cancellation))
        : Forbid();

    private LetterWords Typed() => new()
    {
        Version = Version, Heading = Heading ?? "", Paragraphs = TypedText.Lines(Paragraphs), MailWords = TypedText.Lines(MailWords),
    };

    private async Task Load(CancellationToken cancellation)
    {
        Found = await people.ListLetterWordsAsync(
            new ListLetterWordsRequest { PageSize = OnePage, PageToken = From ?? "" }, cancellationToken: cancellation);
        var last = string.IsNullOrEmpty(From) ? Found
            : await people.ListLetterWordsAsync(new ListLetterWordsRequest { PageSize = 1 }, cancellationToken: cancellation);
        Now = last.Letters.FirstOrDefault() ?? new LetterWords();
    }
}
