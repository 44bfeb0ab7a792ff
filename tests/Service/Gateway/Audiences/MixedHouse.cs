using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Participatory.Contracts.Voting;
using Participatory.Grants.V1;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using Participatory.Standalone;
using Participatory.Standalone.Demo;
using Participatory.Tests.Service.AtTheDoor.Languages;
using Participatory.Tests.Service.AtTheDoor.Rights;

namespace Participatory.Tests.Service.AtTheDoor.Audiences;

/// <summary>The whole house, in which one volunteer's ideas have all won, and what its walls are made of.</summary>
/// <param name="log">Hears all that any part of it logs; null for nothing.</param>
internal sealed partial class MixedHouse(HeardLog? log = null) : IAsyncDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("participatory-audiences-").FullName;
    private readonly List<IServiceProvider> rooms = [];
    private readonly List<HttpClient> browsers = [];
    private House house = null!;

    public Doors Doors { get; private set; } = null!;

    public Script Script { get; } = ElmPark.Write(1, quick: true) is var script ? script with
    {
        Start = DateTimeOffset.UtcNow,
        Ideas = [.. script.Ideas.Where(idea => idea.CostMinor is not null).Take(9)
            .Select(idea => idea with { Area = script.Areas[0].Code, Supporters = 0, CostMinor = 100_000 })],
    } : null!;

    /// <summary>Of each service.</summary>
    public IEnumerable<Database> Databases => rooms.Select(room => room.GetService<Database>()).OfType<Database>();

    /// <summary>All that the gateway answers to.</summary>
    public IReadOnlyList<RouteEndpoint> Pages => [.. rooms.SelectMany(room => room.GetRequiredService<EndpointDataSource>().Endpoints)
        .OfType<RouteEndpoint>().Where(endpoint => endpoint.RoutePattern.RawText is not null)];

    /// <summary>Opens the house, in which nothing has happened yet.</summary>
    public async Task OpenDoors()
    {
        house = await House.Open(data, "http://127.0.0.1:0", CancellationToken.None,
            builder =>
            {
                if (log is not null)
                {
                    builder.Logging.SetMinimumLevel(LogLevel.Information).AddProvider(log);
                }

                builder.Services.AddHostedService(provider => new Look(() =>
                {
                    lock (rooms)
                    {
                        rooms.Add(provider);
                    }
                }));
            },
            new Dictionary<string, string?>
            {
                ["Officers:People:0:Email"] = "olu@council.example", ["Officers:People:0:Name"] = "Olu Ade, ward officer",
                ["Officers:People:0:Roles:0"] = "officer", ["Officers:People:0:Areas:0"] = Script.Areas[0].Code,
                ["Officers:People:1:Email"] = "hill@council.example", ["Officers:People:1:Name"] = "Hill Ash, ward officer",
                ["Officers:People:1:Roles:0"] = "officer", ["Officers:People:1:Areas:0"] = Script.Areas[1].Code,
            });
        Doors = new Doors(house.GrpcDoor, house.IssueIdentity);
    }

    /// <summary>Opens the house, and plays a round until every idea has won and every grant is accepted.</summary>
    public async Task<IReadOnlyList<Award>> Open()
    {
        await OpenDoors();
        await Stages.Show(async stages =>
        {
            await Opening.Play(Script, Doors, stages, CancellationToken.None);
            await Asking.Play(Script, Doors, stages, CancellationToken.None);
            await MakingSense.Play(Script, Doors, stages, CancellationToken.None);
            await Gathering.Play(Script, Doors, stages, CancellationToken.None);
            await Listen();
            await Gather();
            await Proposing.Play(Script, Doors, stages, CancellationToken.None);
        }, _ => Task.CompletedTask);
        await Say(new ResultDeclared(
            Script.RoundId, Script.RoundId, "GBP", DateTimeOffset.UtcNow, new string('0', 64),
            [new ContestDeclared(Script.Areas[0].Code, Script.Areas[0].BudgetMinor, 500, [.. Script.Ideas.Select((idea, at) =>
                new ProjectDeclared(Proposing.IdOf(Script, at), idea.Title, 100_000, 400 - at, true))])]));
        var awards = await Granting.Awards(
            Script, Doors, Script.Ideas.Count, "The offers", award => award.AgreementVersion.Length > 0, CancellationToken.None);
        foreach (var award in awards)
        {
            await Doors.Volunteer.Grants.AcceptAwardAsync(
                new() { RequestId = Id(), AwardId = award.AwardId, AgreementVersion = award.AgreementVersion });
        }

        return awards;
    }

    /// <summary>The last part of the address of a listener in the first area, in whose notes something waits for a yes.</summary>
    public string Listener { get; } = new('1', 40);

    /// <summary>The last part of the address of somebody who told the council alone.</summary>
    public string Speaker { get; } = new('2', 40);

    /// <summary>What waits, what was told to the council alone, and what is hidden.</summary>
    public (string Waits, string Ours, string Hidden) Voices { get; private set; }

    /// <summary>What each of them says.</summary>
    public static (string Waits, string Ours, string Hidden) Words { get; } =
        ("Nobody has heard of my staircase yet", "My landlord is the reason for it", "He is the worst man of Mill Lane");

    public string Question { get; private set; } = "";

    private async Task Listen()
    {
        var area = Script.Areas[0].Code;
        Question = (await Doors.Anyone.Proposals.ListQuestionsAsync(new() { RoundId = Script.RoundId })).Questions[0].QuestionId;
        await Doors.Officer.Proposals.MakeListenerLinkAsync(
            new() { RequestId = Id(), RoundId = Script.RoundId, AreaCode = area, Listener = "The tea table", Secret = Listener });
        var waits = await Doors.Anyone.Proposals.WriteVoiceDownAsync(new()
        {
            RequestId = Id(), Secret = Listener,
            Voice = new() { QuestionId = Question, AreaCode = area, Words = Words.Waits, Language = "en" },
        });
        // It was said aloud, so that its file is walked as well.
        var ours = await Harness.Streams.Send(Doors.Anyone.Proposals.SayVoiceWithFile(),
        [
            new()
            {
                RequestId = Id(), Secret = Speaker, Content = Google.Protobuf.ByteString.CopyFrom(Harness.Sounds.TestWav.Sound()),
                Voice = new()
                {
                    QuestionId = Question, AreaCode = area, Words = Words.Ours, Language = "en",
                    Audience = Participatory.Proposals.V1.VoiceAudience.Council,
                },
            },
        ]);
        var hidden = await Doors.Anyone.Proposals.SayVoiceAsync(new()
        {
            RequestId = Id(), Secret = new string('3', 40),
            Voice = new()
            {
                QuestionId = Question, AreaCode = area, Words = Words.Hidden, Language = "en",
                Audience = Participatory.Proposals.V1.VoiceAudience.WithoutName,
            },
        });
        await Doors.Officer.Proposals.JudgeVoiceAsync(new()
        {
            RequestId = Id(), VoiceId = hidden.VoiceId, Judgement = Participatory.Types.V1.HidingJudgement.Hide,
            Reason = Participatory.Types.V1.HidingReason.Abuse,
        });
        Voices = (waits.VoiceId, ours.VoiceId, hidden.VoiceId);
    }

    /// <summary>The last part of the address of somebody who is alone in a room.</summary>
    public string Participant { get; } = new('4', 40);

    /// <summary>What they wrote on their own.</summary>
    public const string OwnNote = "I never told anybody about the attic";

    /// <summary>The room in which they are, and one that is closed.</summary>
    public (string Open, string Closed) Rooms { get; private set; }

    private async Task Gather()
    {
        var closed = (await Doors.Anyone.Proposals.ListOperaResultsAsync(new() { RoundId = Script.RoundId })).Results[0].RoomId;
        var open = await Doors.Officer.Proposals.OpenOperaRoomAsync(new()
        {
            RequestId = Id(), RoundId = Script.RoundId, AreaCode = Script.Areas[0].Code, Question = "What do you bring?", Minutes = 1,
        });
        await Doors.Anyone.Proposals.JoinOperaAsync(new() { RequestId = Id(), Code = open.Code, Secret = Participant });
        await Doors.Anyone.Proposals.KeepOperaNotesAsync(new() { RequestId = Id(), Secret = Participant, Notes = { OwnNote } });
        Rooms = (open.RoomId, closed);
    }

    public static string Id() => Guid.NewGuid().ToString();

    /// <summary>Says something on the bus, and returns when everybody has heard it.</summary>
    public Task Say<T>(T message) where T : class => rooms.Select(room => room.GetService<Bus>()).OfType<Bus>().First().Deliver(
        new Envelope(Id(), MessageTypes.NameOf(typeof(T)), JsonSerializer.Serialize(message, MessageTypes.Json), ""),
        CancellationToken.None);

    /// <summary>The council buys what one group needs, and it is asked how it went.</summary>
    public async Task<string> Paid(Award award)
    {
        await Doors.Volunteer.Grants.ChooseHolderAsync(
            new() { RequestId = Id(), AwardId = award.AwardId, Holder = Holder.CouncilBuys, Shopping = "Things" });
        var payment = await Doors.Officer.Grants.InstructPaymentAsync(new() { RequestId = Id(), AwardId = award.AwardId });
        await Doors.Finance.Grants.ApprovePaymentAsync(new() { RequestId = Id(), PaymentId = payment.PaymentId });
        await Doors.Finance.Grants.ConfirmPaymentAsync(
            new() { RequestId = Id(), PaymentId = payment.PaymentId, BankReference = "DEMO" });
        return await DemoRound.Until("The question", async () => (await Doors.Volunteer.Accountability.ListMyReportsAsync(
            new() { PageSize = 100 })).Reports.FirstOrDefault(report => report.AwardId == award.AwardId)?.ReportId, CancellationToken.None);
    }

    /// <summary>A browser that follows no redirect; with a key of the demonstration's people signed in by their button.</summary>
    public async Task<HttpClient> Browser(string person = "")
    {
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = house.Pages };
        browsers.Add(browser);
        if (person.Length > 0)
        {
            await Send(browser, "/start", new("person", person));
        }

        return browser;
    }

    /// <summary>A browser in which somebody has signed in by a code that came by e-mail.</summary>
    public async Task<HttpClient> BrowserOf(string email)
    {
        var browser = await Browser();
        await Send(browser, "/sign-in", new("Email", email));
        var mails = await browser.GetStringAsync(new Uri("/outbox", UriKind.Relative));
        var code = Code().Match(mails[mails.IndexOf(email, StringComparison.Ordinal)..]).Value;
        await Send(browser, "/sign-in/code", new("Code", code));
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        browsers.ForEach(browser => browser.Dispose());
        Doors?.Dispose();
        await (house?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(data, recursive: true);
    }

    private static async Task Send(HttpClient browser, string path, KeyValuePair<string, string> field)
    {
        var form = Form.All(await browser.GetStringAsync(new Uri(path, UriKind.Relative))).First();
        using var content = new FormUrlEncodedContent(form.Hidden.Where(hidden => hidden.Key != field.Key).Append(field));
        using var answer = await browser.PostAsync(new Uri(path, UriKind.Relative), content);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
    }

    [GeneratedRegex("\\b[0-9]{3} ?[0-9]{3}\\b", RegexOptions.None, 10_000)]
    private static partial Regex Code();
}
