using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Standalone;
using Participatory.Standalone.Demo;
using Participatory.Tests.Harness;
using Participatory.Tests.Service.AtTheDoor.Languages;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>One house in which the whole table is played once: a round by the people of the demonstration, through pages alone.</summary>
public sealed partial class FormWalk : IAsyncLifetime
{
    private readonly string data = Directory.CreateTempSubdirectory("participatory-forms-").FullName;
    private readonly List<IDisposable> open = [];
    private readonly List<EndpointDataSource> sources = [];
    private IReadOnlyList<RouteEndpoint> pages = [];
    private Func<string> addressOfPeople = () => "";
    private Database people = null!;
    private House house = null!;
    private Doors doors = null!;
    private Typist officer = null!;
    private Typist finance = null!;
    private Typist administrator = null!;
    private Typist volunteer = null!;
    private Typist resident = null!;
    private Typist anyone = null!;
    private Typist second = null!;

    internal FormTable Table { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        LanguageFile.AddMadeUp();
        house = await House.Open(data, "http://127.0.0.1:0", CancellationToken.None, Listen, new Dictionary<string, string?>
        {
            ["Council:Languages:0"] = "en-GB",
            ["Council:Languages:1"] = LanguageFile.MadeUp,
            ["Officers:People:0:Email"] = "ines@council.example",
            ["Officers:People:0:Name"] = "Ines Duarte, finance officer",
            ["Officers:People:0:Roles:0"] = "finance",
            ["Officers:People:1:Email"] = "noor@council.example",
            ["Officers:People:1:Name"] = "Noor Khan, clerk",
            ["Officers:People:1:Roles:0"] = "officer",
            ["Officers:People:2:Email"] = "ann@council.example",
            ["Officers:People:2:Name"] = "Ann Lee, head of audit",
            ["Officers:People:2:Roles:0"] = "administrator",
        });
        doors = new Doors(house.GrpcDoor, house.IssueIdentity);
        open.Add(doors);
        Table = new FormTable(PageOf);
        officer = await Arrive("officer").SignIn();
        finance = await Arrive("finance").SignIn();
        administrator = await Arrive("administrator").SignIn();
        volunteer = await Arrive("volunteer").SignIn();
        resident = await Arrive("resident").SignIn();
        anyone = Arrive("anyone");
        second = await ByEmail("noor@council.example");
        await Play();
    }

    public async ValueTask DisposeAsync()
    {
        open.ForEach(one => one.Dispose());
        await house.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    /// <summary>Plays each chapter; what stops one is a finding, and the next goes on.</summary>
    private async Task Play()
    {
        foreach (var (name, chapter) in Chapters)
        {
            var started = DateTime.UtcNow;
            try
            {
                await chapter();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Table.Findings.Add($"\"{name}\" cannot go on: {failure.Message} {failure.StackTrace}");
            }

            await Console.Error.WriteLineAsync($"{name}: {(DateTime.UtcNow - started).TotalSeconds:0.0} s");
        }
    }

    private Typist Arrive(string name)
    {
        var typist = new Typist(name, house.Pages);
        open.Add(typist);
        return typist;
    }

    /// <summary>The services, as this person.</summary>
    private async Task<Door> DoorOf(Typist who)
    {
        var token = await who.Token();
        var channel = Channels.To(house.GrpcDoor.ToString(), Participatory.Proposals.V1.ProposalsService.Descriptor,
            Participatory.Voting.V1.VotingService.Descriptor, Participatory.Grants.V1.GrantsService.Descriptor,
            Participatory.Accountability.V1.AccountabilityService.Descriptor);
        open.Add(channel);
        var calls = channel.For(() => token, TimeSpan.FromMinutes(1));
        return new Door(new(calls), new(calls), new(calls), new(calls));
    }

    /// <summary>People, as this person.</summary>
    private async Task<PeopleService.PeopleServiceClient> People(Typist who)
    {
        var token = await who.Token();
        // Nobody but the gateway calls People from outside.
        var channel = Channels.To(addressOfPeople(), PeopleService.Descriptor);
        open.Add(channel);
        return new(channel.For(() => token));
    }

    /// <summary>Somebody who signs in with a code, which the demonstration shows instead of sending it.</summary>
    private async Task<Typist> ByEmail(string email)
    {
        var who = Arrive(email);
        var sent = await Table.Fill(who, "/sign-in", "",
            [Typed.Unread("Email", email, "the next page has it") with { Suggested = "people come back" }]);
        var mails = await who.Open("/outbox");
        var mail = mails.QuerySelectorAll("article").First(one => one.TextContent.Contains(email, StringComparison.Ordinal));
        var code = string.Concat(mail.QuerySelector(".words")!.TextContent.SkipWhile(letter => !char.IsAsciiDigit(letter))
            .TakeWhile(letter => char.IsAsciiDigit(letter) || letter == ' ')).Trim();
        await Table.Fill(who, sent.To, "/sign-in/code",
            [Typed.Unread("Code", code, "a code is used once", unseen: "it lets in")], of: "/sign-in/code");
        return who;
    }

    private string? PageOf(string path) => Pages()
        .Where(page => new Microsoft.AspNetCore.Routing.Template.TemplateMatcher(
            new Microsoft.AspNetCore.Routing.Template.RouteTemplate(page.RoutePattern), []).TryMatch(path, []))
        .OrderBy(page => page.RoutePattern.Parameters.Count)
        .Select(page => page.Metadata.GetMetadata<PageActionDescriptor>()!.ViewEnginePath).FirstOrDefault();

    private IReadOnlyList<RouteEndpoint> Pages() => pages = pages.Count > 0 ? pages : [.. sources
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)];

    private void Listen(WebApplicationBuilder builder) => builder.Services.AddHostedService(provider => new Started(() =>
    {
        lock (sources)
        {
            sources.Add(provider.GetRequiredService<EndpointDataSource>());
            if (builder.Configuration["Database:ConnectionString"]!.EndsWith("people.db", StringComparison.Ordinal))
            {
                people = provider.GetRequiredService<Database>();
                addressOfPeople = () => provider.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            }
        }
    }));

    /// <summary>Hands over the addresses of each part of the house as it starts.</summary>
    private sealed class Started(Action look) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken)
        {
            look();
            return Task.CompletedTask;
        }
    }
}
