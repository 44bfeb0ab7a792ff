using Google.Protobuf;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.Ledger;

/// <summary>The close of one day as JSON, at an address that stays.</summary>
[OpenTo(Role.Anyone)]
internal static class CloseFile
{
    public static async Task<IResult> Get(
        string date, GrantsService.GrantsServiceClient grants, HttpContext context, CancellationToken cancellation)
    {
        var close = await grants.GetCloseAsync(new GetCloseRequest { CloseDate = date }, cancellationToken: cancellation);
        context.Response.Headers.LastModified = close.CloseTime.ToDateTimeOffset().ToString("R");
        return Results.Text(JsonFormatter.Default.Format(close), "application/json; charset=utf-8");
    }
}
