using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.Stories;

/// <summary>One story in its group's words, with its photos and the council's answer.</summary>
[OpenTo(Role.Anyone)]
public sealed class StoryModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    public Story Story { get; private set; } = new();

    public async Task OnGet(string id, CancellationToken cancellation) =>
        Story = await accountability.GetStoryAsync(new GetStoryRequest { ReportId = Links.Read(id) }, cancellationToken: cancellation);
}
