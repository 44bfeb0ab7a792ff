using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.My;

/// <summary>A person's passkeys; they add one on a page of its own, and remove any.</summary>
[OpenTo(Role.Person)]
public sealed class PasskeysModel(PeopleService.PeopleServiceClient people, Identities identities) : PageModel
{
    /// <summary>As People has it (SettingsTests).</summary>
    public const int Most = 10;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? PasskeyId { get; set; }

    /// <summary>"added" or "removed", just now.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public IReadOnlyList<Passkey> Passkeys { get; private set; } = [];

    public bool Possible { get; private set; }

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var sent = await this.Send(
            people.RemovePasskeyAsync(
                new RemovePasskeyRequest { RequestId = RequestId.ToString(), PasskeyId = PasskeyId ?? "" },
                cancellationToken: cancellation),
            "/my/passkeys?done=removed", () => Load(cancellation));
        identities.ForgetPerson(Person.CallerOf(User).Subject);
        return sent;
    }

    private async Task Load(CancellationToken cancellation)
    {
        var mine = await people.GetMyPasskeysAsync(new GetMyPasskeysRequest(), cancellationToken: cancellation);
        (Passkeys, Possible) = (mine.Passkeys, mine.Possible);
    }
}
