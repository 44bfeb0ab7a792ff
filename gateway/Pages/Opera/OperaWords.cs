using System.Security.Cryptography;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Participatory.Gateway.Pages.Shared;
using Participatory.Proposals.V1;
using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Opera;

/// <summary>How rooms and what is written in them are said.</summary>
public static class OperaWords
{
    /// <summary>What a step is called, from 1.</summary>
    public static IReadOnlyList<(OperaStep Step, string Name)> Steps =>
    [
        (OperaStep.Own, Words.Opera.StepOwn), (OperaStep.Pair, Words.Opera.StepPair), (OperaStep.Explain, Words.Opera.StepExplain),
        (OperaStep.Rank, Words.Opera.StepRank), (OperaStep.Arrange, Words.Opera.StepArrange), (OperaStep.Done, Words.Opera.StepDone),
    ];

    public static string NameOf(OperaStep step) => Steps.First(one => one.Step == step).Name;

    /// <summary>Other each time that something is to be seen that was not before: the page then shows itself again.</summary>
    public static string MarkOf(OperaPlace place)
    {
        // That somebody comes in is no reason to load a page again.
        var seen = place.Clone();
        seen.People = 0;
        return MarkOf((IMessage)seen);
    }

    /// <summary>The same of an officer's page.</summary>
    public static string MarkOf(OperaRoom room)
    {
        var seen = room.Clone();
        (seen.People, seen.Writing) = (0, 0);
        return MarkOf((IMessage)seen);
    }

    private static string MarkOf(IMessage seen) => Convert.ToHexStringLower(SHA256.HashData(seen.ToByteArray()))[..16];

    /// <summary>How many are in a room, or were.</summary>
    public static string PeopleIn(OperaRoom room, Say say) => room.CloseTime is null ? say.Count(Words.CouncilOpera.PeopleHere, room.People)
        : say.Count(Words.Opera.ResultWords, room.People, say.Date(room.CloseTime));

    /// <summary>Notes as somebody typed them, one on each line.</summary>
    public static IReadOnlyList<string> NotesIn(string? typed) =>
        TypedText.Lines(typed).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>"An officer removed this note", where it is so.</summary>
    public static string? HiddenOf(OperaNote note, Say say) => note.HiddenReason == HidingReason.Unspecified ? null
        : say.Fill(Words.Opera.HiddenNote, HidingWords.Why(note.HiddenReason));

    /// <summary>The notes under their headings, what most chose first; those under none last.</summary>
    public static IReadOnlyList<IGrouping<string, OperaNote>> ByHeading(IEnumerable<OperaNote> notes) =>
        [.. notes.GroupBy(note => note.Heading, StringComparer.Ordinal).OrderBy(group => group.Key.Length == 0)];

    /// <summary>How much of a turn is left, as a clock shows it: "1:40".</summary>
    public static (int Seconds, string Text) LeftOf(Timestamp? end, TimeProvider clock)
    {
        var left = end is null ? TimeSpan.Zero : end.ToDateTimeOffset() - clock.GetUtcNow();
        var seconds = (int)Math.Max(0, Math.Ceiling(left.TotalSeconds));
        return (seconds, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}"));
    }
}

/// <summary>Notes as a list, drawn by _OperaNotes.</summary>
/// <param name="WithChoices">With how many chose each, and under their headings.</param>
public sealed record OperaNotes(IReadOnlyList<OperaNote> Notes, bool WithChoices);

/// <summary>Notes to tick, drawn by _OperaTicks, in the field <c>NoteIds</c>.</summary>
/// <param name="Legend">What is asked.</param>
/// <param name="Ticked">The ids of those that are.</param>
public sealed record OperaTicks(IReadOnlyList<OperaNote> Notes, string Legend, IReadOnlyCollection<string> Ticked);

/// <summary>Whose turn it is, and the clock, drawn by _OperaTurn.</summary>
/// <param name="Own">The reader's own pair; 0 for whoever is in none.</param>
public sealed record OperaTurn(int Turn, int Pairs, Timestamp? End, int Own);
