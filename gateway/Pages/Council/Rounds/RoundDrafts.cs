using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Participatory.Gateway.Settings;
using Participatory.Words.Holdings;

namespace Participatory.Gateway.Pages.Council.Rounds;

/// <summary>A round that is half made.</summary>
/// <param name="Id">A UUID.</param>
/// <param name="Answers">What was answered so far, by the name of the field.</param>
/// <param name="KeptBy">Who answered last, as officers know each other.</param>
/// <param name="KeptAt">When.</param>
public sealed record RoundDraft(string Id, Dictionary<string, string> Answers, string KeptBy, DateTimeOffset KeptAt)
{
    public string Title => Answers.GetValueOrDefault(nameof(NewModel.Title)) ?? "";
}

/// <summary>
/// Half-made rounds, which any officer can take up again: sealed files in the folder that gateways share, for a month after the last
/// change. Not a table of Proposals: a draft is answers to the questions of these pages and nothing that any service, export or count may
/// rely on; the round begins to exist when it is made. So a question can change without a migration, and what is left goes by itself.
/// </summary>
public sealed class RoundDrafts(GatewaySettings settings, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>The oldest goes where there are more.</summary>
    public const int Most = 50;

    private string Folder => Path.Combine(settings.Data, "round-drafts");

    private ITimeLimitedDataProtector Protector => protection.CreateProtector("round draft").ToTimeLimitedDataProtector();

    /// <summary>Those that are not too old, newest first.</summary>
    public async Task<IReadOnlyList<RoundDraft>> All(CancellationToken cancellation)
    {
        List<RoundDraft> all = [];
        foreach (var file in Files())
        {
            if (await Read(file.FullName, cancellation) is { } draft)
            {
                all.Add(draft);
            }
        }

        return all;
    }

    /// <returns>Null where there is none: it is too old, has become a round, or never was.</returns>
    public async Task<RoundDraft?> Find(string? id, CancellationToken cancellation) =>
        FileOf(id) is { } file && File.Exists(file) ? await Read(file, cancellation) : null;

    /// <summary>Keeps answers beside those that are there.</summary>
    public async Task Keep(string id, IReadOnlyDictionary<string, string> answers, string by, CancellationToken cancellation)
    {
        var file = FileOf(id) ?? throw new ArgumentException("A draft has a UUID.", nameof(id));
        Directory.CreateDirectory(Folder);
        var all = (await Find(id, cancellation))?.Answers ?? [];
        foreach (var (field, answer) in answers)
        {
            all[field] = answer;
        }

        var words = JsonSerializer.SerializeToUtf8Bytes(new RoundDraft(id, all, by, clock.GetUtcNow()));
        var part = $"{file}.{Guid.NewGuid():N}.part";
        var until = clock.GetUtcNow() + settings.Retention.Of(Period.RoundDrafts);
        await File.WriteAllBytesAsync(part, Protector.Protect(words, until), cancellation);
        File.Move(part, file, overwrite: true);
        foreach (var old in Files().Skip(Most))
        {
            old.Delete();
        }
    }

    /// <summary>It has become a round, or nobody needs it.</summary>
    public void Forget(string? id)
    {
        if (FileOf(id) is { } file)
        {
            File.Delete(file);
        }
    }

    private IEnumerable<FileInfo> Files() => Directory.Exists(Folder)
        ? new DirectoryInfo(Folder).GetFiles("*.draft").OrderByDescending(file => file.LastWriteTimeUtc) : [];

    private string? FileOf(string? id) => Guid.TryParseExact(id, "D", out var uuid) ? Path.Combine(Folder, $"{uuid}.draft") : null;

    private async Task<RoundDraft?> Read(string file, CancellationToken cancellation)
    {
        try
        {
            var words = Protector.Unprotect(await File.ReadAllBytesAsync(file, cancellation), out var until);
            return until > clock.GetUtcNow() ? JsonSerializer.Deserialize<RoundDraft>(words) : null;
        }
        catch (Exception failure) when (failure is CryptographicException or FileNotFoundException)
        {
            // Too old, or it has just become a round.
            return null;
        }
    }
}
