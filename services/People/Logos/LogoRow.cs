using Google.Protobuf.WellKnownTypes;
using Participatory.People.V1;
using Participatory.Platform.Storage;

namespace Participatory.People.Logos;

/// <summary>A version of which picture is the logo, with what the picture is.</summary>
internal sealed record LogoRow
{
    /// <summary>What a statement reads from <see cref="From"/>.</summary>
    public const string Columns = "l.version, l.logo_id, l.changed_as, l.changed_at, p.alt_text, p.width, p.height";

    /// <summary>The versions with their pictures.</summary>
    public const string From = "council_logo l LEFT JOIN logo_picture p ON p.logo_id = l.logo_id";

    private static readonly Sql SelectLast = new($"""
        SELECT {Columns} FROM {From} WHERE l.version = (SELECT MAX(version) FROM council_logo)
        """);

    public int Version { get; init; }

    /// <summary>Null where the logo was taken away.</summary>
    public string? LogoId { get; init; }

    public string ChangedAs { get; init; } = "";
    public DateTimeOffset ChangedAt { get; init; }
    public string? AltText { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }

    /// <summary>The newest version, or null where the settings of the machine say it.</summary>
    public static Task<LogoRow?> LoadLastOrNull(Session session) => session.One<LogoRow?>(SelectLast, new { });

    public CouncilLogo ToMessage() => new()
    {
        Version = Version, ChangedBy = ChangedAs, ChangeTime = ChangedAt.ToTimestamp(),
        Picture = LogoId is null ? null
            : new LogoPicture { LogoId = LogoId, AltText = AltText ?? "", Width = Width ?? 0, Height = Height ?? 0 },
    };
}
