using Grpc.Core;
using Microsoft.Net.Http.Headers;
using Participatory.Access.V1;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.People.V1;

namespace Participatory.Gateway.Pages.About;

/// <summary>The picture of a logo that an administrator sent in. Under its address it never changes, so a browser keeps it.</summary>
[OpenTo(Role.Anyone)]
internal static class LogoFile
{
    private static readonly string[] Pictures = ["image/jpeg", "image/png"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<IResult> Get(
        string id, PeopleService.PeopleServiceClient people, GatewaySettings settings, LogoNow now, HttpContext context,
        CancellationToken cancellation)
    {
        if (now.Known is { } known && known.LogoId == id)
        {
            return Serve(context, known);
        }

        using var call = people.GetLogoFile(
            new GetLogoFileRequest { LogoId = id }, deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        GetLogoFileResponse? first = null;
        using var content = new MemoryStream();
        await foreach (var piece in call.ResponseStream.ReadAllAsync(cancellation))
        {
            first ??= piece;
            piece.Content.WriteTo(content);
        }

        if (first is null)
        {
            return Results.NotFound();
        }

        var file = new LogoBytes(first.LogoId, first.MediaType, content.ToArray(), first.Shown);
        if (file.Shown && settings.CouncilNow.Logo.Picture?.LogoId == file.LogoId)
        {
            now.Known = file;
        }

        return Serve(context, file);
    }

    private static IResult Serve(HttpContext context, LogoBytes file)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        // What nobody has chosen yet is an administrator's to see, and may be gone tomorrow.
        headers.CacheControl = file.Shown ? "public, max-age=31536000, immutable" : "private, no-store";
        return Pictures.Contains(file.MediaType)
            ? Results.Bytes(file.Content, file.MediaType, entityTag: new EntityTagHeaderValue($"\"{file.LogoId}\""))
            : Results.NotFound();
    }
}

/// <summary>The picture that stands on every page now, kept so that a crowd of new visitors asks People once.</summary>
internal sealed class LogoNow
{
    private volatile LogoBytes? known;

    public LogoBytes? Known
    {
        get => known;
        set => known = value;
    }
}

/// <param name="Shown">It is the logo, or was.</param>
internal sealed record LogoBytes(string LogoId, string MediaType, byte[] Content, bool Shown);
