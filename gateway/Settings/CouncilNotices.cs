using Participatory.Words.Holdings;

namespace Participatory.Gateway.Settings;

/// <summary>
/// What a council adds to the pages on privacy and accessibility, in the settings <c>Council:Privacy</c> and <c>Council:Accessibility</c>.
/// What is not set is not shown.
/// </summary>
public sealed record CouncilNotices
{
    /// <summary><c>Council:Privacy:Contact</c>: who answers for data protection, and how to reach them, on one line.</summary>
    public string PrivacyContact { get; init; } = "";

    /// <summary><c>Council:Privacy:Words</c>: paragraphs of the council's own.</summary>
    public IReadOnlyList<string> PrivacyWords { get; init; } = [];

    /// <summary><c>Council:Privacy:Bases:{kind}</c>, by the name of the kind; for others the catalogue says it.</summary>
    public IReadOnlyDictionary<string, LegalBasis> Bases { get; init; } = new Dictionary<string, LegalBasis>();

    /// <summary><c>Council:Accessibility:Words</c>: paragraphs of the council's own.</summary>
    public IReadOnlyList<string> AccessibilityWords { get; init; } = [];

    /// <summary><c>Council:Accessibility:NorthernIreland</c>: there another body hears complaints.</summary>
    public bool InNorthernIreland { get; init; }

    /// <summary>On what the council holds data of a kind.</summary>
    public LegalBasis BasisOf(PersonalKind kind) => Bases.GetValueOrDefault(kind.Name, kind.Basis);

    /// <exception cref="InvalidOperationException">A basis is set that there is not, or of a kind that there is not.</exception>
    public static CouncilNotices Read(IConfiguration configuration) => new()
    {
        PrivacyContact = configuration["Council:Privacy:Contact"]?.Trim() ?? "",
        PrivacyWords = Paragraphs(configuration["Council:Privacy:Words"]),
        Bases = configuration.GetSection("Council:Privacy:Bases").GetChildren().Where(one => !string.IsNullOrWhiteSpace(one.Value))
            .ToDictionary(one => KindOf(one.Key), one => BasisIn(one), StringComparer.Ordinal),
        AccessibilityWords = Paragraphs(configuration["Council:Accessibility:Words"]),
        InNorthernIreland = configuration.GetValue("Council:Accessibility:NorthernIreland", false),
    };

    // An environment variable holds no empty line easily: "\n" in it is one, too.
    internal static string[] Paragraphs(string? words) => (words ?? "").Replace("\\n", "\n", StringComparison.Ordinal)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string KindOf(string name) =>
        PersonalKinds.All.FirstOrDefault(kind => kind.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Name
        ?? throw new InvalidOperationException(
            $"Council:Privacy:Bases names {name}; it has to be one of {string.Join(", ", PersonalKinds.All.Select(kind => kind.Name))}.");

    private static LegalBasis BasisIn(IConfigurationSection set) =>
        Enum.TryParse<LegalBasis>(set.Value, ignoreCase: true, out var basis) && Enum.IsDefined(basis)
        ? basis
        : throw new InvalidOperationException(
            $"{set.Path} is {set.Value}; it has to be one of {string.Join(", ", Enum.GetNames<LegalBasis>())}.");
}
