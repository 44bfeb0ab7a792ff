using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Pictures;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;

namespace Participatory.People.Logos;

/// <summary>Takes in a picture that may become the logo, and keeps it without anything that came along with it.</summary>
internal sealed class AddLogo(Database database, TimeProvider clock, UploadGate gate)
{
    /// <summary>The largest file: everybody loads it with the first page they open.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The widest and the highest picture, in points.</summary>
    public const int MaxPoints = 2_000;

    /// <summary>How long a picture stays that nobody uses.</summary>
    public static readonly TimeSpan UnusedFor = TimeSpan.FromDays(1);

    /// <summary>Where an SVG says that it is one; before it there may be comments, but no more than that.</summary>
    private const int SvgWithin = 4 * 1024;

    private static readonly Upload<AddLogoRequest> Upload = new(
        piece => piece.Content, PeopleReasons.LogoTooLarge, PictureReasons.Missing, MaxBytes);

    private static readonly Sql SelectUnused = new("""
        SELECT logo_id FROM logo_picture
        WHERE added_at < @before AND NOT EXISTS (SELECT 1 FROM council_logo WHERE council_logo.logo_id = logo_picture.logo_id)
        """);

    private static readonly Sql Delete = new("DELETE FROM logo_picture WHERE logo_id = @logoId");

    private static readonly Sql Insert = new("""
        INSERT INTO logo_picture (logo_id, alt_text, media_type, width, height, size_bytes, added_as, added_at)
        VALUES (@LogoId, @AltText, @MediaType, @Width, @Height, @SizeBytes, @AddedAs, @AddedAt)
        """);

    public async Task<LogoPicture> Handle(IAsyncStreamReader<AddLogoRequest> pieces, Caller caller, CancellationToken cancellation)
    {
        var first = await Upload.First(pieces, cancellation);
        new Fields().RequestId(first.RequestId).Text("alt_text", first).Check();
        return await Upload.Take(
            gate, caller, first, pieces,
            (request, file) =>
            {
                var picture = Decide(file);
                return Again.Run(() => Keep(request, picture, caller, cancellation), cancellation);
            },
            cancellation);
    }

    /// <summary>The picture in a file, and nothing else of it. Pure.</summary>
    /// <exception cref="Refusal">It is no whole PNG or JPEG, or has too many points.</exception>
    internal static Picture Decide(ReadOnlyMemory<byte> file)
    {
        if (IsSvg(file.Span))
        {
            throw new Refusal(PeopleReasons.LogoSvg, field: "content");
        }

        var picture = Picture.Clean(file);
        return picture.MediaType is not ("image/png" or "image/jpeg") ? throw new Refusal(PeopleReasons.LogoKind, field: "content")
            : Math.Max(picture.Width, picture.Height) <= MaxPoints ? picture
            : throw new Refusal(
                PeopleReasons.LogoTooManyPoints, [("width", picture.Width), ("height", picture.Height), ("max", MaxPoints)], "content");
    }

    // It is text, which says so near its beginning. What is none is a picture that we know, or refused as none.
    private static bool IsSvg(ReadOnlySpan<byte> file)
    {
        var text = Encoding.Latin1.GetString(file[..Math.Min(file.Length, SvgWithin)]).Replace("\0", "", StringComparison.Ordinal);
        return text.TrimStart('\u00EF', '\u00BB', '\u00BF', '\u00FE', '\u00FF', ' ', '\t', '\r', '\n').StartsWith('<')
            && text.Contains("<svg", StringComparison.OrdinalIgnoreCase);
    }

    /// <param name="request">The first message, with the hash of the whole file as its content.</param>
    private async Task<LogoPicture> Keep(AddLogoRequest request, Picture picture, Caller caller, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, LogoPicture.Parser) is { } before)
        {
            return before;
        }

        await transaction.Hold("logo");
        var now = clock.GetUtcNow();
        foreach (var logoId in await transaction.Many<string>(SelectUnused, new { before = now - UnusedFor }))
        {
            await LogoPictureRow.Pieces.Delete(transaction, logoId);
            await transaction.Execute(Delete, new { logoId });
        }

        var added = new LogoPictureRow
        {
            LogoId = Guid.CreateVersion7().ToString(), AltText = request.AltText.Trim(), MediaType = picture.MediaType,
            Width = picture.Width, Height = picture.Height, SizeBytes = picture.Bytes.Length, AddedAs = caller.ShownAs, AddedAt = now,
        };
        await transaction.Execute(Insert, added);
        await LogoPictureRow.Pieces.Keep(transaction, added.LogoId, picture.Bytes);
        var answer = added.ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }
}
