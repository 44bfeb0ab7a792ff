using Participatory.Proposals.V1;

namespace Participatory.Standalone.Demo;

/// <summary>
/// Three people sort what was said, each on their own, and an officer names themes with the voices behind them. One theme waits to be
/// published, and the cards of one area lie open for whoever looks at the demonstration.
/// </summary>
internal static class MakingSense
{
    private const int FitsNone = -1;

    /// <summary>What belongs together, how each of the three calls it, the theme, and words by which a voice is known.</summary>
    private static readonly Topic[] Topics =
    [
        new("I can get where I need to go by myself",
            ["Getting about", "On my own two feet", "Getting about"],
            ["to the shop by myself", "wheelchair", "A bench", "to the doctor",
                "bus at ten", "bus ticket", "to the hospital", "walk home"]),
        new("I know people here, and they know me",
            ["Neighbours", "Neighbours", "Together"],
            ["good morning", "on my landing", "lollipop", "dance class",
                "Cooking together", "car does not start", "open kitchen", "We meet there"]),
        new("I have green and quiet close to my door",
            ["Green and quiet", "Nature", "Nature"],
            ["Trees", "Less noise", "pond", "swifts", "allotments", "Seeds", "Peace and quiet", "quiet in the morning"]),
        new("I can use what I know for others",
            ["What we bring", "What we bring", "Offers"],
            ["bake for forty", "and a van", "Polish", "mend a bicycle",
                "make films", "letter that gets an answer", "plumber", "sewing machine", "I can sign"]),
        new("I am asked before things are decided",
            ["Having a say", "Being asked", "Being asked"],
            ["To be asked", "letters that the council sends"]),
    ];

    public static Task Play(Script script, Doors doors, Stages stages, CancellationToken cancellation) =>
        // A published election has told us nothing of what people said before it.
        script.ImportedFrom.Length > 0 ? Task.CompletedTask
        : stages.Play("Three people sort what was said", 3 + Topics.Length, async step =>
        {
            var sort = await Open(script, doors, "", cancellation);
            var deck = await doors.Anyone.Proposals.GetCardsAsync(new GetCardsRequest { SortId = sort }, cancellationToken: cancellation);
            Door[] people = [doors.Volunteer, doors.Resident(1), doors.Officer];
            foreach (var (person, door) in people.Index())
            {
                await door.Proposals.SortCardsAsync(Sorted(script, sort, person, deck.Cards), cancellationToken: cancellation);
                step();
            }

            await doors.Officer.Proposals.CloseCardSortAsync(
                new CloseCardSortRequest { RequestId = script.Id("sorting/close"), SortId = sort }, cancellationToken: cancellation);
            foreach (var (at, topic) in Topics.Index())
            {
                await Name(script, doors, at, topic, deck.Cards, cancellation);
                step();
            }

            await Draft(script, doors, deck.Cards, cancellation);
            await Open(script, doors, script.Areas[0].Code, cancellation);
        });

    private static async Task<string> Open(Script script, Doors doors, string area, CancellationToken cancellation) =>
        (await doors.Officer.Proposals.OpenCardSortAsync(
            new OpenCardSortRequest { RequestId = script.Id($"sorting/{area}"), RoundId = script.RoundId, AreaCode = area },
            cancellationToken: cancellation)).SortId;

    /// <summary>Most cards lie as their topic says; of some each person thinks otherwise, by the length of the words.</summary>
    private static SortCardsRequest Sorted(Script script, string sort, int person, IEnumerable<Voice> cards)
    {
        var request = new SortCardsRequest { RequestId = script.Id($"sorting/by/{person}"), SortId = sort };
        request.Piles.AddRange(Topics.Select(topic => new Pile { Name = topic.Names[person] }));
        foreach (var card in cards)
        {
            var topic = TopicOf(card);
            var other = card.Words.Length % 7 == person;
            topic = !other ? topic : topic == FitsNone ? card.Words.Length % Topics.Length : FitsNone;
            (topic == FitsNone ? request.FitsNoneVoiceIds : request.Piles[topic].VoiceIds).Add(card.VoiceId);
        }

        return request;
    }

    private static async Task Name(
        Script script, Doors doors, int at, Topic topic, IEnumerable<Voice> cards, CancellationToken cancellation)
    {
        string[] voices = [.. cards.Where(card => TopicOf(card) == at).Select(card => card.VoiceId)];
        var theme = await doors.Officer.Proposals.NameThemeAsync(
            new NameThemeRequest
            {
                RequestId = script.Id($"theme/{at}"),
                Theme = new Theme
                {
                    RoundId = script.RoundId, Statement = topic.Statement, VoiceIds = { voices },
                    FewReason = "Only a few people said this, and the council can do something about it at once.",
                },
            },
            cancellationToken: cancellation);
        await doors.Officer.Proposals.PublishThemeAsync(
            new PublishThemeRequest { RequestId = script.Id($"theme/publish/{at}"), ThemeId = theme.ThemeId },
            cancellationToken: cancellation);
    }

    private static async Task Draft(Script script, Doors doors, IEnumerable<Voice> cards, CancellationToken cancellation) =>
        await doors.Officer.Proposals.NameThemeAsync(
            new NameThemeRequest
            {
                RequestId = script.Id("theme/draft"),
                Theme = new Theme
                {
                    RoundId = script.RoundId, Statement = "I have a place for the evening",
                    FewReason = "We would like to ask more people first.",
                    VoiceIds = { cards.Where(card => TopicOf(card) == FitsNone).Take(2).Select(card => card.VoiceId) },
                },
            },
            cancellationToken: cancellation);

    private static int TopicOf(Voice card) => Array.FindIndex(
        Topics, topic => Array.Exists(topic.Keys, key => card.Words.Contains(key, StringComparison.Ordinal)));

    /// <param name="Names">How each of the three calls the pile.</param>
    private sealed record Topic(string Statement, string[] Names, string[] Keys);
}
