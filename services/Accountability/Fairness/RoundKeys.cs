using System.Text;

namespace Participatory.Accountability.Fairness;

/// <summary>
/// A key for each round, in a file of its own: with it, and only with it, what people said about themselves can be laid
/// beside what became of their ideas, to count it. Once a round is counted its key is destroyed, and with it the last way
/// back, also for whoever kept a copy of the database.
/// </summary>
/// <param name="folder">Where the files lie.</param>
internal sealed class RoundKeys(string folder)
{
    private const string Ending = ".key";

    /// <summary>The key of a round; made where there is none.</summary>
    public Keyed Of(string roundId) => Keyed.LoadOrCreate(PathOf(roundId));

    /// <summary>The rounds that have one.</summary>
    public IEnumerable<string> Rounds() => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, $"*{Ending}")
            .Select(path => Encoding.UTF8.GetString(Convert.FromHexString(Path.GetFileNameWithoutExtension(path))))
        : [];

    /// <summary>Nobody can make these tokens again.</summary>
    public void Destroy(string roundId)
    {
        // Where nobody said anything there was never a key, nor a folder for it.
        if (Directory.Exists(folder))
        {
            File.Delete(PathOf(roundId));
        }
    }

    // Round ids are short; in hex they are the name of a file on every system.
    private string PathOf(string roundId) => Path.Combine(folder, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(roundId)) + Ending);
}
