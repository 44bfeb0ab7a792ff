using System.Security.Cryptography;
using System.Text;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Assets;

/// <summary>What a council brings itself: its logo, and its accent as the custom properties of the stylesheet.</summary>
public sealed class CouncilFiles
{
    private readonly byte[]? colours;
    private readonly byte[]? logo;
    private readonly string logoType;

    public CouncilFiles(GatewaySettings settings)
    {
        var council = settings.Council;
        if (council.Accent is not null || council.AccentDark is not null)
        {
            var accent = council.Accent is null ? "" : $"--accent:{council.Accent};";
            var dark = council.AccentDark is null ? "" : $"--accent-dark:{council.AccentDark};";
            colours = Encoding.ASCII.GetBytes($":root{{{accent}{dark}}}");
        }

        logo = council.Logo is null ? null : File.ReadAllBytes(council.Logo);
        logoType = Path.GetExtension(council.Logo)?.ToLowerInvariant() switch
        {
            ".svg" => "image/svg+xml",
            ".png" => "image/png",
            ".webp" => "image/webp",
            null => "",
            var other => throw new InvalidOperationException($"Council:Logo is a {other} file; it has to be .svg, .png or .webp."),
        };
        Colours = colours is null ? null : $"/council/{Hash(colours)}/colours.css";
        Logo = logo is null ? null : $"/council/{Hash(logo)}/logo";
    }

    /// <summary>Where the council's colours are; null where it has none of its own.</summary>
    public string? Colours { get; }

    /// <summary>Where the council's logo is; null where it has none.</summary>
    public string? Logo { get; }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/council/{hash}/colours.css", (HttpContext context) => Serve(context, colours, "text/css; charset=utf-8"))
            .AllowAnonymous();
        routes.MapGet("/council/{hash}/logo", (HttpContext context) => Serve(context, logo, logoType)).AllowAnonymous();
    }

    private static IResult Serve(HttpContext context, byte[]? bytes, string mediaType)
    {
        if (bytes is null)
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(bytes, mediaType);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
}
