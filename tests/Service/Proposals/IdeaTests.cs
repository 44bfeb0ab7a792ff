using Google.Protobuf;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

public sealed class IdeaTests
{
    [Theory, EveryDatabase]
    public async Task One_person_sends_in_ten_ideas_an_hour_and_faults_do_not_count(string engine)
    {
        await using var council = await Council.Start(engine, demonstration: false);
        await council.MakeAccepting();
        for (var n = 0; n < 12; n++)
        {
            await Council.Refused("INVALID_REQUEST", () => council.Propose(idea: Council.Idea(title: "")), "proposal.title");
        }

        for (var n = 0; n < 10; n++)
        {
            await council.Propose();
        }

        await Council.Refused("TOO_MANY_THIS_HOUR", () => council.Propose());
        await council.Propose(People.Tom);
    }

    [Theory, EveryDatabase]
    public async Task An_idea_keeps_its_own_words(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var idea = Council.Idea("Ławki 🌳 & <b>benches</b>");
        idea.Words = "Line one\r\n\tline two; 'DROP TABLE proposal' – ciao";
        var sent = await council.Propose(idea: idea);
        Assert.Equal(
            (idea.Title, idea.Words, idea.WhoBenefits, idea.ShownAs, idea.AreaCode, idea.Estimate),
            (sent.Title, sent.Words, sent.WhoBenefits, sent.ShownAs, sent.AreaCode, sent.Estimate));
        Assert.Equal(Council.Day(0), sent.CreateTime);
        Assert.Null(sent.Valuation);
        Assert.Null(sent.Outcome);

        var seen = await council.Get(People.Nobody, "1");
        Assert.False(seen.Mine);
        (sent.Mine, sent.WrittenByMe) = (false, false);
        Assert.Equal(sent, seen);
    }

    [Theory, EveryDatabase]
    public async Task No_statement_can_change_what_a_person_wrote(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var before = await council.Propose();
        foreach (var column in (string[])["title", "words", "who_benefits"])
        {
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
                () => council.Run($"UPDATE proposal SET {column} = 'better words'"));
        }

        await council.Run("UPDATE proposal SET supports = 0");
        Assert.Equal(before, await council.Get(People.Amina, "1"));
    }

    [Theory, EveryDatabase]
    public async Task An_idea_needs_neither_an_estimate_nor_a_name(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var idea = Council.Idea();
        (idea.Estimate, idea.ShownAs, idea.WhoBenefits) = (null, "", "");
        Assert.Null((await council.Propose(idea: idea)).Estimate);
    }

    [Theory, EveryDatabase]
    public async Task Every_fault_of_an_idea_is_named(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        (Action<Proposal> Spoil, string[] Fields)[] faults =
        [
            (idea => idea.RoundId = "Not An Id", ["proposal.round_id"]),
            (idea => idea.ProposalId = "7", ["proposal.proposal_id"]),
            (idea => idea.AreaCode = "E09999999", ["proposal.area_code"]),
            (idea => idea.AreaCode = "", ["proposal.area_code"]),
            (idea => idea.Title = "", ["proposal.title"]),
            (idea => idea.Title = new string('a', 121), ["proposal.title"]),
            (idea => idea.Title = "nul\0", ["proposal.title"]),
            (idea => idea.Title = "A bench\r\nBcc: everybody@example.org", ["proposal.title"]),
            (idea => idea.ShownAs = "Amina\u2028Yusuf", ["proposal.shown_as"]),
            (idea => idea.Words = " \n ", ["proposal.words"]),
            (idea => idea.Words = new string('a', 4001), ["proposal.words"]),
            (idea => idea.WhoBenefits = new string('a', 1001), ["proposal.who_benefits"]),
            (idea => idea.ShownAs = new string('a', 81), ["proposal.shown_as"]),
            (idea => idea.Estimate = Council.Pounds(0), ["proposal.estimate.amount_minor"]),
            (idea => idea.Estimate = Council.Pounds(-5), ["proposal.estimate.amount_minor"]),
            (idea => idea.Estimate = new Money { AmountMinor = long.MaxValue, Currency = "GBP" }, ["proposal.estimate.amount_minor"]),
            (idea => idea.Estimate.Currency = "EUR", ["proposal.estimate.currency"]),
            (idea => (idea.Title, idea.Words, idea.AreaCode) = ("", "", "elsewhere"),
                ["proposal.title", "proposal.words", "proposal.area_code"]),
        ];
        foreach (var (spoil, fields) in faults)
        {
            var idea = Council.Idea();
            spoil(idea);
            await Council.Refused("INVALID_REQUEST", () => council.Propose(idea: idea), fields);
        }

        await Council.Refused(
            "INVALID_REQUEST",
            async () => await council.As(People.Amina).CreateProposalAsync(new CreateProposalRequest()),
            "request_id",
            "proposal",
            "proposal.round_id");
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM proposal"));
    }

    [Theory, EveryDatabase]
    public async Task Ideas_are_taken_while_the_round_accepts_them(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        await Council.Refused("IDEAS_NOT_YET", () => council.Propose());
        await council.Advance(Phase.Accepting);
        await council.Propose();
        await council.Advance(Phase.Reviewing);
        await Council.Refused("IDEAS_NO_MORE", () => council.Propose());
        await Council.Refused("SIGN_IN_NEEDED", () => council.Propose(People.Nobody));
    }

    [Theory, EveryDatabase]
    public async Task Sending_an_idea_twice_makes_one(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var request = new CreateProposalRequest { RequestId = Council.NewRequest(), Proposal = Council.Idea() };
        var first = await council.As(People.Amina).CreateProposalAsync(request);
        Assert.Equal(first, await council.As(People.Amina).CreateProposalAsync(request));
        Assert.Equal(1, await council.Ask<long>("SELECT COUNT(*) FROM proposal"));

        // Another person's request of the same id is another request.
        Assert.Equal("2", (await council.As(People.Tom).CreateProposalAsync(request)).ProposalId);
        request.Proposal.Title = "Another";
        await Council.Refused("REQUEST_ID_REUSED", async () => await council.As(People.Amina).CreateProposalAsync(request), "request_id");
    }

    [Theory, EveryDatabase]
    public async Task Ideas_that_come_at_once_get_a_number_each(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var sent = await Task.WhenAll(Enumerable.Range(1, 20).Select(n => council.Propose(People.Resident($"subject-{n}"))));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => $"{n}").Order(), sent.Select(idea => idea.ProposalId).Order());
    }

    [Theory, EveryDatabase]
    public async Task A_published_election_brings_its_own_ids_and_longer_titles(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make(Council.Draft(importedFrom: "Warszawa 2024, Wawer"));
        var project = Council.Idea(new string('t', 400));
        (project.ProposalId, project.Words) = ("BO.D5.16/17_a", "");
        Assert.Equal("BO.D5.16/17_a", (await council.Propose(People.Grace, project)).ProposalId);
        await Council.Refused("PROPOSAL_EXISTS", () => council.Propose(People.Grace, project), "proposal.proposal_id");

        project.ProposalId = "41";
        Assert.Equal("41", (await council.Propose(People.Grace, project)).ProposalId);
        project.ProposalId = "";
        Assert.Equal("42", (await council.Propose(People.Grace, project)).ProposalId);
        project.ProposalId = "0099";
        Assert.Equal("0099", (await council.Propose(People.Grace, project)).ProposalId);
        project.ProposalId = "has space";
        await Council.Refused("INVALID_REQUEST", () => council.Propose(People.Grace, project), "proposal.proposal_id");

        // Residents still wait for the round to open; a group that brings in its own project gives it its id, too.
        await Council.Refused("IDEAS_NOT_YET", () => council.Propose());
        await council.Advance(Phase.Accepting);
        Assert.Equal("43", (await council.Propose()).ProposalId);
        project.ProposalId = "77";
        Assert.Equal("77", (await council.Propose(People.Amina, project)).ProposalId);
        var oak = Council.Idea(area: Council.Oak);
        await Council.Refused("AREA_OF_OTHERS", () => council.Propose(People.Olu, oak));
    }

    [Fact]
    public void A_round_that_is_full_says_so()
    {
        var last = new CreateProposal.Last { LastNumber = 20, Proposals = CreateProposal.MaxProposals - 1 };
        Assert.Equal(("21", 21), CreateProposal.NextId("", last));
        var refused = Assert.Throws<Refusal>(() => CreateProposal.NextId("", last with { Proposals = CreateProposal.MaxProposals }));
        Assert.Equal("ROUND_FULL", refused.Reason.Name);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("999999999", 999_999_999)]
    [InlineData("1000000000", null)]
    [InlineData("007", null)]
    [InlineData("0", null)]
    [InlineData("7a", null)]
    [InlineData("٧", null)]
    public void An_id_that_is_a_plain_number_counts_for_those_that_follow(string asked, int? number) =>
        Assert.Equal((asked, number), CreateProposal.NextId(asked, last: null));

    [Theory, EveryDatabase]
    public async Task An_idea_that_is_taken_back_is_for_its_proposer_and_officers_only(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        Assert.Equal(ProposalState.Withdrawn, (await council.Withdraw(People.Amina, "1")).State);
        Assert.Equal(ProposalState.Withdrawn, (await council.Withdraw(People.Amina, "1")).State);

        Assert.Equal("Benches by the pond", (await council.Get(People.Amina, "1")).Title);
        Assert.Equal("Benches by the pond", (await council.Get(People.Grace, "1")).Title);
        await Council.Refused("PROPOSAL_NOT_FOUND", () => council.Get(People.Tom, "1"), "proposal_id");
        await Council.Refused("PROPOSAL_NOT_FOUND", () => council.Get(People.Nobody, "1"), "proposal_id");
        await Council.Refused("PROPOSAL_NOT_FOUND", () => council.Withdraw(People.Tom, "1"), "proposal_id");
        await Council.Refused("PROPOSAL_WITHDRAWN", () => council.Support(People.Tom, "1"));
        await Council.Refused("PROPOSAL_WITHDRAWN", () => council.Cost("1", 100));

        Assert.Equal((0, 1), (await Listed(People.Amina, asked: false), await Listed(People.Amina, asked: true)));
        Assert.Equal((0, 1), (await Listed(People.Grace, asked: false), await Listed(People.Grace, asked: true)));
        Assert.Equal((0, 0), (await Listed(People.Tom, asked: false), await Listed(People.Tom, asked: true)));
        Assert.Equal((0, 0), (await Listed(People.Nobody, asked: false), await Listed(People.Nobody, asked: true)));
        Assert.Single((await council.As(People.Amina).ListMyProposalsAsync(new ListMyProposalsRequest())).Proposals);

        async Task<int> Listed(Caller caller, bool asked) => (await council.As(caller).ListProposalsAsync(new ListProposalsRequest
        {
            RoundId = Council.RoundId, States = { asked ? [ProposalState.Withdrawn] : Array.Empty<ProposalState>() },
        })).Proposals.Count;
    }

    [Theory, EveryDatabase]
    public async Task Only_its_proposer_takes_an_idea_back_and_only_until_the_paper_is_out(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        await council.Propose();
        await council.Propose();
        await Council.Refused("WITHDRAWING_IS_THEIRS", () => council.Withdraw(People.Tom, "1"));
        await Council.Refused("WITHDRAWING_IS_THEIRS", () => council.Withdraw(People.Grace, "1"));
        await Council.Refused("PROPOSAL_NOT_FOUND", () => council.Withdraw(People.Amina, "9"), "proposal_id");
        await council.Advance(Phase.Reviewing);
        await council.Cost("1", 100);
        await council.Cost("2", 100);
        var request = new WithdrawProposalRequest { RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "2" };
        var taken = await council.As(People.Amina).WithdrawProposalAsync(request);
        Assert.Equal(ProposalState.Withdrawn, taken.State);
        await council.TurnDown("3");
        Assert.Equal(ProposalState.Withdrawn, (await council.Withdraw(People.Amina, "3")).State);
        await council.Release(Council.Elm, 500);
        await council.Publish();
        Assert.Equal(taken, await council.As(People.Amina).WithdrawProposalAsync(request));
        await Council.Refused("WITHDRAWING_NO_MORE", () => council.Withdraw(People.Amina, "1"));
        Assert.Equal(ProposalState.OnBallot, (await council.Get(People.Nobody, "1")).State);
    }
}
