using System.Text;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Gateway.People;
using Participatory.Gateway.Settings;
using Participatory.Platform.Identity;
using Participatory.Proposals;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;
using Client = Participatory.Proposals.V1.ProposalsService.ProposalsServiceClient;
using House = Participatory.Tests.People;

namespace Participatory.Tests.Service.AtTheDoor;

/// <summary>A round with ideas on a real service, and how pages and files of it are asked for.</summary>
internal static class IdeasAtTheDoor
{
    public const string RoundId = "elm-park-2026";

    /// <summary>A round that takes ideas, with as many, all in the north.</summary>
    /// <param name="ideas">How many.</param>
    /// <param name="change">What is different about each, by its number.</param>
    public static async Task<RunningService> Started(int ideas, Action<int, Proposal>? change = null)
    {
        var service = await RunningService.Start(
            "sqlite", builder => builder.AddProposals(), app => app.MapProposals(), Participatory.Proposals.V1.ProposalsService.Descriptor);
        var grace = Grace(service);
        await grace.CreateRoundAsync(new CreateRoundRequest { RequestId = Id(), Round = Draft() });
        await grace.AdvanceRoundAsync(
            new AdvanceRoundRequest { RequestId = Id(), RoundId = RoundId, ToPhase = Phase.Accepting, Reason = "Now." });
        for (var at = 1; at <= ideas; at++)
        {
            var idea = new Proposal { RoundId = RoundId, AreaCode = "E05000001", Title = $"Idea {at}", Words = "Three benches." };
            change?.Invoke(at, idea);
            await grace.CreateProposalAsync(new CreateProposalRequest { RequestId = Id(), Proposal = idea });
        }

        return service;
    }

    public static Client Grace(RunningService service) => new(service.As(House.Grace));

    public static async Task<Proposal> Idea(RunningService service, string id) =>
        await Grace(service).GetProposalAsync(new GetProposalRequest { RoundId = RoundId, ProposalId = id });

    public static string Id() => Guid.NewGuid().ToString();

    /// <summary>Where this person is signed in.</summary>
    public static PageContext As(Caller who)
    {
        var identity = new Participatory.People.V1.Identity { Subject = who.Subject, ShownAs = who.ShownAs, TokenExpireTime = new() };
        identity.Roles.AddRange(who.Roles);
        return new PageContext { HttpContext = new DefaultHttpContext { User = Person.Of(identity, "", "test") } };
    }

    /// <summary>A file as a browser gets it that has one with this tag; empty where it has none.</summary>
    public static async Task<(int Status, string Tag, string Text)> Got(
        string path, string tag, Func<GatewaySettings, HttpContext, Task<IResult>> get)
    {
        var nowhere = new Uri("http://127.0.0.1");
        var settings = new GatewaySettings
        {
            Services = new ServiceAddresses(nowhere, nowhere, nowhere, nowhere, nowhere), Data = "", CouncilNow = new CouncilNow(new()),
        };
        await using var provider = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = provider };
        context.Request.Method = "GET";
        context.Request.Scheme = "https";
        context.Request.Host = new HostString("budget.example");
        context.Request.Path = path;
        if (tag.Length > 0)
        {
            context.Request.Headers.IfNoneMatch = tag;
        }

        context.Response.Body = body;
        var answer = await get(settings, context);
        await answer.ExecuteAsync(context);
        return (context.Response.StatusCode, context.Response.Headers.ETag.ToString(), Encoding.UTF8.GetString(body.ToArray()));
    }

    public static Round Draft() => new()
    {
        RoundId = RoundId,
        Title = "Greener Elm Park",
        Description = "£18,000 for the two wards.",
        Currency = "GBP",
        Areas = { new Area { AreaCode = "E05000001", Name = "Elm Park" }, new Area { AreaCode = "E05000002", Name = "Oak Hill" } },
        Dates = new PhaseDates
        {
            ListeningFrom = Day(0), AcceptingFrom = Day(10), ReviewingFrom = Day(20), BallotingFrom = Day(30), FinishedFrom = Day(40),
        },
        Voting = new VotingRules { VoteType = VoteType.Approval, MaxLength = 3, Rule = "greedy", Utility = "cost", Ties = "es" },
        Policies = new Policies { PayWithinDays = 10, AnswerWithinDays = 14, StoryAfterDays = 90, Unspent = UnspentPolicy.RollOver },
    };

    private static Timestamp Day(int days) => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddDays(days).ToTimestamp();
}
