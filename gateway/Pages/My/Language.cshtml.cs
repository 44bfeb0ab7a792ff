using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.My;

/// <summary>In which language a person reads pages and e-mails. There is nothing to choose where the council speaks one.</summary>
[OpenTo(Role.Person)]
public sealed class LanguageModel(PeopleService.PeopleServiceClient people, Identities identities, GatewaySettings settings) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    /// <summary>Each by its own name: whoever looks for it may read no other.</summary>
    public IReadOnlyList<Choice> Choices =>
        [.. settings.Council.Languages.Select(language => new Choice(language.Name, language.TextInfo.ToTitleCase(language.NativeName)))];

    public IActionResult OnGet()
    {
        Language = CultureInfo.CurrentUICulture.Name;
        return settings.Council.Languages.Count > 1 ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        try
        {
            await people.ChooseLanguageAsync(
                new ChooseLanguageRequest { RequestId = RequestId.ToString(), Language = Language ?? "" }, cancellationToken: cancellation);
        }
        catch (RpcException refusal) when (ModelState.Takes(refusal))
        {
            return Page();
        }

        identities.ForgetPerson(Person.CallerOf(User).Subject);
        return LocalRedirect("/my");
    }
}
