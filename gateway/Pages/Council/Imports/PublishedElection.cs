using System.Globalization;
using Participatory.Counting.Elections;
using Participatory.Counting.Pabulib;
using Participatory.Counting.Statutes;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;

namespace Participatory.Gateway.Pages.Council.Imports;

/// <summary>What a Pabulib file holds, read from its first to its last line.</summary>
/// <param name="Hash">SHA-256 of the file; everything that is made from it has an id that follows from this.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Header">META and PROJECTS; costs in minor units of <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217, from the file, or <see cref="AssumedCurrency"/>.</param>
/// <param name="Ballots">How many there are.</param>
/// <param name="Forgiven">What was not as the format wants it and was understood all the same; the first thousand.</param>
public sealed record PublishedElection(
    string Hash, string Path, PbHeader Header, string Currency, int Ballots, IReadOnlyList<PbForgiven> Forgiven)
{
    /// <summary>Where a file does not say its currency.</summary>
    public const string AssumedCurrency = "EUR";

    /// <summary>Published elections are of one place each.</summary>
    public const string AreaCode = "all";

    private static readonly int LongestTitle = FieldLimits.LengthOf(Round.Descriptor, "title");

    public string FileName => System.IO.Path.GetFileName(Path);

    /// <summary>From the name of the file, and from its hash, so that the same name may come twice.</summary>
    public string RoundId
    {
        get
        {
            var words = string.Concat(System.IO.Path.GetFileNameWithoutExtension(Path).ToLowerInvariant()
                .Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '-')).Split('-', StringSplitOptions.RemoveEmptyEntries);
            var slug = string.Join('-', words);
            const int ofHash = 8;
            return $"{slug[..Math.Min(slug.Length, Fields.LongestId - ofHash - 1)].TrimEnd('-')}-{Hash[..ofHash]}";
        }
    }

    public string Title
    {
        get
        {
            var place = string.Join(
                ' ', new[] { Header["unit"], Header["subunit"], Header["instance"] }.Where(part => !string.IsNullOrWhiteSpace(part)));
            var title = place.Length > 0 ? place : FileName;
            return OneLine(title, LongestTitle);
        }
    }

    public string AreaName => Header["subunit"] is { Length: > 0 } part ? part : Header["unit"] is { Length: > 0 } whole ? whole : Title;

    /// <summary>A cell of a file may have line breaks; a name has none.</summary>
    public static string OneLine(string text, int most) =>
        text.ReplaceLineEndings(" ") is var line && line.Length > most ? line[..most] : line;

    public bool SaysCurrency => Header["currency"] is { Length: 3 };

    /// <summary>A poll can hold its ballots.</summary>
    public bool CanBeVotedOn => Header.VoteType is VoteType.Approval or VoteType.ChooseOne;

    /// <summary>The rule it is counted by here: that of the file, or the one nearest to it.</summary>
    public string Rule => Statute.NearestTo(Header.Noted("rule"));

    /// <summary>The most projects on a ballot; 0 is no limit.</summary>
    public int MaxLength => Header.VoteType == VoteType.ChooseOne ? 1
        : int.TryParse(Header["max_length"], NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : 0;

    /// <exception cref="PbFormatException">It cannot be understood; line, column and reason say where and why.</exception>
    public static async Task<PublishedElection> Read(string path, string hash, CancellationToken cancellation)
    {
        var currency = await CurrencyOf(path, cancellation);
        await using var file = File.OpenRead(path);
        var reader = await PbReader.OpenAsync(file, Options(currency), cancellation);
        var ballots = 0;
        await foreach (var _ in reader.ReadVotesAsync(cancellation))
        {
            ballots++;
        }

        return new PublishedElection(hash, path, reader.Header, currency, ballots, reader.Forgiven);
    }

    /// <summary>The ballots, each with the id of its voter in the file.</summary>
    public async IAsyncEnumerable<(string Voter, IEnumerable<string> Projects)> ReadBallots(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var file = File.OpenRead(Path);
        var reader = await PbReader.OpenAsync(file, Options(Currency), cancellation);
        var voter = reader.Header.VoteColumns.IndexOf("voter_id");
        await foreach (var vote in reader.ReadVotesAsync(cancellation))
        {
            var id = voter < 0 ? "" : vote.Fields[voter];
            yield return (
                id.Length > 0 ? id : string.Create(CultureInfo.InvariantCulture, $"line-{vote.Line}"),
                vote.Choices.Select(choice => reader.Header.Projects[choice].Project.Id));
        }
    }

    private static async Task<string> CurrencyOf(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        var header = (await PbReader.OpenAsync(file, cancellationToken: cancellation)).Header;
        return header["currency"] is { Length: 3 } named ? named.ToUpperInvariant() : AssumedCurrency;
    }

    private static PbOptions Options(string currency) => new() { Scale = Words.Amounts.Digits(currency) };
}
