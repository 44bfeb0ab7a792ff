using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Pages.SignIn;

/// <summary>The people of the demonstration, one button each. Not there outside a demonstration.</summary>
[OpenTo(Role.Anyone)]
public sealed class StartModel(GatewaySettings settings, FindOrAddPerson people) : PageModel
{
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (!settings.Demo)
        {
            context.Result = NotFound();
        }
    }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPost(string? person, CancellationToken cancellation)
    {
        await HttpContext.SignOutAsync();
        if (DemoPeople.All.FirstOrDefault(known => known.Key == person) is { } chosen)
        {
            var found = await people.Run(chosen.Email, chosen.Officer, chosen.Subject, cancellation);
            await Sessions.Begin(HttpContext, found);
        }

        return LocalRedirect("/");
    }

    /// <summary>What each of them can do here.</summary>
    public static string CanDo(DemoPerson person) => person.Key switch
    {
        "resident" => Words.SignIn.StartResident,
        "volunteer" => Words.SignIn.StartVolunteer,
        "officer" => Words.SignIn.StartOfficer,
        _ => Words.SignIn.StartFinance,
    };

    public static string Part(DemoPerson person) => person.Key switch
    {
        "resident" => Words.SignIn.PartResident,
        "volunteer" => Words.SignIn.PartVolunteer,
        "officer" => Words.SignIn.PartOfficer,
        _ => Words.SignIn.PartFinance,
    };
}
