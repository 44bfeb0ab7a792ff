using System.Text;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Gateway.Pages.Council.Desk;
using Participatory.Gateway.Pages.Ideas;
using Participatory.Gateway.People;
using Participatory.Gateway.Settings;
using Participatory.Platform.Identity;
using Participatory.Proposals;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;
using Participatory.Words;
using Client = Participatory.Proposals.V1.ProposalsService.ProposalsServiceClient;
using Desk = Participatory.Gateway.Pages.Council.Desk;
using House = Participatory.Tests.People;
using Topics = Participatory.Gateway.Pages.Council.Topics;

namespace Participatory.Tests.Service.AtTheDoor;

/// <summary>The feed of ideas, their topics and the desk of officers, on a real service.</summary>
public sealed class FoundPagesTests
{
    private const string RoundId = "elm-park-2026";

    [Fact]
    public async Task The_feed_of_ideas_has_none_that_is_hidden_or_was_taken_back_and_is_sent_again_once_one_has_changed()
    {
        await using var service = await Started(ideas: 4);
        await new Client(service.As(House.Noor)).JudgeProposalAsync(new JudgeProposalRequest
        {
            RequestId = Id(), RoundId = RoundId, ProposalId = "1", Part = IdeaPart.Words, Judgement = HidingJudgement.Hide,
            Reason = HidingReason.Abuse,
        });
        await Grace(service).WithdrawProposalAsync(
            new WithdrawProposalRequest { RequestId = Id(), RoundId = RoundId, ProposalId = "2" });
        // Its proposer sees both elsewhere.
        foreach (var reader in (Caller[])[House.Nobody, House.Grace])
        {
            var (status, _, text) = await Feed(service, reader);
            Assert.Equal(200, status);
            Assert.DoesNotContain("Idea 1", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Idea 2", text, StringComparison.Ordinal);
            Assert.Contains("Idea 3", text, StringComparison.Ordinal);
            Assert.Contains("Idea 4", text, StringComparison.Ordinal);
        }

        var tag = (await Feed(service, House.Nobody)).Tag;
        Assert.NotEqual("", tag);
        Assert.Equal((304, ""), await Again());
        service.Clock.Advance(TimeSpan.FromHours(1));
        await Grace(service).EditProposalAsync(new EditProposalRequest
        {
            RequestId = Id(), RoundId = RoundId, ProposalId = "3", Version = 1, Title = "Idea 3", Words = "Four benches.",
        });
        var (changed, words) = await Again();
        Assert.Equal(200, changed);
        Assert.Contains("Four benches.", words, StringComparison.Ordinal);
        Assert.Contains($"<updated>{Say.Machine(service.Clock.Now.ToTimestamp())}</updated>", words, StringComparison.Ordinal);

        async Task<(int Status, string Text)> Again()
        {
            var (status, _, text) = await Feed(service, House.Nobody, tag);
            return (status, text);
        }
    }

    [Fact]
    public async Task Topics_that_come_too_late_are_not_shown_as_those_of_the_round()
    {
        await using var service = await Started(ideas: 0);
        await Grace(service).NameTopicsAsync(
            new NameTopicsRequest { RequestId = Id(), RoundId = RoundId, Topics = { new Topic { Name = "Play" } } });
        await Grace(service).AdvanceRoundAsync(
            new AdvanceRoundRequest { RequestId = Id(), RoundId = RoundId, ToPhase = Phase.Reviewing, Reason = "Now." });
        var page = new Topics.IndexModel(Grace(service))
        {
            RequestId = Guid.NewGuid(), PageContext = As(House.Grace), Names = ["Water"], Ids = [""],
        };
        Assert.IsType<PageResult>(await page.OnPost(RoundId, CancellationToken.None));
        Assert.False(page.CanChange);
        Assert.Equal(["Play"], page.Names.Where(name => !string.IsNullOrEmpty(name)));
    }

    [Fact]
    public async Task A_form_at_the_desk_that_is_refused_leaves_the_others_as_they_are_kept()
    {
        await using var service = await Started(ideas: 1);
        await Grace(service).AssignProposalAsync(new AssignProposalRequest
        {
            RequestId = Id(), RoundId = RoundId, ProposalId = "1", ColleagueSubject = House.Grace.Subject,
        });
        var page = Case(service);
        Assert.IsType<PageResult>(await page.OnPostNote(RoundId, "1", CancellationToken.None));
        Assert.Equal((House.Grace.Subject, ""), (page.ColleagueSubject, page.RemindTime));
        Assert.Single(page.Colleagues, one => one.Value == House.Grace.Subject);

        page = Case(service);
        page.RemindTime = "some day";
        Assert.IsType<PageResult>(await page.OnPostRemind(RoundId, "1", CancellationToken.None));
        Assert.Equal((House.Grace.Subject, "some day"), (page.ColleagueSubject, page.RemindTime));
    }

    [Fact]
    public void What_is_refused_on_a_later_page_of_the_desk_comes_back_to_it()
    {
        var page = new Desk.IndexModel(null!);
        Assert.Equal(page.Address, page.Here);
        page.From = "a b";
        Assert.Equal(page.Address + "&from=a%20b", page.Here);
    }

    [Fact]
    public async Task The_file_of_the_desk_is_read_back_with_what_was_changed_in_it()
    {
        await using var service = await Started(ideas: 3);
        foreach (var (idea, cost) in new[] { ("2", 125_050), ("3", 70_000) })
        {
            await Grace(service).ValueProposalAsync(new ValueProposalRequest
            {
                RequestId = Id(), RoundId = RoundId, ProposalId = idea,
                Valuation = new Valuation { Cost = new Money { AmountMinor = cost, Currency = "GBP" } },
            });
        }

        using var sent = new MemoryStream();
        var context = As(House.Grace).HttpContext;
        context.Response.Body = sent;
        await DeskFile.Get(RoundId, null, null, null, null, null, null, Grace(service), context, CancellationToken.None);
        var file = Encoding.UTF8.GetString(sent.ToArray());
        Assert.Contains(",1250.5,", file, StringComparison.Ordinal);

        var changed = Encoding.UTF8.GetBytes(file.Replace(",1250.5,", ",990,", StringComparison.Ordinal));
        using var content = new MemoryStream(changed);
        var page = Valuations(service);
        page.Content = new FormFile(content, 0, changed.Length, nameof(page.Content), "ideas.csv");
        Assert.IsType<PageResult>(await page.OnPost(RoundId, CancellationToken.None));
        Assert.NotNull(page.Read);
        var save = Valuations(service);
        save.Looked = page.Looked;
        Assert.IsType<RedirectResult>(await save.OnPostSave(RoundId, CancellationToken.None));
        Assert.Equal(
            [ProposalState.Open, ProposalState.Feasible, ProposalState.Feasible],
            new[] { await Idea(service, "1"), await Idea(service, "2"), await Idea(service, "3") }.Select(idea => idea.State));
        Assert.Equal(99_000, (await Idea(service, "2")).Valuation.Cost.AmountMinor);
        Assert.Equal(70_000, (await Idea(service, "3")).Valuation.Cost.AmountMinor);
    }

    private static Client Grace(RunningService service) => new(service.As(House.Grace));

    private static async Task<Proposal> Idea(RunningService service, string id) =>
        await Grace(service).GetProposalAsync(new GetProposalRequest { RoundId = RoundId, ProposalId = id });

    private static CaseModel Case(RunningService service) => new(Grace(service), new CouncilDays(TimeZoneInfo.Utc, TimeProvider.System))
    {
        RequestId = Guid.NewGuid(), PageContext = As(House.Grace),
    };

    private static ValuationsModel Valuations(RunningService service) => new(Grace(service))
    {
        RequestId = Guid.NewGuid(), PageContext = As(House.Grace),
    };

    /// <summary>The feed as a browser gets it that has one with this tag.</summary>
    private static async Task<(int Status, string Tag, string Text)> Feed(RunningService service, Caller reader, string tag = "")
    {
        var nowhere = new Uri("http://127.0.0.1");
        var settings = new GatewaySettings
        {
            Services = new ServiceAddresses(nowhere, nowhere, nowhere, nowhere, nowhere), Data = "", CouncilNow = new CouncilNow(new()),
        };
        await using var provider = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = provider };
        context.Request.Method = "GET";
        context.Request.Scheme = "https";
        context.Request.Host = new HostString("budget.example");
        context.Request.Path = $"/rounds/{RoundId}/ideas.atom";
        if (tag.Length > 0)
        {
            context.Request.Headers.IfNoneMatch = tag;
        }

        context.Response.Body = body;
        var answer = await IdeasFeed.Get(RoundId, null, new Client(service.As(reader)), settings, context, CancellationToken.None);
        await answer.ExecuteAsync(context);
        return (context.Response.StatusCode, context.Response.Headers.ETag.ToString(), Encoding.UTF8.GetString(body.ToArray()));
    }

    private static PageContext As(Caller who)
    {
        var identity = new Participatory.People.V1.Identity { Subject = who.Subject, ShownAs = who.ShownAs, TokenExpireTime = new() };
        identity.Roles.AddRange(who.Roles);
        return new PageContext { HttpContext = new DefaultHttpContext { User = Person.Of(identity, "", "test") } };
    }

    /// <summary>A round that takes ideas, with as many.</summary>
    private static async Task<RunningService> Started(int ideas)
    {
        var service = await RunningService.Start(
            "sqlite", builder => builder.AddProposals(), app => app.MapProposals(), Participatory.Proposals.V1.ProposalsService.Descriptor);
        await Grace(service).CreateRoundAsync(new CreateRoundRequest { RequestId = Id(), Round = Draft() });
        await Grace(service).AdvanceRoundAsync(
            new AdvanceRoundRequest { RequestId = Id(), RoundId = RoundId, ToPhase = Phase.Accepting, Reason = "Now." });
        for (var at = 1; at <= ideas; at++)
        {
            await Grace(service).CreateProposalAsync(new CreateProposalRequest
            {
                RequestId = Id(),
                Proposal = new Proposal { RoundId = RoundId, AreaCode = "E05000001", Title = $"Idea {at}", Words = "Three benches." },
            });
        }

        return service;
    }

    private static Round Draft() => new()
    {
        RoundId = RoundId,
        Title = "Greener Elm Park",
        Description = "£18,000 for the ward.",
        Currency = "GBP",
        Areas = { new Area { AreaCode = "E05000001", Name = "Elm Park" } },
        Dates = new PhaseDates
        {
            ListeningFrom = Day(0), AcceptingFrom = Day(10), ReviewingFrom = Day(20), BallotingFrom = Day(30), FinishedFrom = Day(40),
        },
        Voting = new VotingRules { VoteType = VoteType.Approval, MaxLength = 3, Rule = "greedy", Utility = "cost", Ties = "es" },
        Policies = new Policies { PayWithinDays = 10, AnswerWithinDays = 14, StoryAfterDays = 90, Unspent = UnspentPolicy.RollOver },
    };

    private static Timestamp Day(int days) => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddDays(days).ToTimestamp();

    private static string Id() => Guid.NewGuid().ToString();
}
