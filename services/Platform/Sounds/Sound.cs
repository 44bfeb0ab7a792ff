using Google.Protobuf;
using Participatory.Platform.Calls;
using Participatory.Platform.Uploads;

namespace Participatory.Platform.Sounds;

/// <summary>
/// Sound and nothing else: put together anew from the parts of a file that can be heard, so that no name, place, picture,
/// comment and second file comes along.
/// </summary>
/// <param name="MediaType">audio/webm (Opus), audio/aac (ADTS), audio/mpeg or audio/wav: what the content is, whatever it was
/// called.</param>
/// <param name="Length">How long it plays.</param>
/// <param name="Bytes">The file that we keep.</param>
public sealed record Sound(string MediaType, TimeSpan Length, byte[] Bytes)
{
    /// <summary>The largest file that we take.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>The longest that we take.</summary>
    public static readonly TimeSpan MaxLength = TimeSpan.FromMinutes(10);

    /// <summary>How a sound arrives that is sent in pieces.</summary>
    /// <param name="content">The piece in a message.</param>
    public static Upload<TRequest> Upload<TRequest>(Func<TRequest, ByteString> content)
        where TRequest : class, IMessage<TRequest>, new() => new(
            content, SoundReasons.TooLarge, SoundReasons.Missing, MaxBytes);

    /// <summary>The file begins like a sound of a kind that we know.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) =>
        Webm.Begins(file) || Ogg.Begins(file) || Mp4.Begins(file) || Adts.Begins(file) || Wav.Begins(file) || Mp3.Begins(file);

    /// <summary>Recognises a file by its content and keeps the sound in it.</summary>
    /// <exception cref="Refusal">It is not a sound of a kind that we know, is not whole, is too long, or costs more than a
    /// <see cref="Budget"/>.</exception>
    public static Sound Clean(ReadOnlyMemory<byte> file)
    {
        var budget = new Budget(file.Length, Broken);
        var sound = Webm.Begins(file.Span) ? OpusFile.From(Webm.Read(file, budget))
            : Ogg.Begins(file.Span) ? OpusFile.From(Ogg.Read(file, budget))
            : Mp4.Begins(file.Span) ? Mp4.Clean(file, budget)
            : Adts.Begins(file.Span) ? Adts.Clean(file, budget)
            : Wav.Begins(file.Span) ? Wav.Clean(file.Span, budget)
            : Mp3.Begins(file.Span) ? Mp3.Clean(file, budget)
            : throw Unknown(file.Span);
        budget.CheckApart();
        budget.Keep(sound.Bytes);
        return sound.Length <= MaxLength
            ? sound
            : throw new Refusal(SoundReasons.TooLong, field: "content");
    }

    /// <summary>The file begins as it should and then does not go on so.</summary>
    public static Refusal Broken() =>
        new(SoundReasons.Broken, field: "content");

    /// <summary>There are pictures in it.</summary>
    public static Refusal IsFilm() =>
        new(SoundReasons.IsFilm, field: "content");

    /// <summary>Goes on only where the file is as it has to be.</summary>
    public static void Require(bool holds)
    {
        if (!holds)
        {
            throw Broken();
        }
    }

    /// <summary>It is in a box that we know, and coded in a way that we do not.</summary>
    public static Refusal CodedOtherwise() =>
        new(SoundReasons.CodedOtherwise, field: "content");

    private static Refusal Unknown(ReadOnlySpan<byte> file) =>
        new(file.IsEmpty ? SoundReasons.Missing : SoundReasons.KindUnknown, field: "content");
}
