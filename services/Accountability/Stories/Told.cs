using Participatory.Accountability.V1;
using Participatory.Platform.Calls;

namespace Participatory.Accountability.Stories;

/// <summary>What was told, in whichever way: everything that a story is made of but its photos and voice notes.</summary>
/// <param name="Tellings">Words under their questions, none of them empty, each question once.</param>
/// <param name="Videos">Links to films.</param>
/// <param name="ToldBy">The name that the group wants shown; may be empty.</param>
/// <param name="Audience">For every part that says nothing else.</param>
/// <param name="WasHard">Something was hard or went wrong.</param>
internal sealed record Told(IReadOnlyList<Telling> Tellings, IReadOnlyList<Video> Videos, string ToldBy, Audience Audience, bool WasHard)
{
    public static readonly int MaxAddress = FieldLimits.LengthOf(Video.Descriptor, "address");
    public static readonly int MaxVideos = FieldLimits.CountOf(SendStoryRequest.Descriptor, "videos");

    /// <summary>How the story came, and who wrote it down where it was not the group.</summary>
    public Way Way { get; init; } = Way.Told;

    public string WrittenBy { get; init; } = "";

    public bool Corrected { get; init; }

    /// <summary>Photos and voice notes that are for others than the rest.</summary>
    public IReadOnlyDictionary<string, Audience> Audiences { get; init; } = new Dictionary<string, Audience>(StringComparer.Ordinal);

    /// <summary>The tellings in which there is something.</summary>
    public static IReadOnlyList<Telling> Written(IEnumerable<Telling> tellings) =>
        tellings.Where(telling => !string.IsNullOrWhiteSpace(telling.Words)).ToList();
}

/// <summary>What is asked of words, wherever they come from.</summary>
internal static class ToldFields
{
    /// <summary>Answers to questions that we have, each once at most.</summary>
    public static Fields Tellings(this Fields fields, string field, IReadOnlyCollection<Telling> tellings)
    {
        fields.Require(
            tellings.All(telling => Names.IsKnown(telling.Question))
                && tellings.DistinctBy(telling => telling.Question).Count() == tellings.Count,
            field,
            AccountabilityReasons.TellingsWrong);
        foreach (var (index, telling) in tellings.Index())
        {
            fields.Text($"{field}[{index}].words", telling, required: false)
                .Require(telling.Audience == Audience.Unspecified || Names.IsKnown(telling.Audience), $"{field}[{index}].audience",
                    AccountabilityReasons.ReaderMissing);
        }

        return fields;
    }

    /// <summary>Who may read it, where nothing else is said.</summary>
    public static Fields ForWhom(this Fields fields, Audience audience) => fields.Require(
        Names.IsKnown(audience), "audience", AccountabilityReasons.AudienceMissing);

    /// <summary>Links to films elsewhere: https, a name and no more than that in front of the path.</summary>
    public static Fields Videos(this Fields fields, IReadOnlyCollection<Video> videos)
    {
        fields.Require(videos.Count <= Told.MaxVideos, "videos", AccountabilityReasons.LinksTooMany, ("max", Told.MaxVideos));
        foreach (var (index, video) in videos.Index())
        {
            fields.Require(IsFilm(video.Address), $"videos[{index}].address", AccountabilityReasons.NotAFilm);
        }

        return fields;
    }

    internal static bool IsFilm(string address) =>
        address.Length <= Told.MaxAddress
        && Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri is { Scheme: "https", IsDefaultPort: true, UserInfo: "", HostNameType: UriHostNameType.Dns }
        && uri.Host.Contains('.', StringComparison.Ordinal)
        && !address.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || character is '"' or '<' or '>' or '\\');
}
