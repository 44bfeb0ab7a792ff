using System.Globalization;

namespace Participatory.Counting.Pabulib;

/// <summary>
/// A <c>.pb</c> file cannot be read, or cannot be written. Says where and why, in a sentence for the person who has the file open.
/// </summary>
public sealed class PbFormatException : Exception
{
    /// <summary>Something is wrong at a place.</summary>
    /// <param name="line">See <see cref="Line"/>.</param>
    /// <param name="column">See <see cref="Column"/>.</param>
    /// <param name="field">See <see cref="Field"/>.</param>
    /// <param name="reason">See <see cref="Reason"/>.</param>
    public PbFormatException(int line, int column, string? field, string reason)
        : base(Sentence(line, column, field, reason))
    {
        Line = line;
        Column = column;
        Field = field;
        Reason = reason;
    }

    /// <summary>The line in the file, from 1.</summary>
    public int Line { get; }

    /// <summary>The character in the line, from 1. Accented letters count once.</summary>
    public int Column { get; }

    /// <summary>The column's or key's name, e.g. <c>cost</c>; null where the line as a whole is meant.</summary>
    public string? Field { get; }

    /// <summary>What is wrong and what to do, as a whole sentence without the place.</summary>
    public string Reason { get; }

    private static string Sentence(int line, int column, string? field, string reason) => field is null
        ? string.Create(CultureInfo.InvariantCulture, $"Line {line}, column {column}: {reason}")
        : string.Create(CultureInfo.InvariantCulture, $"Line {line}, column {column} ({field}): {reason}");
}

/// <summary>Something in a file that is not as the format wants it, and what was made of it.</summary>
/// <param name="Line">The line in the file, from 1.</param>
/// <param name="Column">The character in the line, from 1.</param>
/// <param name="Field">The column's or key's name, or null.</param>
/// <param name="What">What was found and what was made of it, as a whole sentence.</param>
public sealed record PbForgiven(int Line, int Column, string? Field, string What);
