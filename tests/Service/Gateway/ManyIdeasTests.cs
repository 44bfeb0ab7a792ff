using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Gateway.Pages.Council.Ideas;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;
using static Participatory.Tests.Service.AtTheDoor.IdeasAtTheDoor;
using Client = Participatory.Proposals.V1.ProposalsService.ProposalsServiceClient;
using House = Participatory.Tests.People;

namespace Participatory.Tests.Service.AtTheDoor;

/// <summary>The page on which an officer says of many ideas what they cost, on a real service.</summary>
public sealed class ManyIdeasTests
{
    [Fact]
    public async Task Many_ideas_are_valued_with_one_form_and_an_amount_that_cannot_be_read_holds_up_none_of_the_others()
    {
        await using var service = await Started(ideas: 30);
        var page = await Opened(service);
        Assert.Equal((25, true, "1200"), (page.Ideas.Count, page.CanBeValued, page.CostOf(page.Ideas[0])));

        page.Chosen = [.. page.Ideas.Take(4).Select(idea => idea.ProposalId)];
        page.Costs = new() { ["1"] = "1,250.50", ["2"] = "about 300", ["3"] = "1200", ["4"] = "£900", ["5"] = "77" };
        Assert.IsType<PageResult>(await page.OnPost(RoundId, CancellationToken.None));

        Assert.Equal(3, page.ValuedMany);
        Assert.NotNull(page.FaultOf(page.Ideas[0]));
        Assert.Equal(("2", "about 300", 25), (page.Ideas[0].ProposalId, page.CostOf(page.Ideas[0]), page.Ideas.Count));
        Assert.Equal(125_050, (await Idea(service, "1")).Valuation.Cost.AmountMinor);
        Assert.Equal(ProposalState.Open, (await Idea(service, "2")).State);
        Assert.Equal(ProposalState.Open, (await Idea(service, "5")).State);

        // Put right and sent again with the same form: what went through stays as it is.
        page.ModelState.Clear();
        page.Costs["2"] = "300";
        page.Chosen = ["1", "2"];
        Assert.IsType<RedirectResult>(await page.OnPost(RoundId, CancellationToken.None));
        Assert.Equal(30_000, (await Idea(service, "2")).Valuation.Cost.AmountMinor);
        Assert.Equal(125_050, (await Idea(service, "1")).Valuation.Cost.AmountMinor);
    }

    [Fact]
    public async Task An_idea_knows_the_one_before_and_the_one_after_in_its_list_and_leads_on_to_it()
    {
        await using var service = await Started(ideas: 4);
        var page = await PageOf(service, "2", area: "E05000001");
        Assert.Equal((null, "3", "1200"), (page.Before?.ProposalId, page.After?.ProposalId, page.Cost));
        page = await PageOf(service, "2", area: "");
        Assert.Equal(("1", "3"), (page.Before?.ProposalId, page.After?.ProposalId));

        page.Valuation = IdeaModel.CanBeDone;
        var then = Assert.IsType<RedirectResult>(await page.OnPost(RoundId, "2", CancellationToken.None)).Url;
        Assert.StartsWith($"/council/rounds/{RoundId}/ideas/3?show=ToLookAt", then, StringComparison.Ordinal);
        page = await PageOf(service, "4", area: "");
        page.Valuation = IdeaModel.CanBeDone;
        then = Assert.IsType<RedirectResult>(await page.OnPost(RoundId, "4", CancellationToken.None)).Url;
        Assert.StartsWith($"/council/rounds/{RoundId}/ideas?show=ToLookAt", then, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_idea_whose_words_are_hidden_has_a_name_where_it_is_refused_to_an_officer_of_another_area()
    {
        await using var service = await Started(ideas: 1);
        await new Client(service.As(House.Noor)).JudgeProposalAsync(new JudgeProposalRequest
        {
            RequestId = Id(), RoundId = RoundId, ProposalId = "1", Part = IdeaPart.Words, Judgement = HidingJudgement.Hide,
            Reason = HidingReason.Abuse,
        });
        var page = new IndexModel(new Client(service.As(House.Olu)))
        {
            RequestId = Guid.NewGuid(), PageContext = As(House.Olu), Chosen = ["1"], Costs = new() { ["1"] = "300" },
        };
        Assert.IsType<PageResult>(await page.OnPost(RoundId, CancellationToken.None));
        Assert.StartsWith(
            Words.Hiding.TitleHidden + ": ", Assert.Single(page.ModelState[""]!.Errors).ErrorMessage, StringComparison.Ordinal);
    }

    private static async Task<IdeaModel> PageOf(RunningService service, string id, string area)
    {
        var page = new IdeaModel(Grace(service)) { RequestId = Guid.NewGuid(), Area = area, PageContext = As(House.Grace) };
        await page.OnGet(RoundId, id, CancellationToken.None);
        return page;
    }

    private static async Task<IndexModel> Opened(RunningService service)
    {
        var page = new IndexModel(Grace(service)) { RequestId = Guid.NewGuid(), PageContext = As(House.Grace) };
        await page.OnGet(RoundId, CancellationToken.None);
        return page;
    }

    /// <summary>The first is in the south, the others in the north, and each has an estimate.</summary>
    private static Task<RunningService> Started(int ideas) => IdeasAtTheDoor.Started(ideas, (at, idea) =>
    {
        idea.AreaCode = at == 1 ? "E05000002" : "E05000001";
        idea.Estimate = new Money { AmountMinor = 120_000, Currency = "GBP" };
    });
}
