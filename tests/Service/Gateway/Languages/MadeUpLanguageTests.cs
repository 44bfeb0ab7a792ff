using System.Text;
using Google.Protobuf;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Participatory.Proposals.V1;
using Participatory.Standalone;
using Participatory.Standalone.Demo;
using Participatory.Tests.Harness;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.AtTheDoor.Languages;

/// <summary>
/// A round is played in a language that is made of brackets, and everybody looks at every page of it, while it goes on and when it is
/// over. Whatever stands outside of brackets is what people wrote, a name, a number or a code; all else is English that somebody forgot
/// to put into services/Words, and that no second language can ever reach.
/// </summary>
public sealed class MadeUpLanguageTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>Pages that a demonstration never shows, and why not.</summary>
    private static readonly Dictionary<string, string> NotShown = new(StringComparer.Ordinal)
    {
        ["council/hidden/groups/{group}"] = "nobody founds a group in this round",
        ["council/import/{hash}"] = "a published election has to be brought in first",
        ["council/rounds/{id}/paper/{batch}"] = "nobody votes on paper",
        ["council/rounds/{id}/priorities/answer/{priority}"] = "no area of these rounds has said what matters most",
        ["council/rounds/{id}/registration"] = "each round whose time has come has a list that was uploaded, so no link leads there",
        ["council/stories/{id}/photo"] = "no group asks to be written for",
        ["error/{status:int?}"] = "read as the page of what is nowhere, which is not found",
        ["funders/{secret}"] = "no funder has an address of their own",
        ["groups/{group}"] = "nobody founds a group in this round",
        ["groups/{group}/add-picture"] = "as the page of a group",
        ["groups/{group}/change"] = "as the page of a group",
        ["groups/{group}/follow"] = "as the page of a group",
        ["groups/{group}/members"] = "as the page of a group",
        ["groups/{group}/report"] = "as the page of a group",
        ["join-group/{secret}"] = "as the page of a group",
        ["hosting/{award}"] = "who holds money for a group is nobody of the demonstration",
        ["council/rounds/{id}/questions/{question}"] = "every question is answered",
        ["join/{secret}"] = "whoever is invited was given the address",
        ["rounds/{id}/ideas/{n}/joining/{joining}"] = "what was suggested is for its two sides alone",
        ["listen/{secret}"] = "no listener has an address of their own",
        ["listen/{secret}/read/{voice}"] = "as the listener's page",
        ["listen/{secret}/write/{question}"] = "as the listener's page",
        ["my-voice/{secret}"] = "whoever has no account was given the address",
        ["rounds/{id}/priorities/choose"] = "no area of these rounds chooses what matters most",
        ["opera/{secret}"] = "whoever joins a room has an address of their own",
        ["rounds/{id}/register"] = "everybody is on the roll",
        ["s/{token}"] = "a link out of an e-mail leads on to where it belongs",
        ["sign-in/officer"] = "officers of a demonstration do not sign in elsewhere",
        ["sign-in/officer/refused"] = "officers of a demonstration do not sign in elsewhere",
        ["sign-in/resident"] = "residents of a demonstration do not sign in elsewhere",
        ["sign-in/resident/refused"] = "residents of a demonstration do not sign in elsewhere",
        ["sign-out"] = "ends the visit",
        ["stop/{token}"] = "stands at the foot of e-mails only",
    };

    /// <summary>Who the people of the demonstration are, and what they are called at the council.</summary>
    private static readonly string[] Names =
    [
        "Amina Yusuf", "Tom Okafor", "Grace Bell", "Rhys Morgan", "Grace Bell, neighbourhood officer", "Rhys Morgan, finance officer",
        "Nia Price", "Nia Price, administrator",
        "Participatory", "Demonstration Council",
        "Neighbourhood team", "Neighbourhood team, Participatory", "(Monday to Friday, 9am to 5pm)", "Town Hall, 1 High Street",
        ": Town Hall, 1 High Street", "Monday to Friday, 9am to 5pm",
    ];

    /// <summary>Stages of the round after which pages show what they never show again.</summary>
    private static readonly string[] Passing =
    [
        "People propose", "An officer finds out what each costs", "The ballots are counted", "Groups accept their grants",
        "Groups say who holds the money, the bank is asked",
        "Two people agree to pay", "The bank pays",
    ];

    /// <summary>Of two areas; where fewer than twenty vote, less is shown.</summary>
    private const int Voters = 60;

    private readonly string data = Directory.CreateTempSubdirectory("participatory-languages-").FullName;
    private readonly Heard heard = new();
    private readonly List<HttpClient> browsers = [];
    private IReadOnlyList<RouteEndpoint> pages = [];

    public void Dispose()
    {
        browsers.ForEach(browser => browser.Dispose());
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task No_page_and_no_e_mail_of_a_whole_round_says_anything_outside_of_the_readers_language()
    {
        LanguageFile.AddMadeUp();
        heard.Add(Names);
        heard.Add(WritingTogether.Pieces);
        heard.Add(JoiningTwo.Said);
        await using var house = await House.Open(data, "http://127.0.0.1:0", CancellationToken.None, Listen,
            new Dictionary<string, string?> { ["Council:Languages:0"] = LanguageFile.MadeUp });
        using var doors = new Doors(house.GrpcDoor, house.IssueIdentity);
        var crawls = await Arrive(house);

        async Task LookAround(string stage)
        {
            if (stage == "The ballots are counted")
            {
                await DemoRound.Until("An offer", async () => (await doors.Volunteer.Grants.ListMyAwardsAsync(new() { PageSize = 1 }))
                    .Awards.FirstOrDefault(award => award.AgreementVersion.Length > 0), CancellationToken.None);
            }

            await Task.WhenAll(Passing.Contains(stage) ? crawls.Select(crawl => crawl.Look(most: 1, forms: false)) : []);
        }

        var over = Round(1, ideas: 12);
        await Stages.Show(async stages =>
        {
            await Opening.Play(over, doors, stages, CancellationToken.None);
            await Asking.Play(over, doors, stages, CancellationToken.None);
            await MakingSense.Play(over, doors, stages, CancellationToken.None);
            await Gathering.Play(over, doors, stages, CancellationToken.None);
            await Proposing.Play(over, doors, stages, CancellationToken.None);
            await Balloting.Play(over, doors, stages, CancellationToken.None);
            await Granting.Play(over, doors, stages, CancellationToken.None);
            await AnsweringBack.Play(over, doors, stages, CancellationToken.None);
            await Living.Play(over, doors, stages, CancellationToken.None);

            var early = Round(2, ideas: 0);
            await Opening.Play(early, doors, stages, CancellationToken.None);
            await doors.Officer.Proposals.AdvanceRoundAsync(new AdvanceRoundRequest
            {
                RequestId = early.Id("accept"), RoundId = early.RoundId, ToPhase = Phase.Accepting, Reason = "We begin.",
            });

            var listening = Round(4, ideas: 0);
            await Opening.Play(listening, doors, stages, CancellationToken.None);
            await Asking.Play(listening, doors, stages, CancellationToken.None);
            await MakingSense.Play(listening, doors, stages, CancellationToken.None);
            await Gathering.Play(listening, doors, stages, CancellationToken.None);

            var open = Round(3, ideas: 2);
            await Opening.Play(open, doors, stages, CancellationToken.None);
            await Proposing.Play(open, doors, stages, CancellationToken.None);
            await Vote(open, await OpenPoll(open, doors), crawls[0]);
            await TakeBack(early, doors);
        }, LookAround);

        await crawls[0].Open("/nowhere");
        await Task.WhenAll(crawls.Select(crawl => crawl.Look(most: 3, forms: false)));

        foreach (var crawl in crawls)
        {
            await crawl.Look(most: 1, forms: true);
        }

        var shown = crawls.SelectMany(crawl => crawl.Shown).ToHashSet(StringComparer.Ordinal);
        output.WriteLine($"{shown.Count} kinds of pages were read.");
        var findings = crawls.SelectMany(crawl => crawl.Findings).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        findings.ForEach(output.WriteLine);
        output.WriteLine(string.Join(' ', pages.Select(page => page.RoutePattern.RawText!).Where(page => !shown.Contains(page))));
        Assert.Empty(findings);
        Assert.Equal(
            NotShown.Keys.Order(StringComparer.Ordinal),
            pages.Select(page => page.RoutePattern.RawText!).Where(page => !shown.Contains(page)).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>A round of the demonstration, with only as many supporters and voters as its pages need to show something.</summary>
    private static Script Round(int number, int ideas)
    {
        var script = ElmPark.Write(number, quick: true);
        return script with
        {
            Start = DateTimeOffset.UtcNow,
            Ideas = [.. script.Ideas.Take(ideas).Select(idea => idea with { Supporters = 1 })],
            Voters = Voters,
            Ballots = () => script.Ballots().Take(Voters),
        };
    }

    private void Listen(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(heard);
        builder.Services.Configure<GrpcServiceOptions>(options => options.Interceptors.Add<Heard>());
        builder.Services.AddHostedService(provider => new Look(() =>
        {
            var found = provider.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null).ToList();
            pages = found.Count > 0 ? found : pages;
        }));
    }

    private async Task<List<Crawl>> Arrive(House house)
    {
        var texts = new Texts(heard);
        List<Crawl> all = [];
        foreach (var person in (string[])["", "resident", "volunteer", "officer", "finance", "administrator"])
        {
            var browser = new HttpClient { BaseAddress = house.Pages };
            browsers.Add(browser);
            var crawl = new Crawl(person, browser, pages, texts);
            if (person.Length > 0)
            {
                await crawl.SignIn(person);
            }

            all.Add(crawl);
        }

        return all;
    }

    /// <summary>The voting code of somebody in the first area.</summary>
    private static async Task<string> OpenPoll(Script script, Doors doors)
    {
        await DemoRound.Until("The poll", async () =>
            await doors.Anyone.Voting.GetPollAsync(new GetPollRequest { PollId = script.RoundId }), CancellationToken.None);
        using (var roll = doors.Officer.Voting.ImportRoll())
        {
            await roll.RequestStream.WriteAsync(new ImportRollRequest
            {
                RequestId = script.Id("roll"), PollId = script.RoundId,
                Csv = ByteString.CopyFrom(Encoding.UTF8.GetBytes($"voter_id,area_code\nv1,{script.Areas[0].Code}\n")),
            });
            await roll.RequestStream.CompleteAsync();
            await roll.ResponseAsync;
        }

        await doors.Officer.Voting.OpenPollAsync(
            new OpenPollRequest { RequestId = script.Id("open"), PollId = script.RoundId, Reason = "We begin." });
        return (await LetterCodes.All(doors.Officer.Voting, doors.Finance.Voting, script.RoundId))[0].Code;
    }

    private static async Task TakeBack(Script script, Doors doors) => await doors.Officer.Grants.ProposeClawbackAsync(new()
    {
        RequestId = script.Id("clawback"),
        Clawback = new()
        {
            ClawbackId = script.Id("clawback-id"), RoundId = script.RoundId, AreaCode = script.Areas[0].Code,
            FundId = $"fund-{script.RoundId}",
            Amount = Opening.MoneyOf(script, 100), Reason = "A gutter of the town hall has come down.",
        },
    });

    /// <summary>The four steps of voting, with something forgotten at each.</summary>
    private static async Task Vote(Script script, string code, Crawl voter)
    {
        var path = $"/rounds/{script.RoundId}/vote";
        var start = Form.All(await voter.Open(path)).First();
        await voter.Send(path, start, start.Hidden);
        var paper = await voter.Send(path, start, start.Hidden.Append(new("Code", code)));
        var ballot = Form.All(paper).First(form => form.Boxes.Count > 0);
        await voter.Send(path, ballot, ballot.Hidden);
        var check = await voter.Send(path, ballot, ballot.Hidden.Append(new(ballot.Boxes[0].Name, ballot.Boxes[0].Value)));
        var cast = Form.All(check).First();
        var receipt = await voter.Send(path, cast, cast.Hidden);
        Assert.Contains(Form.All(receipt), form => form.To.Contains("handler=Save", StringComparison.Ordinal));
    }
}
