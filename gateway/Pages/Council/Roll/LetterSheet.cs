using Google.Protobuf.WellKnownTypes;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Roll;

/// <summary>A letter with a voting code, as it is printed; drawn by _Letter. Each has the code, where to use it and until when.</summary>
/// <param name="Voter">The number of the voter on the roll.</param>
/// <param name="Address">Where people vote.</param>
public sealed record LetterSheet(string Council, string Round, string Area, string Voter, string Address, string Code, Timestamp? Close)
{
    /// <summary>The council's own words over it; empty is ours.</summary>
    public string OwnHeading { get; init; } = "";

    /// <summary>The council's own paragraphs; empty are ours.</summary>
    public string OwnWords { get; init; } = "";

    public string Heading(Say say) => OwnHeading.Length > 0 ? Fill(OwnHeading, say) : say.Fill(Words.Letters.Heading, Round);

    public IEnumerable<string> Paragraphs(Say say) => OwnWords.Length == 0 ? [say.Fill(Words.Letters.Words, Area)]
        : OwnWords.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(one => Fill(one, say));

    private string Fill(string words, Say say) => LetterPlaces.Fill(words, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["round"] = Round, ["area"] = Area, ["council"] = Council, ["address"] = Address, ["end"] = say.Until(Close),
    });
}
