using System.IO.Compression;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Participatory.People.Persons;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Standalone;
using Participatory.Standalone.Backups;
using Participatory.Standalone.Demo;
using Participatory.Tests.Service.AtTheDoor.Forms;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.AtTheDoor.Rights;

/// <summary>
/// Somebody whose name, address and words are 64 random bits each goes through a whole round, asks for everything about themselves, is
/// forgotten, and is then looked for everywhere.
/// </summary>
public sealed class CanaryTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string folder = Directory.CreateTempSubdirectory("participatory-canary-").FullName;
    private readonly Canary canary = new();
    private readonly HeardLog log = new();
    private House house = null!;

    private string Data => Path.Combine(folder, "data");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => house = await Open(Data);

    public async ValueTask DisposeAsync()
    {
        await house.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Somebody_who_was_forgotten_is_found_nowhere_but_where_the_notice_says()
    {
        var email = $"{canary.Secret()}@example.org";
        using var person = await SignIn(email);
        var subject = new JsonWebToken(await person.Token()).Subject;
        var script = Script();
        Assert.True(await DemoRound.Play(
            script, house.GrpcDoor, caller => house.IssueIdentity(As(subject, caller)), new DemoOptions(true, null, 1, false, true),
            Cancellation));
        await AnIdeaIsStillOpen(subject);

        await EverythingIsGiven(person, script);
        var backup = Path.Combine(folder, "backups", "monday");
        Backup.Take(Data, backup);
        Assert.NotEmpty(canary.FoundIn(backup));

        await new FormTable(_ => null).Fill(person, "/my/forget", "", [Typed.Unread("", "", "nobody is left", Words.Forget.DoneTitle)]);
        await IsGoneFrom(Data);
        Assert.NotEmpty(canary.FoundIn(Data, inFull: false));
        await NoPageAndNoFileSaysAWord(script.RoundId);
        Assert.DoesNotContain(canary.Secrets, secret => log.Text.Contains(secret, StringComparison.Ordinal));

        // A backup knows them; the list beside it has them forgotten again with the first start.
        Backup.Take(Data, Path.Combine(folder, "backups", "tuesday"));
        var restored = Path.Combine(folder, "restored");
        Backup.Restore(backup, restored);
        await using (await Open(restored))
        {
            await IsGoneFrom(restored);
        }
    }

    private static Caller As(string subject, Caller caller) =>
        caller.Subject == DemoPeople.Volunteer.Subject ? caller with { Subject = subject } : caller;

    private Task<House> Open(string data) => House.Open(data, "http://127.0.0.1:0", Cancellation, builder =>
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddProvider(log));

    /// <summary>The demonstration's round with words that are this person's: those of ideas on the ballot paper stay.</summary>
    private Script Script()
    {
        var script = ElmPark.Write(seed: 1, quick: true) with { Start = DateTimeOffset.UtcNow };
        var ideas = script.Ideas.Select(idea => idea.CostMinor is null
            ? idea with { Title = canary.Secret(), Words = canary.Secret(), WhoBenefits = canary.Secret() }
            : idea with { Title = canary.Published(), Words = canary.Published(), WhoBenefits = canary.Published() }).ToList();
        // What groups tell is found by the title of their idea.
        var told = ideas.ToDictionary(
            idea => idea.Title,
            _ => new Tale("The neighbours", $"{canary.Perhaps()}. It went well.", canary.Perhaps(), [canary.Perhaps()], []),
            StringComparer.Ordinal);
        return script with { Ideas = ideas, TaleOf = title => told.GetValueOrDefault(title) ?? Tales.Of(title) };
    }

    /// <summary>In a second round the person has an idea with their name and a photo, and supports somebody else's.</summary>
    private async Task AnIdeaIsStillOpen(string subject)
    {
        using var doors = new Doors(house.GrpcDoor, caller => house.IssueIdentity(As(subject, caller)));
        var script = ElmPark.Write(seed: 2, quick: true);
        script = script with { RoundId = "still-open", Start = DateTimeOffset.UtcNow };
        await Stages.Show(stages => Opening.Play(script, doors, stages, Cancellation));
        await doors.Officer.Proposals.AdvanceRoundAsync(new AdvanceRoundRequest
        {
            RequestId = NewId(), RoundId = script.RoundId, ToPhase = Phase.Accepting, Reason = "Everybody asks.",
        }, cancellationToken: Cancellation);
        var mine = await Propose(doors.Volunteer, script, canary.Secret(), canary.Secret());
        var others = await Propose(doors.Resident(3), script, "A swing", "");
        await doors.Volunteer.Proposals.SupportProposalAsync(
            new SupportProposalRequest { RequestId = NewId(), RoundId = script.RoundId, ProposalId = others },
            cancellationToken: Cancellation);
        using var photo = doors.Volunteer.Proposals.AddProposalPhoto(cancellationToken: Cancellation);
        await photo.RequestStream.WriteAsync(new AddProposalPhotoRequest
        {
            RequestId = NewId(), RoundId = script.RoundId, ProposalId = mine, AltText = canary.Secret(), EverybodySaidYes = true,
            Content = ByteString.CopyFrom(Picture.Draw(1, [])),
        }, Cancellation);
        await photo.RequestStream.CompleteAsync();
        await photo.ResponseAsync;
        // An officer reads it, and their answer would be given again.
        await doors.Officer.Proposals.AdvanceRoundAsync(new AdvanceRoundRequest
        {
            RequestId = NewId(), RoundId = script.RoundId, ToPhase = Phase.Reviewing, Reason = "The ideas are in.",
        }, cancellationToken: Cancellation);
        await doors.Officer.Proposals.ValueProposalAsync(new ValueProposalRequest
        {
            RequestId = NewId(), RoundId = script.RoundId, ProposalId = mine,
            Valuation = new Valuation { Cost = new Money { AmountMinor = 100_00, Currency = script.Currency } },
        }, cancellationToken: Cancellation);
    }

    private static async Task<string> Propose(Door door, Script script, string title, string name) =>
        (await door.Proposals.CreateProposalAsync(new CreateProposalRequest
        {
            RequestId = NewId(),
            Proposal = new Proposal
            {
                RoundId = script.RoundId, AreaCode = script.Areas[0].Code, Title = title, Words = $"{title} it is.", WhoBenefits = "All",
                ShownAs = name,
            },
        }, cancellationToken: Cancellation)).ProposalId;

    /// <summary>Everything in one file, with every word and photo, and no code with which anybody votes.</summary>
    private async Task EverythingIsGiven(Typist person, Script script)
    {
        using var zip = new ZipArchive(new MemoryStream(await person.Load("/my/data/about-you.zip")), ZipArchiveMode.Read);
        var page = await Text(zip, "about-you.html");
        var json = await Text(zip, "about-you.json");
        Assert.All(canary.Said, word => Assert.Contains(word, json, StringComparison.Ordinal));
        Assert.All(canary.Said, word => Assert.Contains(word, page, StringComparison.Ordinal));
        Assert.True(
            canary.Secrets.Except(canary.Said).Count(word => json.Contains(word, StringComparison.Ordinal)) > 2,
            "Their stories are missing.");
        var files = zip.Entries.Where(entry => entry.FullName.StartsWith("files/", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count > 2, "Their photos are missing.");
        Assert.All(files, file => Assert.True(file.Length > 100));
        Assert.DoesNotContain("ballot_key", json, StringComparison.Ordinal);
        Assert.DoesNotContain("code_hash", json, StringComparison.Ordinal);
        Assert.Contains(script.RoundId, json, StringComparison.Ordinal);
    }

    private static async Task<string> Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync(Cancellation), Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancellation);
    }

    /// <summary>Databases, logs before them, free pages, outboxes and kept answers.</summary>
    private async Task IsGoneFrom(string data)
    {
        List<string> found;
        var until = DateTime.UtcNow + Patience;
        do
        {
            await Task.Delay(500, Cancellation);
            found = [.. canary.FoundIn(data)];
        }
        while (found.Count > 0 && DateTime.UtcNow < until);
        Assert.Empty(found);
    }

    private async Task NoPageAndNoFileSaysAWord(string round)
    {
        using var anyone = new Typist("anyone", house.Pages);
        using var officer = await new Typist("officer", house.Pages).SignIn();
        foreach (var (who, path) in (IEnumerable<(Typist, string)>)[
            (anyone, "/"), (anyone, $"/rounds/{round}"), (anyone, "/rounds/still-open"), (anyone, "/stories.atom"),
            (anyone, "/stories.json"), (anyone, "/open/grants.json"), (anyone, "/open/grants.csv"), (anyone, "/ledger/all.jsonl"),
            (anyone, $"/rounds/{round}/money.csv"), (anyone, $"/rounds/{round}/bundle.jsonl"),
            (officer, $"/council/rounds/{round}/ideas"), (officer, "/council/rounds/still-open/ideas"), (officer, "/council/stories"),
            (officer, "/council/running"), (officer, "/outbox")])
        {
            var text = await who.Read(path);
            Assert.DoesNotContain(canary.Secrets, secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    private async Task<Typist> SignIn(string email)
    {
        var table = new FormTable(_ => null);
        var who = new Typist(email, house.Pages);
        var sent = await table.Fill(who, "/sign-in", "", [Typed.Unread("Email", email, "the next page has it")]);
        var mails = await who.Open("/outbox");
        var mail = mails.QuerySelectorAll("article").First(one => one.TextContent.Contains(email, StringComparison.Ordinal));
        var code = string.Concat(mail.QuerySelector(".words")!.TextContent.SkipWhile(letter => !char.IsAsciiDigit(letter))
            .TakeWhile(letter => char.IsAsciiDigit(letter) || letter == ' ')).Trim();
        await table.Fill(
            who, sent.To, "/sign-in/code", [Typed.Unread("Code", code, "used once", unseen: "it lets in")], of: "/sign-in/code");
        return who;
    }

    private static string NewId() => Guid.NewGuid().ToString();
}
