using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Council.Runs;

/// <summary>One payment run: what is in it, and its file for the bank.</summary>
[OpenTo(Role.Officer, Role.Finance)]
public sealed class RunModel(GrantsService.GrantsServiceClient grants) : PageModel
{
    [BindProperty]
    public string? Format { get; set; }

    public PaymentRun Run { get; private set; } = new();

    public bool IsFinance => Person.CallerOf(User).Is(Role.Finance);

    public static string FormatName(RunFormat format) => format switch
    {
        RunFormat.Iso20022 => Words.Runs.Iso,
        RunFormat.Standard18 => Words.Runs.Bacs,
        _ => Words.Runs.Csv,
    };

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        if (!IsFinance)
        {
            return Forbid();
        }

        ExportRunResponse? file = null;
        if (await this.GoesThrough(async () => file = await grants.ExportRunAsync(
            new ExportRunRequest { RunId = id, Format = Choice.Of<RunFormat>(Format) }, cancellationToken: cancellation)))
        {
            Response.Headers.CacheControl = "no-store";
            return File(file!.Content.ToByteArray(), file.ContentType, file.FileName);
        }

        await Load(id, cancellation);
        return Page();
    }

    private async Task Load(string id, CancellationToken cancellation) =>
        Run = await grants.GetRunAsync(new GetRunRequest { RunId = id }, cancellationToken: cancellation);
}
