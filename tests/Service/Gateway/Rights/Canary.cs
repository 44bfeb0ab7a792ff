using System.Security.Cryptography;
using System.Text;

namespace Participatory.Tests.Service.AtTheDoor.Rights;

/// <summary>Words that nobody else says: 64 random bits each, so that wherever they are found, they are this person's.</summary>
internal sealed class Canary
{
    private readonly List<string> secrets = [];
    private readonly List<string> published = [];
    private readonly List<string> unsure = [];

    /// <summary>Words that have to go.</summary>
    public IReadOnlyList<string> Secrets => secrets;

    /// <summary>What was said for certain, and is to be given back.</summary>
    public IEnumerable<string> Said => secrets.Except(unsure).Concat(published);

    /// <summary>Words of which the notice says that they stay.</summary>
    public IReadOnlyList<string> Public => published;

    public string Secret() => Keep(secrets);

    /// <summary>A word that is said if an idea wins.</summary>
    public string Perhaps()
    {
        unsure.Add(Secret());
        return unsure[^1];
    }

    public string Published() => Keep(published);

    /// <summary>Where any of the words stand that have to go, in any way in which something may be written down.</summary>
    public IEnumerable<string> FoundIn(string folder, bool inFull = true) =>
        from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsWritten)
        let bytes = Bytes(file)
        from secret in inFull ? Secrets : Public
        from form in FormsOf(secret)
        where bytes.AsSpan().IndexOf(form.Bytes) >= 0
        select $"{Path.GetRelativePath(folder, file)}: {secret} as {form.Name}";

    // Nothing stands in these: they say that somebody has the folder or a database, and nobody else may open them.
    private static bool IsWritten(string file) =>
        !file.EndsWith(".open", StringComparison.Ordinal) && !file.EndsWith(".owner", StringComparison.Ordinal);

    // A running house writes to some of its files. A log goes with the last who has its database open: then nothing stands in it.
    private static byte[] Bytes(string file)
    {
        try
        {
            using var read = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            read.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (FileNotFoundException) when (
            file.EndsWith("-wal", StringComparison.Ordinal) || file.EndsWith("-shm", StringComparison.Ordinal))
        {
            return [];
        }
    }

    private static string Keep(List<string> words)
    {
        // Letters and digits alone: no form of text changes them.
        words.Add("c" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        return words[^1];
    }

    private static IEnumerable<(string Name, byte[] Bytes)> FormsOf(string secret)
    {
        var text = Encoding.UTF8.GetBytes(secret);
        yield return ("UTF-8", text);
        yield return ("upper case", Encoding.UTF8.GetBytes(secret.ToUpperInvariant()));
        yield return ("UTF-16", Encoding.Unicode.GetBytes(secret));
        yield return ("hex", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(text)));
        yield return ("upper hex", Encoding.ASCII.GetBytes(Convert.ToHexString(text)));
        for (var before = 0; before < 3; before++)
        {
            // Without what the neighbours have a part in.
            var base64 = Convert.ToBase64String([.. new byte[before], .. text]);
            yield return ("base 64", Encoding.ASCII.GetBytes(base64[(((before * 8) + 5) / 6)..^4]));
        }
    }
}
