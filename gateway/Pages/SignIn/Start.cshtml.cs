using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>The people of the demonstration, one button each. Not there outside a demonstration.</summary>
[OpenTo(Role.Anyone)]
[NeverKept]
public sealed class StartModel(GatewaySettings settings, PeopleAsGateway people) : PageModel
{
    /// <summary>Where to go afterwards: a path of ours.</summary>
    [BindProperty(SupportsGet = true, Name = "return")]
    public string? Return { get; set; }

    /// <summary>The visitor is somebody, and shows once more who they are.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Again { get; set; }

    public IReadOnlyList<DemoPerson> People { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        if (!settings.Demo)
        {
            return NotFound();
        }

        People = (await people.Client.ListDemoPeopleAsync(new ListDemoPeopleRequest(), cancellationToken: cancellation)).People;
        return Page();
    }

    public async Task<IActionResult> OnPost(string? person, CancellationToken cancellation)
    {
        if (!settings.Demo)
        {
            return NotFound();
        }

        // The last only looks around and is nobody.
        if (person is null or "nobody")
        {
            await Sessions.End(HttpContext, cancellation);
            return LocalRedirect("/");
        }

        var request = new BecomeDemoPersonRequest
        {
            RequestId = Guid.NewGuid().ToString(), Key = person,
            SessionSecret = Sessions.NewSecret()
        };
        await people.Client.BecomeDemoPersonAsync(request, cancellationToken: cancellation);
        await Sessions.Begin(HttpContext, request.SessionSecret, cancellation);
        return LocalRedirect(Landing.Of(Return));
    }

    /// <summary>What each of them can do here.</summary>
    public static string CanDo(DemoPerson person) => person.Key switch
    {
        "resident" => Words.SignIn.StartResident,
        "volunteer" => Words.SignIn.StartVolunteer,
        "officer" => Words.SignIn.StartOfficer,
        "administrator" => Words.SignIn.StartAdministrator,
        _ => Words.SignIn.StartFinance,
    };

    public static string Part(DemoPerson person) => person.Key switch
    {
        "resident" => Words.SignIn.PartResident,
        "volunteer" => Words.SignIn.PartVolunteer,
        "officer" => Words.SignIn.PartOfficer,
        "administrator" => Words.SignIn.PartAdministrator,
        _ => Words.SignIn.PartFinance,
    };
}
