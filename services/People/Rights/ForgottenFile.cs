namespace Participatory.People.Rights;

/// <summary>
/// The list of numbers of who was forgotten, a line each. It is kept beside backups: a backup that is brought back knows them all again,
/// and by this list they are forgotten again.
/// </summary>
internal sealed class ForgottenFile(string path)
{
    /// <summary>A number as we give it to people; a line that was torn off is nobody's.</summary>
    public static bool IsNumber(string line) => Guid.TryParseExact(line, "D", out _);

    public async Task<HashSet<string>> Read(CancellationToken cancellation) => File.Exists(path)
        ? (await File.ReadAllLinesAsync(path, cancellation)).Select(line => line.Trim()).Where(IsNumber).ToHashSet(StringComparer.Ordinal)
        : [];

    public Task Add(IEnumerable<string> subjects, CancellationToken cancellation) => File.AppendAllTextAsync(
        path, (IsTorn() ? "\n" : "") + string.Concat(subjects.Select(subject => $"{subject}\n")), cancellation);

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
