namespace Participatory.People.Rights;

/// <summary>
/// The list of numbers of who was forgotten, a line each. It is kept beside backups: a backup that is brought back knows them all again,
/// and by this list they are forgotten again.
/// </summary>
internal sealed class ForgottenFile(string path)
{
    public async Task<HashSet<string>> Read(CancellationToken cancellation) => File.Exists(path)
        ? (await File.ReadAllLinesAsync(path, cancellation)).Select(line => line.Trim()).Where(line => line.Length > 0)
            .ToHashSet(StringComparer.Ordinal)
        : [];

    public Task Add(IEnumerable<string> subjects, CancellationToken cancellation) =>
        File.AppendAllLinesAsync(path, subjects, cancellation);
}
