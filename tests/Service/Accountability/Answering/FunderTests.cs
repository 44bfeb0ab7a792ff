using Grpc.Core;
using Participatory.Accountability.V1;
using Participatory.Contracts.Grants;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Accountability.Answering.AnsweredRound;

namespace Participatory.Tests.Service.Accountability.Answering;

public sealed class FunderTests
{
    [Theory, EveryDatabase]
    public async Task One_link_opens_one_page_until_it_is_ended(string engine)
    {
        await using var run = await Start(engine);
        await run.Accepted("1", People.Amina);
        await run.TellStory("1", People.Amina, "It went well.");
        await run.TellStory("2", People.Tom, "For you only.", Audience.Council);
        var request = new MakeFunderLinkRequest { RequestId = Request(), RoundId = Round, Funder = "The Harbour Trust" };
        var link = await run.As(People.Grace).MakeFunderLinkAsync(request);
        Assert.Equal(link, await run.As(People.Grace).MakeFunderLinkAsync(request));
        Assert.Equal(40, link.Secret.Length);

        await run.Service.Deliver(
            new BudgetReleased("release-1", Round, "pooled-fund", "GBP", run.Now, [new ReleasedToArea(Ward, 900_000)]));
        await run.Service.Deliver(
            new BudgetReleased("release-2", Round, "pooled-fund", "GBP", run.Now, [new ReleasedToArea(Ward, 100_000)]));
        var page = await run.As(People.Nobody).GetFunderPageAsync(new() { Secret = link.Secret });
        Assert.Equal(
            ("The Harbour Trust", 1, 100_000L, 200_000L, 1),
            (page.Funder, page.Grants, page.Agreed.AmountMinor, page.Paid.AmountMinor, page.Kept));
        Assert.Equal(["pooled-fund"], page.FundIds);
        Assert.Equal("It went well.", Assert.Single(page.Stories).Words);

        await run.As(People.Grace).EndFunderLinkAsync(new() { RequestId = Request(), LinkId = link.LinkId });
        var ended = await Refused(StatusCode.NotFound, "LINK_NOT_FOUND", async () => await run.As(People.Nobody)
            .GetFunderPageAsync(new() { Secret = link.Secret }));
        var wrong = await Refused(StatusCode.NotFound, "LINK_NOT_FOUND", async () => await run.As(People.Nobody)
            .GetFunderPageAsync(new() { Secret = "0" + link.Secret[1..] }));
        Assert.Equal(ended.Status.Detail, wrong.Status.Detail);
        await Refused(StatusCode.NotFound, "LINK_NOT_FOUND", async () => await run.As(People.Nobody).GetFunderPageAsync(new()));
    }

    [Theory, EveryDatabase]
    public async Task The_secret_is_kept_nowhere(string engine)
    {
        await using var run = await Start(engine);
        var link = await run.As(People.Grace)
            .MakeFunderLinkAsync(new() { RequestId = Request(), RoundId = Round, Funder = "The Harbour Trust" });

        Assert.Equal("", (await run.As(People.Grace).ListFunderLinksAsync(new() { RoundId = Round })).Links.Single().Secret);
        var rows = (await run.Rows("funder_link")).Concat(await run.Rows("request")).Concat(await run.Rows("outbox"))
            .SelectMany(row => row.Values).ToList();
        var hex = Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(link.Secret));
        Assert.NotEmpty(rows);
        Assert.DoesNotContain(rows, value => value.Contains(link.Secret, StringComparison.OrdinalIgnoreCase)
            || value.Contains(hex, StringComparison.OrdinalIgnoreCase));
    }
}
