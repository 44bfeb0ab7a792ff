using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;
using Participatory.Access.V1;
using Participatory.Gateway.Pages.Voting.Files;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.OpenData;

/// <summary>A file of grants, passed on piece by piece as the service sends it. Its address stays.</summary>
[OpenTo(Role.Anyone)]
public sealed class FileModel(GrantsService.GrantsServiceClient grants) : PageModel
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task<IActionResult> OnGet(string file, string? id, CancellationToken cancellation)
    {
        var (format, contentType) = file switch
        {
            "grants.json" => (GrantsFormat.Json, "application/json; charset=utf-8"),
            "grants.csv" => (GrantsFormat.Csv, "text/csv; charset=utf-8"),
            "grants-transparency.csv" => (GrantsFormat.Transparency, "text/csv; charset=utf-8"),
            _ => (GrantsFormat.Unspecified, ""),
        };
        if (format == GrantsFormat.Unspecified)
        {
            return NotFound();
        }

        using var call = grants.ExportGrants(
            new ExportGrantsRequest { Format = format, RoundId = id ?? "" }, deadline: DateTime.UtcNow + Patience,
                cancellationToken: cancellation);
        var dated = new Dated(call.ResponseStream);
        if (!await dated.MoveNext(cancellation))
        {
            return NotFound();
        }

        // HTTP knows whole seconds.
        var changed = DateTimeOffset.FromUnixTimeSeconds(dated.Current.ChangeTime.Seconds + (dated.Current.ChangeTime.Nanos > 0 ? 1 : 0));
        Response.GetTypedHeaders().LastModified = changed;
        Response.Headers.CacheControl = "public, max-age=300";
        Response.Headers.AccessControlAllowOrigin = "*";
        if (Request.GetTypedHeaders().IfModifiedSince is { } since && since >= changed)
        {
            return StatusCode(StatusCodes.Status304NotModified);
        }

        dated.Again();
        var name = Path.GetFileNameWithoutExtension(file);
        return await PublicFile.PassOn(
            Response, dated, piece => piece.Content, contentType, id is null ? [name] : [id, name], Path.GetExtension(file), cancellation);
    }

    /// <summary>Lets the first piece, which says when the file changed, be read twice.</summary>
    private sealed class Dated(IAsyncStreamReader<ExportGrantsResponse> pieces) : IAsyncStreamReader<ExportGrantsResponse>
    {
        private bool again;

        public ExportGrantsResponse Current => pieces.Current;

        public void Again() => again = true;

        public Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (again)
            {
                again = false;
                return Task.FromResult(true);
            }

            return pieces.MoveNext(cancellationToken);
        }
    }
}
