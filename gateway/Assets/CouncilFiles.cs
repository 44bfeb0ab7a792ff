using System.Security.Cryptography;
using System.Text;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Assets;

/// <summary>What a council brings itself: its logo, and its accent as the custom properties of the stylesheet.</summary>
public sealed class CouncilFiles
{
    private readonly GatewaySettings settings;
    private readonly Content? logo;
    private readonly string logoType;
    private readonly ShownLogo? logoSet;
    private volatile ColoursOf? colours;

    public CouncilFiles(GatewaySettings settings)
    {
        this.settings = settings;
        var file = settings.Council.Logo;
        logo = file is null ? null : new Content(File.ReadAllBytes(file));
        logoType = Path.GetExtension(file)?.ToLowerInvariant() switch
        {
            ".svg" => "image/svg+xml; charset=utf-8",
            ".png" => "image/png",
            ".webp" => "image/webp",
            null => "",
            var other => throw new InvalidOperationException($"Council:Logo is a {other} file; it has to be .svg, .png or .webp."),
        };
        logoSet = logo is null ? null : new ShownLogo($"/council/{logo.Hash}/logo", "");
    }

    /// <summary>Where the council's colours are; null where it has none of its own.</summary>
    public string? Colours => ColoursNow().Address;

    /// <summary>The council's logo: the one that an administrator chose, or else that of the settings; null where it has none.</summary>
    public ShownLogo? Logo => settings.CouncilNow.Logo is { Version: > 0 } chosen ? ShownLogo.Of(chosen.Picture) : logoSet;

    public void Map(IEndpointRouteBuilder routes)
    {
        // A page that was made just before the colours changed asks for the old ones: it gets the new ones, and they are not kept.
        routes.MapGet("/council/{hash}/colours.css", (HttpContext context, string hash) => Serve(
            context, ColoursNow().Content, "text/css; charset=utf-8", hash)).AllowAnonymous();
        routes.MapGet("/council/{hash}/logo", (HttpContext context, string hash) => Serve(context, logo, logoType, hash)).AllowAnonymous();
    }

    private static IResult Serve(HttpContext context, Content? content, string mediaType, string hash)
    {
        if (content is null)
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = hash == content.Hash ? "public, max-age=31536000, immutable" : "no-store";
        return Results.Bytes(content.Bytes, mediaType);
    }

    /// <summary>Made once for each council that the settings become: every page asks.</summary>
    private ColoursOf ColoursNow()
    {
        var council = settings.Council;
        if (colours is { } known && ReferenceEquals(known.Council, council))
        {
            return known;
        }

        var made = new ColoursOf(council, Make(council));
        colours = made;
        return made;
    }

    private static Content? Make(Council council)
    {
        if (council.Accent is null && council.AccentDark is null)
        {
            return null;
        }

        var accent = council.Accent is null ? "" : $"--accent:{council.Accent};";
        var dark = council.AccentDark is null ? "" : $"--accent-dark:{council.AccentDark};";
        return new Content(Encoding.ASCII.GetBytes($":root{{{accent}{dark}}}"));
    }

    /// <summary>A file that is given out, and what names it in its address.</summary>
    private sealed class Content(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;

        public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
    }

    /// <param name="council">Whose they are.</param>
    /// <param name="content">Null where it has none of its own.</param>
    private sealed class ColoursOf(Council council, Content? content)
    {
        public Council Council { get; } = council;

        public Content? Content { get; } = content;

        public string? Address { get; } = content is null ? null : $"/council/{content.Hash}/colours.css";
    }
}
