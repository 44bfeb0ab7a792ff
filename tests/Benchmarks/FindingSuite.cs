using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Participatory.Proposals.V1;
using Participatory.Standalone;
using Participatory.Standalone.Demo;
using Participatory.Types.V1;

namespace Participatory.Benchmarks;

/// <summary>
/// 10,000 ideas in one round, sent in through the gRPC door, and then what it costs to find among them: processor time of the whole house
/// for a page of the list, of a search, of each order and of the map, and for what is like a text.
/// </summary>
internal static class FindingSuite
{
    private const int Areas = 8;
    private const string Round = "a-city-proposes";

    /// <summary>As many different words as people have for what they wish, some of them much more often than others.</summary>
    private const int Vocabulary = 4_000;

    private const int WordsOfIdea = 60;

    public static IEnumerable<Figure> Run(bool quick) => Measured(quick ? 500 : 10_000, quick ? 10 : 60).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<Figure>> Measured(int ideas, int looks)
    {
        var folder = Directory.CreateTempSubdirectory("participatory-finding-").FullName;
        try
        {
            await using var house = await House.Open(folder, "http://127.0.0.1:0", CancellationToken.None);
            using var doors = new Doors(house.GrpcDoor, house.IssueIdentity);
            var before = Environment.CpuUsage.TotalTime;
            await Propose(doors, ideas);
            List<Figure> figures =
                [new($"{ideas} ideas come in, each", (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / ideas, "ms")];

            using var browser = new HttpClient { BaseAddress = house.Pages };
            (string Name, string Asked)[] pages =
            [
                ("shuffled", ""), ("the most supported first", "?order=MostSupported"),
                ("of one area, the newest first", $"?area={Code(1)}&order=Newest"),
                ("a common word", $"?search={Word(0)}"), ("two words, one a beginning", $"?search={Word(40)}+{Word(41)[..4]}"),
                ("a rare word", $"?search={Word(Vocabulary - 1)}"), ("the nearest to a point first", "?order=Nearest&near=52.1,2.9"),
            ];
            foreach (var (name, asked) in pages)
            {
                figures.Add(new($"page of ideas: {name}", await Cost(looks, () => Look(browser, $"rounds/{Round}/ideas{asked}")), "ms"));
            }

            await Outline(doors);
            figures.Add(new("map of all ideas", await Cost(looks, () => Look(browser, $"rounds/{Round}/map")), "ms"));
            figures.Add(new("map of one area", await Cost(looks, () => Look(browser, $"rounds/{Round}/map?area={Code(1)}")), "ms"));
            figures.Add(new("map of the newest rounds", await Cost(looks, () => Look(browser, "map")), "ms"));
            figures.Add(new("map of all ideas, without its page", await Cost(looks, async () =>
                await doors.Anyone.Proposals.GetMapAsync(new GetMapRequest { RoundId = Round })), "ms"));
            figures.Add(new("ideas nearest to a point, without their page", await Cost(looks, async () =>
                await doors.Anyone.Proposals.ListFoundProposalsAsync(new ListFoundProposalsRequest
                {
                    RoundId = Round, Order = ProposalOrder.Nearest, PageSize = 48,
                    Near = new MapPoint { LatitudeE5 = 5_210_000, LongitudeE5 = 290_000 },
                })), "ms"));
            figures.Add(new(
                "search over all rounds: a common word", await Cost(looks, () => Look(browser, $"search?search={Word(0)}")), "ms"));
            var random = new Random(4711);
            figures.Add(new("what is like an idea", await Cost(looks, async () =>
            {
                var (title, words) = Written(random);
                await doors.Anyone.Proposals.GetSimilarProposalsAsync(
                    new GetSimilarProposalsRequest { RoundId = Round, Title = title, Words = words });
            }), "ms"));
            return figures;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Propose(Doors doors, int ideas)
    {
        var now = DateTimeOffset.UtcNow;
        Timestamp Day(int day) => Timestamp.FromDateTimeOffset(now.AddDays(day));
        var round = new Round
        {
            RoundId = Round, Title = "A city proposes", Description = "What people wish for.", Currency = "GBP",
            Dates = new PhaseDates
            {
                ListeningFrom = Day(-2), AcceptingFrom = Day(20), ReviewingFrom = Day(40), BallotingFrom = Day(60), FinishedFrom = Day(80),
            },
            Voting = new VotingRules
            {
                VoteType = VoteType.Approval, MinLength = 1, Rule = "equal-shares/add1u", Utility = "cost", Ties = "es",
            },
            Policies = new Policies { PayWithinDays = 10, AnswerWithinDays = 5, StoryAfterDays = 90, Unspent = UnspentPolicy.RollOver },
        };
        round.Areas.AddRange(Enumerable.Range(0, Areas).Select(area => new Area { AreaCode = Code(area), Name = $"Area {area + 1}" }));
        await doors.Officer.Proposals.CreateRoundAsync(new CreateRoundRequest { RequestId = Id(), Round = round });
        await doors.Officer.Proposals.AdvanceRoundAsync(new AdvanceRoundRequest
        {
            RequestId = Id(), RoundId = Round, ToPhase = Phase.Accepting, Reason = "Everybody is ready.",
        });
        var random = new Random(42);
        for (var idea = 0; idea < ideas; idea++)
        {
            var (title, words) = Written(random);
            // More than a resident sends in within an hour.
            await doors.Officer.Proposals.CreateProposalAsync(new CreateProposalRequest
            {
                RequestId = Id(),
                Proposal = new Proposal
                {
                    RoundId = Round, AreaCode = Code(idea % Areas), Title = title, Words = words,
                    Place = new IdeaPlace
                    {
                        Point = new MapPoint
                        {
                            LatitudeE5 = 5_200_000 + random.Next(20_000),
                            LongitudeE5 = 280_000 + ((idea % Areas) * 20_000) + random.Next(20_000),
                        },
                    },
                },
            });
        }
    }

    /// <summary>Squares with as many points as an outline keeps.</summary>
    private static async Task Outline(Doors doors)
    {
        var features = Enumerable.Range(0, Areas).Select(area =>
        {
            var west = 2.8 + (area * 0.2);
            var points = Enumerable.Range(0, 100).Select(step => (west + (step * 0.002), 52 + (step % 2 * 0.001)))
                .Concat(Enumerable.Range(0, 100).Select(step => (west + 0.2 - (step % 2 * 0.001), 52 + (step * 0.002))))
                .Append((west, 52.2)).Append((west, 52.0));
            var ring = string.Join(
                ',', points.Select(point => FormattableString.Invariant($"[{point.Item1:0.#####},{point.Item2:0.#####}]")));
            return $$$"""
                {"type":"Feature","properties":{"code":"{{{Code(area)}}}"},"geometry":{"type":"Polygon","coordinates":[[{{{ring}}}]]}}
                """;
        });
        using var call = doors.Officer.Proposals.ImportOutlines();
        await call.RequestStream.WriteAsync(new ImportOutlinesRequest
        {
            RequestId = Id(), RoundId = Round,
            Content = Google.Protobuf.ByteString.CopyFromUtf8($$"""{"features":[{{string.Join(',', features)}}]}"""),
        });
        await call.RequestStream.CompleteAsync();
        await call.ResponseAsync;
    }

    // The third power makes the first words many times as frequent as the last ones.
    private static (string Title, string Words) Written(Random random)
    {
        string Some(int count) => string.Join(
            ' ', Enumerable.Range(0, count).Select(_ => Word((int)(Math.Pow(random.NextDouble(), 3) * Vocabulary))));
        return (Some(4), Some(WordsOfIdea));
    }

    // Letters without a meaning, other ones for each number; the first three spread, as those of real words do.
    private static string Word(int number)
    {
        var letters = new char[6];
        for (var (at, rest) = (0, (number * 7_919) % 1_000_003); at < letters.Length; at++, rest /= 13)
        {
            letters[at] = (char)('a' + (rest % 13));
        }

        return new string(letters);
    }

    private static async Task<double> Cost(int looks, Func<Task> look)
    {
        // What is compiled on the way is compiled first.
        await Times(looks / 3);
        var before = Environment.CpuUsage.TotalTime;
        await Times(looks);
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / looks;

        async Task Times(int times)
        {
            for (var time = 0; time < times; time++)
            {
                await look();
            }
        }
    }

    private static async Task Look(HttpClient browser, string page)
    {
        using var answer = await browser.GetAsync(new Uri(page, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    private static string Code(int area) => $"E0500000{area + 1}";

    private static string Id() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();
}
