using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>The e-mail that a demonstration has sent, to read instead of a mailbox. Not there outside a demonstration.</summary>
[OpenTo(Role.Anyone)]
public sealed class OutboxModel(GatewaySettings settings, PeopleAsGateway people) : PageModel
{
    public IReadOnlyList<SentMail> Mails { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        if (!settings.Demo)
        {
            return NotFound();
        }

        Mails = (await people.Client.ListSentMailAsync(new ListSentMailRequest(), cancellationToken: cancellation)).Mails;
        return Page();
    }

    /// <summary>A demonstration does not know where it is found; here its links get the address that brought us here.</summary>
    public string BodyOf(SentMail mail) =>
        mail.Body.Replace("\n/s/", $"\n{settings.Root(Request)}/s/", StringComparison.Ordinal);
}
