using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.People.V1;
using Participatory.Platform.Calls;

namespace Participatory.Gateway.Pages.My;

/// <summary>Adds a passkey: the script of the page has the person's device make one.</summary>
[OpenTo(Role.Person)]
[NeverKept]
public sealed class NewPasskeyModel(PeopleService.PeopleServiceClient people, Identities identities) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    /// <summary>As People sealed it for this session.</summary>
    [BindProperty]
    public string? Question { get; set; }

    /// <summary>What the device made, as the script wrote it.</summary>
    [BindProperty]
    public string? Answer { get; set; }

    /// <summary>For the script; empty where no passkey can be added.</summary>
    public string Options { get; private set; } = "";

    public Task OnGet(CancellationToken cancellation) => Ask(cancellation);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var request = new AddPasskeyRequest
        {
            RequestId = RequestId.ToString(), Question = Question ?? "", Answer = Answer ?? "",
            Name = string.IsNullOrWhiteSpace(Name) ? Words.Passkeys.NameNone : Name.Trim(),
        };
        var sent = await this.Send(
            people.AddPasskeyAsync(request, cancellationToken: cancellation), _ => "/my/passkeys?done=added", () => Ask(cancellation),
            takes: ModelState.NothingCame);
        identities.ForgetPerson(Person.CallerOf(User).Subject);
        return sent;
    }

    private Task<bool> Ask(CancellationToken cancellation) => this.GoesThrough(async () =>
    {
        var asked = await people.GetNewPasskeyQuestionAsync(new GetNewPasskeyQuestionRequest(), cancellationToken: cancellation);
        (Question, Options) = (asked.Question, asked.Options);
    });
}
