using Google.Protobuf;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

public sealed class IdeaListTests
{
    [Theory, EveryDatabase]
    public async Task Two_hundred_and_fifty_ideas_are_listed_in_the_order_they_came(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        for (var n = 1; n <= 250; n++)
        {
            // More than a resident sends in within an hour.
            await council.Propose(
                n % 2 == 0 ? People.Grace : People.Noor, Council.Idea($"Idea {n}", n % 5 == 0 ? Council.Oak : Council.Elm));
        }

        var numbers = Enumerable.Range(1, 250).Select(n => $"{n}").ToList();
        Assert.Equal(numbers, (await Every(new ListProposalsRequest { RoundId = Council.RoundId })).Select(idea => idea.ProposalId));
        Assert.Equal(
            numbers, (await Every(new ListProposalsRequest { RoundId = Council.RoundId, PageSize = 7 })).Select(idea => idea.ProposalId));
        Assert.Equal(
            50, (await Every(new ListProposalsRequest { RoundId = Council.RoundId, AreaCode = Council.Oak, PageSize = 25 })).Count);
        var largest = await council.As(People.Nobody)
            .ListProposalsAsync(new ListProposalsRequest { RoundId = Council.RoundId, PageSize = 1000 });
        Assert.Equal((200, 0), (largest.Proposals.Count, largest.Total));
        var counted = await council.As(People.Nobody).ListProposalsAsync(
            new ListProposalsRequest { RoundId = Council.RoundId, AreaCode = Council.Oak, PageSize = 1, WithTotal = true });
        Assert.Equal((1, 50), (counted.Proposals.Count, counted.Total));

        List<string> mine = [];
        var token = "";
        do
        {
            var page = await council.As(People.Grace).ListMyProposalsAsync(new ListMyProposalsRequest { PageToken = token });
            Assert.All(page.Proposals, idea => Assert.True(idea.Mine));
            mine.AddRange(page.Proposals.Select(idea => idea.ProposalId));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        Assert.Equal(Enumerable.Range(1, 125).Select(n => $"{n * 2}").Reverse(), mine);

        async Task<List<Proposal>> Every(ListProposalsRequest request)
        {
            List<Proposal> all = [];
            do
            {
                var page = await council.As(People.Nobody).ListProposalsAsync(request);
                all.AddRange(page.Proposals);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            return all;
        }
    }

    [Theory, EveryDatabase]
    public async Task The_idea_before_and_the_one_after_are_found_among_those_that_are_asked_for(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        for (var n = 1; n <= 6; n++)
        {
            await council.Propose(People.Grace, Council.Idea($"Idea {n}", n % 2 == 0 ? Council.Oak : Council.Elm));
        }

        Assert.Equal(["4"], await Beside("3", backwards: false, ""));
        Assert.Equal(["2"], await Beside("3", backwards: true, ""));
        Assert.Equal(["5"], await Beside("3", backwards: false, Council.Elm));
        Assert.Equal(["1"], await Beside("2", backwards: true, Council.Elm));
        Assert.Empty(await Beside("6", backwards: false, ""));
        Assert.Empty(await Beside("1", backwards: true, ""));
        var last = new ListProposalsRequest { RoundId = Council.RoundId, Backwards = true, PageSize = 4 };
        var page = await council.As(People.Nobody).ListProposalsAsync(last);
        last.PageToken = page.NextPageToken;
        var rest = await council.As(People.Nobody).ListProposalsAsync(last);
        Assert.Equal(["6", "5", "4", "3", "2", "1"], page.Proposals.Concat(rest.Proposals).Select(idea => idea.ProposalId));
        await Council.Refused("PROPOSAL_NOT_FOUND", () => Beside("99", backwards: false, ""), "proposal_id");

        async Task<IEnumerable<string>> Beside(string id, bool backwards, string area) => (
            await council.As(People.Grace).ListProposalsAsync(new ListProposalsRequest
            {
                RoundId = Council.RoundId, AreaCode = area, PageSize = 1, BesideProposalId = id, Backwards = backwards
            })).Proposals.Select(idea => idea.ProposalId);
    }

    [Theory, EveryDatabase]
    public async Task A_list_of_very_long_ideas_comes_in_pages_that_can_be_read(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var idea = Council.Idea();
        (idea.Words, idea.WhoBenefits) = (new string('原', 4000), new string('原', 1000));
        for (var n = 0; n < 200; n++)
        {
            await council.Propose(People.Grace, idea);
        }

        var seen = 0;
        var request = new ListProposalsRequest { RoundId = Council.RoundId, PageSize = 200 };
        do
        {
            var page = await council.As(People.Nobody).ListProposalsAsync(request);
            Assert.InRange(page.CalculateSize(), 1, 2_200_000);
            seen += page.Proposals.Count;
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(200, seen);
    }

    [Theory, EveryDatabase]
    public async Task A_page_token_of_another_list_is_refused(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        await council.Propose();
        var nobody = council.As(People.Nobody);
        var page = await nobody.ListProposalsAsync(new ListProposalsRequest { RoundId = Council.RoundId, PageSize = 1 });
        await Council.Refused(
            "INVALID_REQUEST",
            async () => await nobody.ListProposalsAsync(
                new ListProposalsRequest { RoundId = Council.RoundId, AreaCode = Council.Elm, PageToken = page.NextPageToken }),
            "page_token");
        await Council.Refused(
            "INVALID_REQUEST",
            async () => await council.As(People.Amina).ListMyProposalsAsync(new ListMyProposalsRequest { PageToken = page.NextPageToken }),
            "page_token");
        await Council.Refused(
            "INVALID_REQUEST",
            async () => await nobody.ListProposalsAsync(new ListProposalsRequest { RoundId = Council.RoundId, PageSize = -1 }),
            "page_size");
        await Council.Refused(
            "INVALID_REQUEST",
            async () => await nobody.ListProposalsAsync(
                new ListProposalsRequest { RoundId = Council.RoundId, States = { ProposalState.Unspecified } }),
            "states");
    }

    [Theory, EveryDatabase]
    public async Task Ideas_are_listed_by_their_state(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        foreach (var _ in Enumerable.Range(0, 4))
        {
            await council.Propose();
        }

        await council.Cost("2", 100);
        await council.TurnDown("3");
        await council.Withdraw(People.Amina, "4");
        Assert.Equal("1,2,3", await Listed(People.Nobody));
        Assert.Equal("2,3", await Listed(People.Nobody, ProposalState.Feasible, ProposalState.Infeasible));
        Assert.Equal("1", await Listed(People.Nobody, ProposalState.Open, ProposalState.Open));
        Assert.Equal("", await Listed(People.Nobody, ProposalState.Won));

        async Task<string> Listed(Caller caller, params ProposalState[] states) =>
            string.Join(',', (await council.As(caller).ListProposalsAsync(
            new ListProposalsRequest { RoundId = Council.RoundId, States = { states } })).Proposals.Select(idea => idea.ProposalId));
    }
}
