using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Security;
using Participatory.Platform.Tables;

namespace Participatory.Gateway.Pages.Council.Residents;

/// <summary>An empty form for numbers of residents: a line for each area and group, as CSV (RFC 4180, UTF-8).</summary>
[OpenTo(Role.Officer)]
internal static class ResidentsFormFile
{
    private static readonly string[] Headings = ["area", "characteristic", "group", "people"];

    public static async Task<IResult> Get(
        AccountabilityService.AccountabilityServiceClient accountability, HttpContext context, CancellationToken cancellation)
    {
        var form = await accountability.GetResidentsFormAsync(new GetResidentsFormRequest(), cancellationToken: cancellation);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"residents.csv\"";
        await using var csv = Csv.Write(context.Response.Body);
        await csv.Cells(Headings).EndRecordAsync(cancellation);
        foreach (var line in from area in form.Areas
                             from characteristic in form.Characteristics
                             from name in characteristic.Groups
                             select (string[])[area.AreaCode, characteristic.Name, name, ""])
        {
            await csv.Cells(line).EndRecordAsync(cancellation);
        }

        return Results.Empty;
    }
}
