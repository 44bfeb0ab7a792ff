using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Ideas of all rounds, by where they are, how they stand and how far their round is; and how many there are.</summary>
public sealed class FoundEverywhereTests
{
    private const string Earlier = "last-year";

    [Theory, EveryDatabase]
    public async Task Over_all_rounds_an_area_a_phase_and_a_state_narrow_what_is_found_and_counted(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting(Council.Draft(Earlier));
        await council.MakeAccepting();
        await council.Propose(idea: Council.Idea("Swift boxes", roundId: Earlier));
        await council.Propose(idea: Council.Idea("Swift walks"));
        await council.Propose(idea: Council.Idea("Swift songs", Council.Oak));
        await council.TurnDown("1");
        await council.Advance(Phase.Reviewing, Earlier);

        Assert.Equal(["Swift songs", "Swift walks", "Swift boxes"], await Found(new()));
        Assert.Equal(["Swift songs"], await Found(new() { AreaCode = Council.Oak }));
        Assert.Equal(["Swift boxes"], await Found(new() { Phase = Phase.Reviewing }));
        Assert.Equal(["Swift songs", "Swift walks"], await Found(new() { Phase = Phase.Accepting }));
        Assert.Empty(await Found(new() { Phase = Phase.Finished }));
        Assert.Equal(["Swift walks"], await Found(new() { States = { ProposalState.Infeasible } }));
        Assert.Empty(await Found(new() { States = { ProposalState.Withdrawn } }));
        Assert.Empty(await Found(new() { AreaCode = Council.Oak, States = { ProposalState.Infeasible } }));
        await Council.Refused("INVALID_REQUEST", () => Ask(council, new() { Search = "swift", AreaCode = "no code" }), "area_code");
        await Council.Refused("INVALID_REQUEST", () => Ask(council, new() { Search = "swift", Phase = (Phase)99 }), "phase");

        // Nobody counts what is hidden.
        await council.Judge(HidingJudgement.Hide, id: "2");
        Assert.Equal(["Swift walks", "Swift boxes"], await Found(new()));

        async Task<IEnumerable<string>> Found(ListFoundEverywhereRequest asked)
        {
            (asked.Search, asked.Order) = ("swift", ProposalOrder.Newest);
            var found = await Ask(council, asked);
            Assert.Equal(found.Proposals.Count, found.Total);
            return found.Proposals.Select(idea => idea.Title);
        }
    }

    [Theory, EveryDatabase]
    public async Task Over_all_rounds_each_order_has_every_idea_once_and_no_idea_is_last_for_everybody(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting(Council.Draft(Earlier));
        await council.MakeAccepting();
        List<string> titles = [.. Enumerable.Range(1, 6).Select(n => $"Swift {n}")];
        foreach (var title in titles)
        {
            await council.Propose(idea: Council.Idea(title, roundId: title.EndsWith('1') ? Earlier : Council.RoundId));
        }

        await council.Support(People.Noor, "2");
        Assert.Equal(titles, await Read(ProposalOrder.Oldest));
        Assert.Equal(titles.AsEnumerable().Reverse(), await Read(ProposalOrder.Newest));
        Assert.Equal("Swift 3", (await Read(ProposalOrder.MostSupported))[0]);
        Assert.Equal(await Read(ProposalOrder.Shuffled, seed: 7), await Read(ProposalOrder.Unspecified, seed: 7));
        HashSet<string> last = [];
        for (var seed = 1; seed <= 20; seed++)
        {
            var mixed = await Read(ProposalOrder.Shuffled, seed: 1_000_003L * seed);
            Assert.Equal(titles, mixed.Order(StringComparer.Ordinal));
            last.Add(mixed[^1]);
        }

        Assert.True(last.Count > 1, "One idea is last for everybody.");
        await Council.Refused("INVALID_REQUEST", () => Ask(council, new() { Search = "swift", Order = ProposalOrder.Nearest }), "order");

        async Task<List<string>> Read(ProposalOrder order, long seed = 0)
        {
            List<string> read = [];
            var asked = new ListFoundEverywhereRequest { Search = "swift", Order = order, Seed = seed, PageSize = 4 };
            do
            {
                var page = await Ask(council, asked);
                read.AddRange(page.Proposals.Select(idea => idea.Title));
                asked.PageToken = page.NextPageToken;
            }
            while (asked.PageToken.Length > 0);
            return read;
        }
    }

    [Theory, EveryDatabase]
    public async Task Rounds_are_found_by_their_titles_where_they_have_the_area_and_are_in_the_phase(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting(Council.Draft(Earlier));
        var other = Council.Draft("of-oak-hill");
        other.Areas.RemoveAt(0);
        await council.Make(other);

        Assert.Equal(["of-oak-hill", Earlier], await Found(new()));
        Assert.Equal([Earlier], await Found(new() { AreaCode = Council.Elm }));
        Assert.Equal(["of-oak-hill"], await Found(new() { Phase = Phase.Listening }));
        Assert.Empty(await Found(new() { AreaCode = Council.Elm, Phase = Phase.Listening }));

        async Task<IEnumerable<string>> Found(ListFoundEverywhereRequest asked)
        {
            asked.Search = "greener";
            return (await Ask(council, asked)).Rounds.Select(round => round.RoundId);
        }
    }

    [Theory, EveryDatabase]
    public async Task How_many_are_found_is_the_same_on_each_page_of_a_search(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        foreach (var title in (string[])["Swift boxes", "Swift walks", "Benches", "Swift songs"])
        {
            await council.Propose(idea: Council.Idea(title));
        }

        foreach (var order in (ProposalOrder[])[ProposalOrder.Oldest, ProposalOrder.Shuffled, ProposalOrder.MostSupported])
        {
            List<string> read = [];
            var asked = new ListFoundProposalsRequest { RoundId = Council.RoundId, Search = "swift", Order = order, PageSize = 1 };
            do
            {
                var page = await council.As(People.Nobody).ListFoundProposalsAsync(asked);
                Assert.Equal(3, page.Total);
                read.AddRange(page.Proposals.Select(idea => idea.ProposalId));
                asked.PageToken = page.NextPageToken;
            }
            while (asked.PageToken.Length > 0);
            Assert.Equal(["1", "2", "4"], read.Order(StringComparer.Ordinal));
        }

        // What was on the last page goes before somebody reads it: the others are counted all the same.
        var first = new ListFoundProposalsRequest
        {
            RoundId = Council.RoundId, Search = "swift", Order = ProposalOrder.Oldest, PageSize = 2,
        };
        first.PageToken = (await council.As(People.Nobody).ListFoundProposalsAsync(first)).NextPageToken;
        await council.Withdraw(People.Amina, "4");
        var last = await council.As(People.Nobody).ListFoundProposalsAsync(first);
        Assert.Equal((0, 2), (last.Proposals.Count, last.Total));

        var everywhere = await Ask(council, new() { Search = "swift", PageSize = 1 });
        Assert.Equal((1, 2), (everywhere.Proposals.Count, everywhere.Total));
        Assert.Equal(2, (await Ask(council, new() { Search = "swift", PageSize = 1, PageToken = everywhere.NextPageToken })).Total);
        await Council.Refused("INVALID_REQUEST", () => Ask(
            council, new() { Search = "swift", AreaCode = Council.Elm, PageToken = everywhere.NextPageToken }), "page_token");
    }

    private static Task<ListFoundEverywhereResponse> Ask(Council council, ListFoundEverywhereRequest asked) =>
        council.As(People.Nobody).ListFoundEverywhereAsync(asked).ResponseAsync;
}
