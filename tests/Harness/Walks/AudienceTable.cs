namespace Participatory.Tests.Harness.Walks;

/// <summary>Something that somebody reads.</summary>
/// <param name="Who">A reader, as <see cref="Readers"/> names them.</param>
/// <param name="Where">The method, page or message.</param>
/// <param name="Text">All that stands there.</param>
public sealed record Reading(string Who, string Where, string Text);

/// <summary>Who reads.</summary>
public static class Readers
{
    public const string Nobody = "Nobody in particular", Resident = "A resident", OtherGroup = "Another group", Group = "The group",
        Host = "The host", OwnOfficer = "An officer of the area", OtherOfficer = "An officer of another area",
        EveryOfficer = "An officer of every area", Finance = "Finance", Funder = "A funder", OtherFunder = "A funder of another round",
        Administrator = "An administrator", Listener = "A listener", Speaker = "Somebody without an account who told the council",
        Participant = "Somebody in a room",
        Event = "An event", Mail = "An e-mail", Database = "The database";

    /// <summary>Whoever calls or opens pages.</summary>
    public static readonly string[] Everybody =
    [
        Nobody, Resident, OtherGroup, Group, OwnOfficer, OtherOfficer, EveryOfficer, Finance, Funder, OtherFunder, Administrator, Listener,
        Speaker, Participant,
    ];

    /// <summary>The group itself, and the officers whose business it is.</summary>
    public static readonly string[] Council = [Group, OwnOfficer, EveryOfficer];

    /// <summary>That, and who put money in.</summary>
    public static readonly string[] Funders = [.. Council, Funder];
}

/// <summary>
/// Words that were never said before, and who may read each of them. Whoever may must read it somewhere, so that a walk which looks at
/// nothing fails; whoever may not reads it nowhere.
/// </summary>
public sealed class AudienceTable
{
    private readonly Dictionary<string, (string What, string[] Readers)> marks = new(StringComparer.Ordinal);

    /// <summary>A word that stands for what is said; of letters alone, so that it looks the same in JSON, in HTML and in a file.</summary>
    /// <param name="what">Such as "words for the council": a sentence goes on with it.</param>
    public static string WordFor(string what) => $"zz{string.Concat(what.Where(char.IsAsciiLetter)).ToLowerInvariant()}zz";

    /// <summary>From now on it is read by these, and by nobody else.</summary>
    /// <returns>The word.</returns>
    public string Mark(string what, params IEnumerable<string> readers) => Mark(what, WordFor(what), readers);

    /// <summary>As <see cref="Mark(string, IEnumerable{string})"/>, for what is not a word: the sum of a file, a number.</summary>
    public string Mark(string what, string word, IEnumerable<string> readers)
    {
        marks[word] = (what, [.. readers]);
        return word;
    }

    /// <summary>It is not looked for: elsewhere it looks otherwise.</summary>
    public void Forget(string what) => marks.Remove(marks.Single(one => one.Value.What == what).Key);

    /// <summary>From now on nobody reads it.</summary>
    public void TakeBack(Func<string, bool> what)
    {
        foreach (var (word, mark) in marks.Where(one => what(one.Value.What)).ToList())
        {
            marks[word] = (mark.What, []);
        }
    }

    /// <summary>From now on it is read by these alone.</summary>
    public void Change(string what, params IEnumerable<string> readers) => marks[marks.Single(one => one.Value.What == what).Key] =
        (what, [.. readers]);

    /// <summary>What is otherwise, a sentence for each.</summary>
    public IReadOnlyList<string> Wrong(IReadOnlyCollection<Reading> readings)
    {
        var found = (
            from reading in readings
            from mark in marks
            where reading.Text.Contains(mark.Key, StringComparison.Ordinal)
            select (reading.Who, reading.Where, mark.Value.What, MayRead: mark.Value.Readers.Contains(reading.Who))).ToList();
        var who = readings.Select(reading => reading.Who).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. found.Where(one => !one.MayRead).Select(one => $"{one.Who} reads {one.What} in {one.Where}, and may not.").Distinct(),
            .. from mark in marks.Values
               from reader in mark.Readers
               where who.Contains(reader) && !found.Any(one => one.Who == reader && one.What == mark.What)
               select $"{reader} reads {mark.What} nowhere, and may.",
        ];
    }
}
