using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>The e-mail that a demonstration has sent, to read instead of a mailbox. Not there outside a demonstration.</summary>
[OpenTo(Role.Anyone)]
public sealed class OutboxModel(GatewaySettings settings, Mail mail) : PageModel
{
    public IReadOnlyList<SentMail> Mails { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        if (!settings.Demo)
        {
            return NotFound();
        }

        Mails = await mail.Newest(cancellation);
        return Page();
    }
}
