using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Security;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.My;

/// <summary>Which e-mails that can be stopped a person gets; for somebody of the staff also what waits for them.</summary>
[OpenTo(Role.Person)]
public sealed class EmailsModel(PeopleService.PeopleServiceClient people) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public bool Work { get; set; }

    [BindProperty]
    public bool Support { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public bool WorksHere { get; private set; }

    public async Task OnGet(CancellationToken cancellation)
    {
        var choices = await Load(cancellation);
        (Work, Support) = (choices.Work, choices.Support);
    }

    public Task<IActionResult> OnPost(CancellationToken cancellation) => this.Send(
        people.ChooseMailAsync(
            new ChooseMailRequest { RequestId = RequestId.ToString(), Work = Work, Support = Support }, cancellationToken: cancellation),
        "/my/emails?saved=true",
        async () => await Load(cancellation));

    private async Task<MailChoices> Load(CancellationToken cancellation)
    {
        var choices = await people.GetMailChoicesAsync(new GetMailChoicesRequest(), cancellationToken: cancellation);
        WorksHere = choices.WorksHere;
        return choices;
    }
}
