using Microsoft.Extensions.DependencyInjection;
using Participatory.Proposals.Drafts;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Ideas that nobody has sent yet.</summary>
public sealed class DraftTests
{
    [Theory, EveryDatabase]
    public async Task A_draft_is_read_by_its_author_alone_and_becomes_an_idea(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var kept = await council.Keep(People.Amina, Written.Draft());
        Assert.Equal((1, "A chess table", 30_000L), (kept.Version, kept.Title, kept.Estimate.AmountMinor));
        foreach (var who in new[] { People.Tom, People.Grace, People.Nia })
        {
            await Council.Refused("DRAFT_NOT_FOUND", async () => await council.As(who).GetProposalDraftAsync(
                new() { DraftId = kept.DraftId }), "draft_id");
            Assert.Empty(await council.Drafts(who));
            await Council.Refused("DRAFT_NOT_FOUND", () => council.Keep(who, new ProposalDraft(kept) { Words = "Mine" }), "draft.draft_id");
            await council.As(who).DeleteProposalDraftAsync(new() { RequestId = Council.NewRequest(), DraftId = kept.DraftId });
        }

        kept.Words = "In the shade, where the old men sit.";
        kept.TopicIds.AddRange(["play", "green", "play"]);
        await Council.Refused("INVALID_REQUEST", () => council.Keep(People.Amina, kept), "draft.topic_ids");
        kept.TopicIds.RemoveAt(2);
        var again = await council.Keep(People.Amina, kept);
        Assert.Equal((2, kept.Words), (again.Version, again.Words));
        Assert.Equal(["play", "green"], again.TopicIds);
        await Council.Refused("DRAFT_CHANGED", () => council.Keep(People.Amina, kept), "draft.version");
        Assert.Equal(again, Assert.Single(await council.Drafts(People.Amina)));

        await council.Advance(Phase.Accepting);
        var request = new CreateProposalRequest
        {
            RequestId = Council.NewRequest(), Proposal = Council.Idea("A chess table"), DraftId = again.DraftId,
        };
        var made = await council.As(People.Amina).CreateProposalAsync(request);
        Assert.Equal(made, await council.As(People.Amina).CreateProposalAsync(request));
        Assert.Empty(await council.Drafts(People.Amina));
        Assert.DoesNotContain("shade", string.Join('\n', await Said(council)), StringComparison.Ordinal);
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM draft"));
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_keeps_one_and_a_person_has_twenty(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var request = new KeepProposalDraftRequest { RequestId = Council.NewRequest(), Draft = Written.Draft() };
        var first = await council.As(People.Amina).KeepProposalDraftAsync(request);
        Assert.Equal(first, await council.As(People.Amina).KeepProposalDraftAsync(request));
        await Race.All(18, at => council.Keep(People.Amina, Written.Draft($"Idea {at}")));
        var reasons = await Race.Reasons(Enumerable.Range(0, 3).Select(at => (Func<Task>)(() => council.Keep(
            People.Amina, Written.Draft($"More {at}")))));
        Assert.Equal(["", "DRAFTS_FULL", "DRAFTS_FULL"], reasons.Order(StringComparer.Ordinal));
        Assert.Equal(20, (await council.Drafts(People.Amina)).Count);
        await council.As(People.Amina).DeleteProposalDraftAsync(new() { RequestId = Council.NewRequest(), DraftId = first.DraftId });
        Assert.Equal(19, (await council.Drafts(People.Amina)).Count);
        // Nothing of it is kept to repeat the answer.
        Assert.Equal("", (await council.As(People.Amina).KeepProposalDraftAsync(request)).Title);
    }

    [Theory, EveryDatabase]
    public async Task What_nobody_finished_goes_ninety_days_after_its_round(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Keep(People.Amina, Written.Draft());
        await council.As(People.Grace).EndRoundAsync(
            new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, Reason = "The money was cut." });
        await Council.Refused("IDEAS_NO_MORE", () => council.Keep(People.Amina, Written.Draft()));
        council.Service.Clock.Advance(TimeSpan.FromDays(89));
        await Tick(council);
        Assert.Single(await council.Drafts(People.Amina));
        council.Service.Clock.Advance(TimeSpan.FromDays(2));
        await Tick(council);
        Assert.Empty(await council.Drafts(People.Amina));
        Assert.Equal("IdeaDrafts 1", await council.Ask<string>("SELECT CONCAT(kind, ' ', total) FROM removal"));
    }

    private static Task Tick(Council council) =>
        council.Service.Services.GetRequiredService<RemoveDrafts>().Tick(TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<string>> Said(Council council)
    {
        await using var session = await council.Service.Database.Read(TestContext.Current.CancellationToken);
        return await session.Many<string>(new("SELECT body FROM outbox"));
    }
}
