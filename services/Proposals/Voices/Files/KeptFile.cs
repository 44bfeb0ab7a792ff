using Participatory.Platform.Calls;
using Participatory.Platform.Pictures;
using Participatory.Platform.Sounds;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Voices.Files;

/// <summary>What somebody recorded, or a picture of what they drew, without anything that came along with it.</summary>
/// <param name="Kind">What the content is, whatever it was called.</param>
/// <param name="MediaType">As <see cref="Sound"/> or <see cref="Picture"/> has it.</param>
/// <param name="Seconds">How long a sound plays; null of a drawing.</param>
/// <param name="Width">Of a drawing, in points; null of a sound.</param>
/// <param name="Height">Of a drawing, in points; null of a sound.</param>
/// <param name="Bytes">The file that we keep.</param>
internal sealed record KeptFile(VoiceFileKind Kind, string MediaType, int? Seconds, int? Width, int? Height, byte[] Bytes)
{
    /// <summary>The largest file that we take, as of a sound and of a picture.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>The bytes of files.</summary>
    public static readonly FilePieces Pieces = new("voice_file_piece");

    /// <summary>What pictures of telephones begin with in the box in which sounds of telephones come.</summary>
    private static readonly string[] PhonePictures =
        ["heic", "heix", "heif", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis"];

    private static readonly Sql Insert = new("""
        INSERT INTO voice_file (voice_id, media_type, seconds, width, height, size_bytes)
        VALUES (@voiceId, @MediaType, @Seconds, @Width, @Height, @sizeBytes)
        """);

    private static readonly Sql DeletePieces = new("""
        DELETE FROM voice_file_piece WHERE file_id IN (SELECT item FROM {texts @voiceIds} AS given)
        """);

    private static readonly Sql DeleteFiles = new("""
        DELETE FROM voice_file WHERE voice_id IN (SELECT item FROM {texts @voiceIds} AS given)
        """);

    /// <summary>Recognises a file by its content and keeps the sound or the picture in it.</summary>
    /// <exception cref="Refusal">It is neither, or not whole, too long or too large.</exception>
    public static KeptFile Clean(ReadOnlyMemory<byte> file)
    {
        if (file.IsEmpty)
        {
            throw new Refusal(ProposalsReasons.VoiceFileMissing, field: "content");
        }

        if (Sound.Begins(file.Span) && !IsPhonePicture(file.Span))
        {
            var sound = Sound.Clean(file);
            var seconds = Math.Max(1, (int)Math.Ceiling(sound.Length.TotalSeconds));
            return new KeptFile(VoiceFileKind.Sound, sound.MediaType, seconds, Width: null, Height: null, sound.Bytes);
        }

        try
        {
            var picture = Picture.Clean(file);
            return new KeptFile(
                VoiceFileKind.Drawing, picture.MediaType, Seconds: null, picture.Width, picture.Height, picture.Bytes);
        }
        catch (Refusal refusal) when (refusal.Reason == PictureReasons.KindUnknown)
        {
            // It might have been meant as either.
            throw new Refusal(ProposalsReasons.VoiceFileUnknown, field: "content");
        }
    }

    /// <summary>Nothing of the files of these voices stays.</summary>
    public static async Task DeleteOf(Transaction transaction, IReadOnlyCollection<string> voiceIds)
    {
        var which = new { voiceIds = Sql.List(voiceIds) };
        await transaction.Execute(DeletePieces, which);
        await transaction.Execute(DeleteFiles, which);
    }

    /// <summary>Keeps it with a voice that is kept.</summary>
    public async Task Keep(Transaction transaction, string voiceId)
    {
        await transaction.Execute(Insert, new { voiceId, MediaType, Seconds, Width, Height, sizeBytes = Bytes.Length });
        await Pieces.Keep(transaction, voiceId, Bytes);
    }

    private static bool IsPhonePicture(ReadOnlySpan<byte> file) =>
        file.Length >= 12 && file[4..8].SequenceEqual("ftyp"u8)
            && PhonePictures.Contains(System.Text.Encoding.Latin1.GetString(file[8..12]), StringComparer.Ordinal);
}
