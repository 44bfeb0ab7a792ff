using Google.Protobuf.WellKnownTypes;
using Participatory.Gateway.Pages.Council.Roll;
using Participatory.Gateway.Pages.Shared;
using Participatory.People.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Profile;

/// <summary>How a letter and the end of an e-mail read with the council's own words; drawn by _Words, of a round that is made up.</summary>
/// <param name="Mail">Paragraphs; none where the council has no words there.</param>
public sealed record LettersShown(LetterSheet Sheet, IReadOnlyList<string> Mail)
{
    /// <summary>When the round that is made up closes.</summary>
    private static readonly TimeSpan ClosesIn = TimeSpan.FromDays(30);

    /// <param name="root">Of the pages, as it stands in letters.</param>
    public static LettersShown Of(LetterWords letters, Settings.Council council, string root, CouncilDays days, DateTimeOffset now)
    {
        var close = Timestamp.FromDateTimeOffset(days.EndOfDay(now + ClosesIn));
        var sheet = new LetterSheet(
            council.Name, Words.Profile.LettersSampleRound, Words.Profile.LettersSampleArea, Words.Letters.SampleVoter,
            root + Links.Vote(Words.Profile.LettersSampleId), Words.Letters.SampleCode, close)
        {
            OwnHeading = letters.Heading, OwnWords = letters.Paragraphs,
        };
        var known = new Dictionary<string, string>(StringComparer.Ordinal) { ["council"] = council.Name };
        return new LettersShown(
            sheet,
            [.. letters.MailWords.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(one => LetterPlaces.Fill(one, known))]);
    }
}
