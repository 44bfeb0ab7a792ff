using System.Security.Cryptography;
using System.Text;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Assets;

/// <summary>What a council brings itself: its logo, and its accent as the custom properties of the stylesheet.</summary>
public sealed class CouncilFiles
{
    private readonly GatewaySettings settings;
    private readonly byte[]? logo;
    private readonly string logoType;

    public CouncilFiles(GatewaySettings settings)
    {
        this.settings = settings;
        var file = settings.Council.Logo;
        logo = file is null ? null : File.ReadAllBytes(file);
        logoType = Path.GetExtension(file)?.ToLowerInvariant() switch
        {
            ".svg" => "image/svg+xml",
            ".png" => "image/png",
            ".webp" => "image/webp",
            null => "",
            var other => throw new InvalidOperationException($"Council:Logo is a {other} file; it has to be .svg, .png or .webp."),
        };
        Logo = logo is null ? null : $"/council/{Hash(logo)}/logo";
    }

    /// <summary>Where the council's colours are; null where it has none of its own.</summary>
    public string? Colours => ColoursNow() is { } colours ? $"/council/{Hash(colours)}/colours.css" : null;

    /// <summary>Where the council's logo is; null where it has none.</summary>
    public string? Logo { get; }

    public void Map(IEndpointRouteBuilder routes)
    {
        // A page that was made just before the colours changed asks for the old ones: it gets the new ones, and they are not kept.
        routes.MapGet("/council/{hash}/colours.css", (HttpContext context, string hash) => Serve(
            context, ColoursNow(), "text/css; charset=utf-8", hash)).AllowAnonymous();
        routes.MapGet("/council/{hash}/logo", (HttpContext context, string hash) => Serve(context, logo, logoType, hash)).AllowAnonymous();
    }

    private static IResult Serve(HttpContext context, byte[]? bytes, string mediaType, string hash)
    {
        if (bytes is null)
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = hash == Hash(bytes) ? "public, max-age=31536000, immutable" : "no-store";
        return Results.Bytes(bytes, mediaType);
    }

    private byte[]? ColoursNow()
    {
        var council = settings.Council;
        if (council.Accent is null && council.AccentDark is null)
        {
            return null;
        }

        var accent = council.Accent is null ? "" : $"--accent:{council.Accent};";
        var dark = council.AccentDark is null ? "" : $"--accent-dark:{council.AccentDark};";
        return Encoding.ASCII.GetBytes($":root{{{accent}{dark}}}");
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
}
