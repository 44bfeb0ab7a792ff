using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.My;

/// <summary>Where a person is signed in; they sign out one browser, or all of them.</summary>
[OpenTo(Role.Person)]
public sealed class MySessionsModel(PeopleService.PeopleServiceClient people, Identities identities) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? SessionId { get; set; }

    /// <summary>One has just been signed out.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Done { get; set; }

    public IReadOnlyList<MySession> Sessions { get; private set; } = [];

    public Task OnGet(CancellationToken cancellation) => Load(cancellation);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var sent = await this.Send(
            people.EndMySessionAsync(
                new EndMySessionRequest { RequestId = RequestId.ToString(), SessionId = SessionId ?? "" }, cancellationToken: cancellation),
            "/my/sessions?done=true", () => Load(cancellation));
        identities.ForgetPerson(Person.CallerOf(User).Subject);
        return sent;
    }

    private async Task Load(CancellationToken cancellation) =>
        Sessions = (await people.GetMySessionsAsync(new GetMySessionsRequest(), cancellationToken: cancellation)).Sessions;
}
