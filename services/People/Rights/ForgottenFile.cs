namespace Participatory.People.Rights;

/// <summary>
/// The list of numbers of who was forgotten, a line each. It is kept beside backups: a backup that is brought back knows them all again,
/// and by this list they are forgotten again. Whoever writes it may be killed, so its last line may be a part of one.
/// </summary>
internal sealed class ForgottenFile(string path)
{
    /// <summary>A number as we give it to people; a line that was torn off is nobody's.</summary>
    public static bool IsNumber(string line) => Guid.TryParseExact(line, "D", out _);

    public HashSet<string> Read() =>
        File.Exists(path) ? File.ReadLines(path).Select(line => line.Trim()).Where(IsNumber).ToHashSet(StringComparer.Ordinal) : [];

    public void Add(IEnumerable<string> subjects)
    {
        var lines = string.Concat(subjects.Select(subject => $"{subject}\n"));
        if (lines.Length > 0)
        {
            File.AppendAllText(path, (IsTorn() ? "\n" : "") + lines);
        }
    }

    /// <summary>Whom the other list knows this one knows, too.</summary>
    public void AddFrom(ForgottenFile other) => Add(other.Read().Except(Read(), StringComparer.Ordinal));

    /// <summary>Its last line has no end: what is written after it would be read with it.</summary>
    private bool IsTorn()
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var file = File.OpenRead(path);
        if (file.Length == 0)
        {
            return false;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }
}
