using Grpc.Core;
using Microsoft.Net.Http.Headers;
using Participatory.Access.V1;
using Participatory.Gateway.Pages.Voting.Files;
using Participatory.Gateway.Security;
using Participatory.Grants.V1;

namespace Participatory.Gateway.Pages.OpenData;

/// <summary>A file of grants, passed on piece by piece as the service sends it. Its address stays.</summary>
[OpenTo(Role.Anyone)]
internal static class GrantsFile
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<IResult> Get(
        string file, string? id, GrantsService.GrantsServiceClient grants, HttpContext context, CancellationToken cancellation)
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
            return Results.NotFound();
        }

        using var call = grants.ExportGrants(
            new ExportGrantsRequest { Format = format, RoundId = id ?? "" }, deadline: DateTime.UtcNow + Patience,
                cancellationToken: cancellation);
        var dated = new Dated(call.ResponseStream);
        if (!await dated.MoveNext(cancellation))
        {
            return Results.NotFound();
        }

        // HTTP knows whole seconds.
        var changed = DateTimeOffset.FromUnixTimeSeconds(dated.Current.ChangeTime.Seconds + (dated.Current.ChangeTime.Nanos > 0 ? 1 : 0));
        context.Response.GetTypedHeaders().LastModified = changed;
        context.Response.Headers.CacheControl = "public, max-age=300";
        context.Response.Headers.AccessControlAllowOrigin = "*";
        if (context.Request.GetTypedHeaders().IfModifiedSince is { } since && since >= changed)
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        dated.Again();
        var name = Path.GetFileNameWithoutExtension(file);
        await PublicFile.PassOn(
            context.Response, dated, piece => piece.Content, contentType, id is null ? [name] : [id, name], Path.GetExtension(file),
                cancellation);
        return Results.Empty;
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
