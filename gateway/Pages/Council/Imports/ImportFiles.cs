using System.Buffers;
using System.Security.Cryptography;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.Pages.Council.Imports;

/// <summary>Keeps the files of published elections from the first step of bringing them in to the last, under their SHA-256.</summary>
public sealed class ImportFiles(GatewaySettings settings)
{
    /// <summary>The largest file that is taken.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private string Folder => Path.Combine(settings.Data, "imports");

    /// <summary>Keeps a file that came with a form.</summary>
    /// <returns>Its SHA-256 as lower-case hex.</returns>
    public async Task<string> Keep(IFormFile file, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Folder);
        var part = Path.Combine(Folder, $"{Guid.NewGuid():N}.part");
        try
        {
            await using (var to = new FileStream(part, FileMode.CreateNew))
            {
                await file.CopyToAsync(to, cancellation);
            }

            string hash;
            await using (var from = new FileStream(part, FileMode.Open, FileAccess.Read))
            {
                hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(from, cancellation));
            }

            if (Find(hash) is null)
            {
                var place = Directory.CreateDirectory(Path.Combine(Folder, hash));
                File.Move(part, Path.Combine(place.FullName, SafeName(file.FileName)), overwrite: true);
            }

            return hash;
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <returns>Where the file is; null where there is none of that hash.</returns>
    public string? Find(string hash)
    {
        var place = Path.Combine(Folder, hash);
        return hash.Length == 64 && !hash.AsSpan().ContainsAnyExcept(HexDigits) && Directory.Exists(place)
            ? Directory.EnumerateFiles(place, "*.pb").FirstOrDefault()
            : null;
    }

    /// <summary>The ballots are in, so that nothing of the file is needed any more.</summary>
    public void Forget(string hash)
    {
        if (Find(hash) is { } path)
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    /// <returns>A file name that means nothing to any file system: letters, digits, dots, hyphens; it ends with .pb.</returns>
    public static string SafeName(string uploaded)
    {
        // Some browsers send the path of the person's own machine, with either slash.
        var name = uploaded.Split('/', '\\')[^1];
        name = name.EndsWith(".pb", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        var safe = string.Concat(name.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' ? sign : '-')).Trim('-');
        return (safe.Length switch { 0 => "election", > 100 => safe[..100], _ => safe }) + ".pb";
    }
}
