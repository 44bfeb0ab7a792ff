using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>Ends the session; only a form of ours can.</summary>
[OpenTo(Role.Anyone)]
[NeverKept]
public sealed class SignOutModel(PeopleService.PeopleServiceClient people, Identities identities) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        await Sessions.End(HttpContext, cancellation);
        return LocalRedirect("/");
    }

    /// <summary>Ends the person's sessions in every browser, this one's last.</summary>
    public async Task<IActionResult> OnPostEverywhere(CancellationToken cancellation)
    {
        if (Person.CallerOf(User) is { IsSignedIn: true } caller)
        {
            await people.EndMySessionsAsync(
                new EndMySessionsRequest { RequestId = Guid.NewGuid().ToString() }, cancellationToken: cancellation);
            identities.ForgetPerson(caller.Subject);
        }

        Sessions.Drop(HttpContext);
        Sessions.Clear(HttpContext, "\"cache\"");
        return LocalRedirect("/");
    }
}
