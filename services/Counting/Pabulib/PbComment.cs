namespace Participatory.Counting.Pabulib;

/// <summary>
/// What a file says beside the keys that Pabulib knows. The format has one place for it, META's <c>comment</c>, with numbered notes
/// (pabulib.org/format): <c>#1: ties=es #2: utility=cost</c>.
/// </summary>
public static class PbComment
{
    /// <summary>Writes values; one that could be taken for the beginning of the next note is refused.</summary>
    /// <exception cref="ArgumentException">A value holds the sign that begins a note, or a line break.</exception>
    public static string Write(IEnumerable<KeyValuePair<string, string>> values) => string.Join(
        ' ', values.Select((value, at) => string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"#{at + 1}: {value.Key}={Checked(value.Value)}")));

    /// <summary>The value of a key, or null when no note has it.</summary>
    /// <param name="comment">As it stands in the file; may have notes of others, which are words.</param>
    /// <param name="key">For example <c>ties</c>.</param>
    public static string? Find(string comment, string key)
    {
        foreach (var note in comment.Split('#'))
        {
            var (colon, equals) = (note.IndexOf(": ", StringComparison.Ordinal), note.IndexOf('=', StringComparison.Ordinal));
            if (colon >= 0 && equals > colon && note.AsSpan(colon + 2, equals - colon - 2).SequenceEqual(key))
            {
                return note[(equals + 1)..].Trim();
            }
        }

        return null;
    }

    private static string Checked(string value) => value.AsSpan().ContainsAny('#', '\n', '\r')
        ? throw new ArgumentException("A note holds no # and no line break.", nameof(value))
        : value;
}
