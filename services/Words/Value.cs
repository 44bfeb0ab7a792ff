using System.Globalization;

namespace Participatory.Words;

/// <summary>
/// What a sentence is filled with, by its name and as it travels: text that is the same in every language. Written as a pair,
/// <c>("balance", new Amount(1234, "GBP"))</c>; how it is said is for the sentence, <c>{balance:money}</c>.
/// </summary>
/// <param name="Name">As in the sentence: lowerCamelCase.</param>
/// <param name="Text">Words of people as they are; numbers in digits; "GBP 1234"; "2026-07-03"; "2026-07-03T16:00:00Z"; lists by
/// lines.</param>
public readonly record struct Value(string Name, string Text)
{
    /// <summary>What people or programs named: shown as it is.</summary>
    public static implicit operator Value((string Name, string Text) pair) => new(pair.Name, pair.Text);

    /// <summary>A number, for <c>:number</c> and <c>:count</c>.</summary>
    public static implicit operator Value((string Name, long Number) pair) =>
        new(pair.Name, pair.Number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number, for <c>:number</c> and <c>:count</c>.</summary>
    public static implicit operator Value((string Name, int Number) pair) =>
        new(pair.Name, pair.Number.ToString(CultureInfo.InvariantCulture));

    /// <summary>An amount, for <c>:money</c>.</summary>
    public static implicit operator Value((string Name, Amount Amount) pair) => new(pair.Name, pair.Amount.ToString());

    /// <summary>An instant, for <c>:date</c> and <c>:time</c>, for an end <c>:until</c> and <c>:lastday</c>: the reader gets the council's
    /// day.</summary>
    public static implicit operator Value((string Name, DateTimeOffset Instant) pair) =>
        new(pair.Name, pair.Instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <summary>A day of the calendar, for <c>:date</c>.</summary>
    public static implicit operator Value((string Name, DateOnly Day) pair) =>
        new(pair.Name, pair.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Several things of one kind, for <c>:list</c>.</summary>
    public static implicit operator Value((string Name, IEnumerable<string> Parts) pair) =>
        new(pair.Name, string.Join('\n', pair.Parts.Select(part => part.ReplaceLineEndings(" "))));

    /// <summary>Several things of one kind, for <c>:list</c>.</summary>
    public static implicit operator Value((string Name, string[] Parts) pair) => (pair.Name, pair.Parts.AsEnumerable());

    /// <summary>Several things of one kind, for <c>:list</c>.</summary>
    public static implicit operator Value((string Name, List<string> Parts) pair) => (pair.Name, pair.Parts.AsEnumerable());
}

/// <summary>An amount of money as it travels in a value: "GBP 1234".</summary>
/// <param name="Minor">In the currency's smallest unit.</param>
/// <param name="Currency">ISO 4217.</param>
public readonly record struct Amount(long Minor, string Currency)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Currency} {Minor.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, out Amount amount)
    {
        var parts = text.Split(' ');
        var read = long.TryParse(parts[^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minor)
            && parts.Length == 2;
        amount = read ? new Amount(minor, parts[0]) : default;
        return read;
    }
}
