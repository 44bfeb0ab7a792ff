using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Standalone;
using Participatory.Standalone.Demo;
using Participatory.Tests.Harness;
using Participatory.Voting.V1;
using Participatory.Words;

namespace Participatory.Tests.Service.AtTheDoor.Languages;

/// <summary>A second language of ten sentences, de.json: wherever one of them is said to somebody who has chosen it, it is in it.</summary>
public sealed partial class SecondLanguageTests : IDisposable
{
    private static readonly Dictionary<string, Dictionary<string, string>> Ten =
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(File.ReadAllText(
            Path.Combine(Repository.Root, "tests", "Service", "Gateway", "Languages", "de.json")))!;

    private readonly string data = Directory.CreateTempSubdirectory("participatory-german-").FullName;

    public SecondLanguageTests() => LanguageFile.Add("de", Ten.ToDictionary(
        home => home.Key, home => (IReadOnlyDictionary<string, string>)home.Value, StringComparer.Ordinal));

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public void A_language_says_what_English_says_with_the_same_places()
    {
        Assert.Equal(10, Ten.Sum(home => home.Value.Count));
        Assert.Empty(PlacesThatDiffer(Ten.Select(home => (home.Key, (IReadOnlyDictionary<string, string>)home.Value))));
        Assert.Single(PlacesThatDiffer([("Notices", new Dictionary<string, string> { ["InfeasibleSubject"] = "Ihre Idee" })]));
        Assert.Single(PlacesThatDiffer([("Notices", new Dictionary<string, string> { ["NoSuchSentence"] = "Ihre Idee" })]));

        var shipped = Directory.EnumerateFiles(Path.Combine(Repository.Root, "services", "Words"), "*.resx")
            .Select(path => (Path: path, Name: ShippedLanguage().Match(Path.GetFileName(path)))).Where(file => file.Name.Success)
            .Select(file => (file.Name.Groups["home"].Value, (IReadOnlyDictionary<string, string>)System.Xml.Linq.XDocument.Load(file.Path)
                .Root!.Elements("data").ToDictionary(one => one.Attribute("name")!.Value, one => one.Element("value")!.Value)));
        Assert.Empty(PlacesThatDiffer(shipped));
    }

    [Fact]
    public async Task Whoever_chooses_it_reads_it_on_pages_in_refusals_of_every_service_and_in_e_mail()
    {
        await using var house = await House.Open(
            data, "http://127.0.0.1:0", CancellationToken.None, settings: new Dictionary<string, string?>
            {
                ["Council:Languages:0"] = "en-GB", ["Council:Languages:1"] = "de-DE",
            });
        using var tom = await Visitor.SignedIn(house.Pages, house.GrpcDoor, "volunteer");
        using var amina = await Visitor.SignedIn(house.Pages, house.GrpcDoor, "resident");

        Assert.Contains("Please choose one of the languages that we speak.", await Choose(tom, "fr-FR"), StringComparison.Ordinal);
        var before = await Read(await tom.Open("/my"));
        Assert.Contains("Sign out", before, StringComparison.Ordinal);
        Assert.Contains("href=\"/my/language\"", before, StringComparison.Ordinal);
        var after = await Choose(tom, "de-DE");
        Assert.Contains("lang=\"de-DE\"", after, StringComparison.Ordinal);
        Assert.All(Ten["Site"].Values.Concat(Ten["My"].Values), said => Assert.Contains(said, after, StringComparison.Ordinal));
        Assert.Contains("Sign out", await Read(await amina.Open("/my")), StringComparison.Ordinal);

        Assert.Contains(Ten["Refusals.People"]["LANGUAGE_UNKNOWN"], await Choose(tom, "fr-FR"), StringComparison.Ordinal);
        await EveryServiceRefusesInGerman(house);
        await BothAreToldThatItCannotBeDone(house, tom, amina);
    }

    private static async Task EveryServiceRefusesInGerman(House house)
    {
        using var channel = Channels.To(house.GrpcDoor.ToString(), ProposalsService.Descriptor, VotingService.Descriptor,
            GrantsService.Descriptor, AccountabilityService.Descriptor);
        var calls = channel.For(() => null, TimeSpan.FromMinutes(1))
            .Intercept(new InReadersWords(new Say(TimeZoneInfo.Utc, TimeProvider.System)));
        (string Home, string Reason, Func<Task> Call)[] refused =
        [
            ("Proposals", "ROUND_NOT_FOUND",
                async () => await new ProposalsService.ProposalsServiceClient(calls).GetRoundAsync(new() { RoundId = "nowhere" })),
            ("Voting", "POLL_NOT_FOUND",
                async () => await new VotingService.VotingServiceClient(calls).GetPollAsync(new() { PollId = "nowhere" })),
            ("Grants", "AWARD_NOT_FOUND",
                async () => await new GrantsService.GrantsServiceClient(calls).GetAwardAsync(new() { AwardId = "nowhere" })),
            ("Accountability", "STORY_NOT_FOUND",
                async () => await new AccountabilityService.AccountabilityServiceClient(calls)
                    .GetStoryAsync(new() { ReportId = "nowhere" })),
        ];
        foreach (var (home, reason, call) in refused)
        {
            using (Language.In(CultureInfo.GetCultureInfo("de-DE")))
            {
                Assert.Equal(Ten[$"Refusals.{home}"][reason], (await Assert.ThrowsAsync<RpcException>(call)).Status.Detail);
            }
        }
    }

    private static async Task BothAreToldThatItCannotBeDone(House house, Visitor tom, Visitor amina)
    {
        using var officer = await Visitor.SignedIn(house.Pages, house.GrpcDoor, "officer");
        using var doors = new Doors(house.GrpcDoor, house.IssueIdentity);
        var script = ElmPark.Write(1, quick: true) with { Start = DateTimeOffset.UtcNow };
        await Stages.Show(stages => Opening.Play(script, doors, stages, CancellationToken.None));
        await Advance(Phase.Accepting);
        var his = await Propose(tom, "A roundabout");
        var hers = await Propose(amina, "A tunnel");
        await Advance(Phase.Reviewing);
        foreach (var idea in (string[])[his, hers])
        {
            await officer.Proposals.ValueProposalAsync(new ValueProposalRequest
            {
                RequestId = script.Id(idea), RoundId = script.RoundId, ProposalId = idea,
                Valuation = new Valuation { InfeasibleReason = "The land is not for sale." },
            });
        }

        var mails = await DemoRound.Until("The e-mails", async () => await Read(await amina.Open("/outbox")) is var shown
            && shown.Contains("A roundabout", StringComparison.Ordinal) && shown.Contains("A tunnel", StringComparison.Ordinal)
                ? shown : null,
            CancellationToken.None);
        Assert.Contains("Zu Ihrer Idee: A roundabout", mails, StringComparison.Ordinal);
        Assert.Contains("Danke für Ihre Idee „A roundabout“. So wie sie ist, geht sie nicht, weil: The land is not for sale.", mails,
            StringComparison.Ordinal);
        Assert.Contains("About your idea: A tunnel", mails, StringComparison.Ordinal);

        Task Advance(Phase to) => officer.Proposals.AdvanceRoundAsync(new AdvanceRoundRequest
        {
            RequestId = script.Id($"{to}"), RoundId = script.RoundId, ToPhase = to, Reason = "We begin.",
        }).ResponseAsync;

        async Task<string> Propose(Visitor who, string title) => (await who.Proposals.CreateProposalAsync(new CreateProposalRequest
        {
            RequestId = script.Id(title),
            Proposal = new Proposal
            {
                RoundId = script.RoundId, AreaCode = script.Areas[0].Code, Title = title, Words = "Because.", WhoBenefits = "All of us",
                Estimate = Opening.MoneyOf(script, 100_000), ShownAs = "A neighbour",
            },
        })).ProposalId;
    }

    private static async Task<string> Choose(Visitor who, string language) =>
        await Read(await who.Send(
            "/my/language", "/my/language", new() { ["Language"] = language, ["RequestId"] = Guid.NewGuid().ToString() }));

    private static async Task<string> Read(HttpResponseMessage answer)
    {
        using (answer)
        {
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>Sentences that name other places than the English ones, or that English does not have.</summary>
    private static IEnumerable<string> PlacesThatDiffer(
        IEnumerable<(string Home, IReadOnlyDictionary<string, string> Sentences)> language) =>
        from home in language
        let english = LanguageFile.English(home.Home).ToDictionary(StringComparer.Ordinal)
        from said in home.Sentences
        where !english.TryGetValue(said.Key, out var first)
            || !Places(first).SequenceEqual(Places(said.Value), StringComparer.Ordinal)
        select $"{home.Home}: {said.Key}";

    private static IEnumerable<string> Places(string sentence) =>
        Place().Matches(sentence).Select(place => place.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{[A-Za-z0-9][^{}]*\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Place();

    // Stories.cy.resx and Refusals.Voting.cy.resx, but not Refusals.Voting.resx.
    [GeneratedRegex(@"^(?<home>(Refusals\.)?[A-Za-z]+)\.[a-z]{2,3}(-[A-Za-z]+)?\.resx$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShippedLanguage();
}
