using Participatory.Contracts.People;
using Participatory.People.Profile;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.People.Letters;

/// <summary>An administrator changes the council's own words in letters and e-mails.</summary>
internal sealed class ChangeLetterWords(Database database, TimeProvider clock)
{
    private static readonly Sql Insert = new($"""
        INSERT INTO council_letters ({LettersRow.Columns})
        VALUES (@Version, @Heading, @Words, @MailWords, @ChangedAs, @ChangedAt)
        """);

    public async Task<LetterWords> Handle(ChangeLetterWordsRequest request, Caller caller, CancellationToken cancellation)
    {
        var letters = request.Letters ?? new LetterWords();
        var fields = new Fields().RequestId(request.RequestId)
            .Text("letters.heading", letters, required: false)
            .Text("letters.paragraphs", letters, required: false)
            .Text("letters.mail_words", letters, required: false);
        Places(fields, "letters.heading", letters.Heading, LetterPlaces.OfLetters);
        Places(fields, "letters.paragraphs", letters.Paragraphs, LetterPlaces.OfLetters);
        Places(fields, "letters.mail_words", letters.MailWords, LetterPlaces.OfMail);
        fields.Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, LetterWords.Parser) is { } before)
        {
            return before;
        }

        await transaction.Hold("letters");
        var changed = Decide(
            await LettersRow.LoadLastOrNull(transaction), LettersRow.Of(letters), letters.Version, caller, clock.GetUtcNow());
        await transaction.Execute(Insert, changed);
        await transaction.Publish(new LetterWordsChanged(changed.Version, changed.Heading, changed.Words));
        var answer = changed.ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The version that comes after the last one.</summary>
    /// <param name="last">Null where all words are ours.</param>
    /// <param name="looked">The version that was looked at.</param>
    /// <exception cref="Refusal">Somebody changed it meanwhile, or nothing is changed.</exception>
    internal static LettersRow Decide(LettersRow? last, LettersRow asked, int looked, Caller caller, DateTimeOffset now)
    {
        var was = last ?? new LettersRow();
        var same = (was.Heading, was.Words, was.MailWords) == (asked.Heading, asked.Words, asked.MailWords);
        var version = NextVersion.After(was.Version, last?.ChangedAs, looked, same);
        return asked with { Version = version, ChangedAs = caller.ShownAs, ChangedAt = now };
    }

    private static void Places(Fields fields, string field, string words, IReadOnlyList<string> known)
    {
        var unknown = LetterPlaces.Unknown(words, known);
        fields.Require(
            unknown is null, field, PeopleReasons.LetterPlaceUnknown, ("place", unknown ?? ""), ("known", LetterPlaces.Typed(known)));
    }
}
