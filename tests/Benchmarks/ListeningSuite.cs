using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Participatory.Proposals.V1;
using Participatory.Standalone;
using Participatory.Standalone.Demo;
using Participatory.Types.V1;

namespace Participatory.Benchmarks;

/// <summary>
/// What a borough says before anybody proposes, at its size: 700 people in 8 areas say something, five sort 120 cards, 32 themes quote
/// them, everybody chooses, and each area has three priorities; all through the gRPC door. Then what each page of it costs: processor time
/// of the whole house, for nobody.
/// </summary>
internal static class ListeningSuite
{
    private const int Areas = 8;
    private const int ThemesOfArea = 4;
    private const int Places = 3;
    private const int Quotes = 5;
    private const int Sorters = 5;
    private const string Round = "a-borough-listens";

    public static IEnumerable<Figure> Run(bool quick) => Measured(quick ? 80 : 700, quick ? 10 : 60).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<Figure>> Measured(int people, int looks)
    {
        var folder = Directory.CreateTempSubdirectory("participatory-listening-").FullName;
        try
        {
            await using var house = await House.Open(folder, "http://127.0.0.1:0", CancellationToken.None);
            using var doors = new Doors(house.GrpcDoor, house.IssueIdentity);
            var before = Environment.CpuUsage.TotalTime;
            var voices = await Listen(doors, people);
            var sort = await Sort(doors);
            await Name(doors, voices);
            await Choose(doors, people);
            var played = (Environment.CpuUsage.TotalTime - before).TotalSeconds;

            using var browser = new HttpClient { BaseAddress = house.Pages };
            List<Figure> figures = [new($"{people} people are heard, through to priorities", played, "s")];
            foreach (var page in (string[])["", "/voices", "/themes", "/priorities", $"/sorting/{sort}/result"])
            {
                var name = $"page of the round{page.Replace(sort, "…", StringComparison.Ordinal)}";
                figures.Add(new(name, await Cost(browser, page, looks), "ms"));
            }

            return figures;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Voice>> Listen(Doors doors, int people)
    {
        var now = DateTimeOffset.UtcNow;
        Timestamp Day(int day) => Timestamp.FromDateTimeOffset(now.AddDays(day));
        var round = new Round
        {
            RoundId = Round, Title = "A borough listens", Description = "What matters to people who live here.", Currency = "GBP",
            Dates = new PhaseDates
            {
                ListeningFrom = Day(-1), AcceptingFrom = Day(20), ReviewingFrom = Day(40), BallotingFrom = Day(60), FinishedFrom = Day(80),
            },
            Voting = new VotingRules
            {
                VoteType = VoteType.Approval, MinLength = 1, Rule = "equal-shares/add1u", Utility = "cost", Ties = "es",
            },
            Policies = new Policies { PayWithinDays = 10, AnswerWithinDays = 5, StoryAfterDays = 90, Unspent = UnspentPolicy.RollOver },
        };
        round.Areas.AddRange(Enumerable.Range(0, Areas).Select(area => new Area { AreaCode = Code(area), Name = $"Area {area + 1}" }));
        await doors.Officer.Proposals.CreateRoundAsync(new CreateRoundRequest { RequestId = Id(), Round = round });
        var question = await doors.Officer.Proposals.AskQuestionAsync(new AskQuestionRequest
        {
            RequestId = Id(),
            Question = new OpenQuestion
            {
                RoundId = Round, Words = "What does a good life here look like?", OpenTime = Day(-1), CloseTime = Day(19),
            },
        });
        var said = new Voice[people];
        await Parallel.ForEachAsync(Enumerable.Range(0, people), async (person, stop) =>
            said[person] = await doors.Resident(person).Proposals.SayVoiceAsync(
                new SayVoiceRequest
                {
                    RequestId = Id(),
                    Voice = new Voice
                    {
                        QuestionId = question.QuestionId, AreaCode = Code(person % Areas), Language = "en",
                        Audience = VoiceAudience.WithoutName,
                        Words = $"I am number {person}, and I would like to get to the shop, the doctor and my sister by myself.",
                    },
                },
                cancellationToken: stop));
        return said;
    }

    private static async Task<string> Sort(Doors doors)
    {
        var sort = await doors.Officer.Proposals.OpenCardSortAsync(new OpenCardSortRequest { RequestId = Id(), RoundId = Round });
        var cards = (await doors.Anyone.Proposals.GetCardsAsync(new GetCardsRequest { SortId = sort.SortId })).Cards;
        for (var person = 0; person < Sorters; person++)
        {
            var request = new SortCardsRequest { RequestId = Id(), SortId = sort.SortId };
            request.Piles.AddRange(cards.Index().GroupBy(card => card.Index * (person + 1) % 11).Select(pile => new Pile
            {
                Name = $"Pile {pile.Key}", VoiceIds = { pile.Select(card => card.Item.VoiceId) },
            }));
            await doors.Resident(person).Proposals.SortCardsAsync(request);
        }

        await doors.Officer.Proposals.CloseCardSortAsync(new CloseCardSortRequest { RequestId = Id(), SortId = sort.SortId });
        return sort.SortId;
    }

    private static async Task Name(Doors doors, IReadOnlyList<Voice> voices)
    {
        foreach (var (area, of) in voices.GroupBy(voice => voice.AreaCode).Select(of => (of.Key, of.ToList())))
        {
            for (var at = 0; at < ThemesOfArea; at++)
            {
                var theme = await doors.Officer.Proposals.NameThemeAsync(new NameThemeRequest
                {
                    RequestId = Id(),
                    Theme = new Theme
                    {
                        RoundId = Round, AreaCode = area, Statement = $"I can do thing {at} by myself",
                        VoiceIds = { Enumerable.Range(0, Quotes).Select(quote => of[(at + quote) % of.Count].VoiceId).Distinct() },
                    },
                });
                await doors.Officer.Proposals.PublishThemeAsync(new PublishThemeRequest { RequestId = Id(), ThemeId = theme.ThemeId });
            }
        }
    }

    private static async Task Choose(Doors doors, int people)
    {
        var themes = new List<string>[Areas];
        for (var area = 0; area < Areas; area++)
        {
            themes[area] = [.. (await doors.Officer.Proposals.GetChoosableThemesAsync(
                new GetChoosableThemesRequest { RoundId = Round, AreaCode = Code(area) })).Themes.Select(theme => theme.ThemeId)];
            await doors.Officer.Proposals.OpenChoiceAsync(new OpenChoiceRequest
            {
                RequestId = Id(), RoundId = Round, AreaCode = Code(area), Places = Places, Rule = "equal-shares",
                CloseTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddSeconds(30)),
                AnswerTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(90)), AnswerRole = "Head of neighbourhoods",
            });
        }

        // In each area the first theme is chosen by everybody, the second by one in two, and so on: so it is known what has to come out.
        static bool Wants(int person, int theme) => person / Areas % (theme + 1) == 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, people), async (person, stop) =>
            await doors.Resident(person).Proposals.ChooseThemesAsync(
                new ChooseThemesRequest
                {
                    RequestId = Id(), RoundId = Round, AreaCode = Code(person % Areas),
                    ThemeIds = { themes[person % Areas].Where((_, theme) => Wants(person, theme)) },
                },
                cancellationToken: stop));

        for (var area = 0; area < Areas; area++)
        {
            var here = new ListChoicesRequest { RoundId = Round, AreaCode = Code(area) };
            var decided = await DemoRound.Until("What people chose", async () =>
                (await doors.Anyone.Proposals.ListChoicesAsync(here)).Choices[0] is { State: ThemeChoiceState.Decided } one ? one : null,
                CancellationToken.None);
            var choosers = Enumerable.Range(0, people).Where(person => person % Areas == area).ToList();
            if (decided.People != choosers.Count || decided.Themes.Count(theme => theme.Rank > 0) != Places
                || (decided.People >= 20 && themes[area].Index().Any(theme => choosers.Count(person => Wants(person, theme.Index))
                    != decided.Themes.Single(one => one.ThemeId == theme.Item).Chosen)))
            {
                throw new InvalidOperationException($"Area {area} was counted otherwise than it was chosen.");
            }
        }
    }

    private static async Task<double> Cost(HttpClient browser, string page, int looks)
    {
        // What is compiled on the way is compiled first.
        await Look(looks / 3);
        var before = Environment.CpuUsage.TotalTime;
        await Look(looks);
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / looks;

        async Task Look(int times)
        {
            for (var time = 0; time < times; time++)
            {
                using var answer = await browser.GetAsync(new Uri($"rounds/{Round}{page}", UriKind.Relative));
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync();
            }
        }
    }

    private static string Code(int area) => $"E0500000{area + 1}";

    private static string Id() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();
}
