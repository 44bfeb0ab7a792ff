using System.Text;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Gateway.Pages.Council.Desk;
using Participatory.Gateway.Pages.Ideas;
using Participatory.Gateway.People;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;
using Participatory.Words;
using static Participatory.Tests.Service.AtTheDoor.IdeasAtTheDoor;
using AccountabilityClient = Participatory.Accountability.V1.AccountabilityService.AccountabilityServiceClient;
using Client = Participatory.Proposals.V1.ProposalsService.ProposalsServiceClient;
using Desk = Participatory.Gateway.Pages.Council.Desk;
using GrantsClient = Participatory.Grants.V1.GrantsService.GrantsServiceClient;
using House = Participatory.Tests.People;
using Links = Participatory.Gateway.Pages.Shared.Links;
using ResultsFeed = Participatory.Gateway.Pages.Rounds.ResultsFeed;
using RoundsFeed = Participatory.Gateway.Pages.Rounds.RoundsFeed;
using Topics = Participatory.Gateway.Pages.Council.Topics;

namespace Participatory.Tests.Service.AtTheDoor;

/// <summary>The feed of ideas, their topics and the desk of officers, on a real service.</summary>
public sealed class FoundPagesTests
{
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
    public async Task The_feed_of_rounds_has_each_and_that_of_results_none_that_has_no_result_yet()
    {
        await using var service = await Started(ideas: 1);
        var proposals = new Client(service.As(House.Nobody));
        var rounds = await Got(
            Links.RoundsFeed, "", (settings, context) => RoundsFeed.Get(proposals, settings, context, CancellationToken.None));
        Assert.Equal(200, rounds.Status);
        Assert.Contains("<title>Greener Elm Park</title>", rounds.Text, StringComparison.Ordinal);
        Assert.Contains($"<id>https://budget.example/rounds/{RoundId}</id>", rounds.Text, StringComparison.Ordinal);

        var results = await Got(Links.ResultsFeed, "", (settings, context) => ResultsFeed.Get(
            proposals, settings, new Say(TimeZoneInfo.Utc, TimeProvider.System), context, CancellationToken.None));
        Assert.Equal(200, results.Status);
        Assert.Contains(Words.Finding.ResultsFeedTitle, results.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<entry", results.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_happened_to_an_idea_says_that_a_part_is_away_and_is_sent_again_once_more_has_happened()
    {
        await using var service = await Started(ideas: 1);
        var (status, tag, text) = await Timeline(service, "1");
        Assert.Equal(200, status);
        Assert.Contains("\"complete\": false", text, StringComparison.Ordinal);
        Assert.Contains("\"kind\": \"made\"", text, StringComparison.Ordinal);
        var again = await Timeline(service, "1", tag);
        Assert.Equal((304, ""), (again.Status, again.Text));

        await Grace(service).EditProposalAsync(new EditProposalRequest
        {
            RequestId = Id(), RoundId = RoundId, ProposalId = "1", Version = 1, Title = "Idea 1", Words = "Four benches.",
        });
        var changed = await Timeline(service, "1", tag);
        Assert.Equal(200, changed.Status);
        Assert.Contains("\"kind\": \"version\"", changed.Text, StringComparison.Ordinal);
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
        await DeskFile.Get(RoundId, null, null, null, null, null, null, null, Grace(service), context, CancellationToken.None);
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

    private static CaseModel Case(RunningService service) => new(Grace(service), new CouncilDays(TimeZoneInfo.Utc, TimeProvider.System))
    {
        RequestId = Guid.NewGuid(), PageContext = As(House.Grace),
    };

    private static ValuationsModel Valuations(RunningService service) => new(Grace(service))
    {
        RequestId = Guid.NewGuid(), PageContext = As(House.Grace),
    };

    /// <summary>The feed as a browser gets it that has one with this tag.</summary>
    private static Task<(int Status, string Tag, string Text)> Feed(RunningService service, Caller reader, string tag = "") => Got(
        $"/rounds/{RoundId}/ideas.atom", tag, (settings, context) =>
            IdeasFeed.Get(RoundId, null, new Client(service.As(reader)), settings, context, CancellationToken.None));

    /// <summary>All that happened to an idea as a browser gets it, where only Proposals answers.</summary>
    private static Task<(int Status, string Tag, string Text)> Timeline(RunningService service, string id, string tag = "") => Got(
        $"/rounds/{RoundId}/ideas/{id}/timeline.json", tag, (settings, context) => TimelineData.Get(
            RoundId, id, new Client(service.As(House.Nobody)), new GrantsClient(service.As(House.Nobody)),
            new AccountabilityClient(service.As(House.Nobody)), settings, new Say(TimeZoneInfo.Utc, TimeProvider.System), context,
            CancellationToken.None));
}
