using Google.Protobuf.WellKnownTypes;
using Participatory.People.V1;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.People.Letters;

/// <summary>A version of the council's own words in letters and e-mails; what is empty is ours.</summary>
internal sealed record LettersRow
{
    /// <summary>Every column in the order in which all statements name them.</summary>
    public const string Columns = "version, heading, words, mail_words, changed_as, changed_at";

    private static readonly Sql SelectLast = new($"""
        SELECT {Columns} FROM council_letters WHERE version = (SELECT MAX(version) FROM council_letters)
        """);

    public int Version { get; init; }
    public string Heading { get; init; } = "";
    public string Words { get; init; } = "";
    public string MailWords { get; init; } = "";
    public string ChangedAs { get; init; } = "";
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The newest version, or null where all words are ours.</summary>
    public static Task<LettersRow?> LoadLastOrNull(Session session) => session.One<LettersRow?>(SelectLast, new { });

    /// <summary>As an administrator wrote it, without spaces around it.</summary>
    public static LettersRow Of(LetterWords letters) => new()
    {
        Heading = letters.Heading.Trim(), Words = letters.Paragraphs.Trim(), MailWords = letters.MailWords.Trim(),
    };

    /// <summary>At the end of every e-mail of the council of that name.</summary>
    public string InMail(string council) =>
        LetterPlaces.Fill(MailWords, new Dictionary<string, string>(StringComparer.Ordinal) { ["council"] = council });

    public LetterWords ToMessage() => new()
    {
        Version = Version, Heading = Heading, Paragraphs = Words, MailWords = MailWords, ChangedBy = ChangedAs,
        ChangeTime = ChangedAt.ToTimestamp(),
    };
}
