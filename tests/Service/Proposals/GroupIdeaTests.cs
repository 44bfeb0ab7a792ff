using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.People;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Identity;
using Participatory.Platform.Rights;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Ideas that stand under the name of a group, which we know from what People says.</summary>
public sealed class GroupIdeaTests
{
    private const string Friends = "group-friends";

    [Theory, EveryDatabase]
    public async Task Only_somebody_in_a_group_proposes_in_its_name_and_stays_the_first_author(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await Council.Refused("IDEA_GROUP_OF_OTHERS", () => council.Propose(idea: Ours()), "proposal.group_id");
        await Said(council, 1, "Friends of Elm Park", [People.Amina.Subject, People.Tom.Subject]);
        await Council.Refused("IDEA_GROUP_OF_OTHERS", () => council.Propose(People.Noor, Ours()), "proposal.group_id");

        var made = await council.Propose(idea: Ours());
        Assert.Equal((Friends, "Friends of Elm Park", true), (made.GroupId, made.GroupName, made.Mine));
        Assert.Equal("", (await council.Propose(idea: Council.Idea("My own"))).GroupId);

        // Whoever leaves the group goes on writing, and the group keeps its name on it.
        await Said(council, 2, "Friends of the pond", [People.Tom.Subject]);
        await Council.Refused("IDEA_GROUP_OF_OTHERS", () => council.Propose(idea: Ours("Another")), "proposal.group_id");
        var after = await council.Edit(People.Amina, 1, "Four benches.");
        Assert.Equal(("Friends of the pond", true), (after.GroupName, after.Mine));
        await Council.Refused("WRITING_IS_THEIRS", () => council.Edit(People.Tom, 2, "Five benches."));
    }

    [Theory, EveryDatabase]
    public async Task A_hidden_name_is_said_to_nobody_and_a_closed_group_has_no_new_ideas(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await Said(council, 1, "Friends of Elm Park", [People.Amina.Subject]);
        await council.Propose(idea: Ours());
        await Said(council, 2, "", [People.Amina.Subject], closed: true);

        foreach (var who in (Caller[])[People.Nobody, People.Amina, People.Grace])
        {
            Assert.Equal((Friends, ""), ((await council.Get(who, "1")).GroupId, (await council.Get(who, "1")).GroupName));
        }

        await Council.Refused("IDEA_GROUP_CLOSED", () => council.Propose(idea: Ours("Another")), "proposal.group_id");
        // Somebody else learns nothing of it.
        await Council.Refused("IDEA_GROUP_OF_OTHERS", () => council.Propose(People.Tom, Ours("Another")), "proposal.group_id");
    }

    [Theory, EveryDatabase]
    public async Task The_ideas_of_a_group_are_listed_without_what_was_taken_back_or_hidden(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await Said(council, 1, "Friends of Elm Park", [People.Amina.Subject]);
        await council.Propose(idea: Ours());
        await council.Propose(idea: Council.Idea("My own"));
        await council.Propose(idea: Ours("A second one"));
        await council.Propose(idea: Ours("A third one"));
        await council.Propose(idea: Ours("A fourth one"));

        Assert.Equal(["1", "3", "4", "5"], (await council.As(People.Nobody).ListProposalsAsync(
            new() { RoundId = Council.RoundId, GroupId = Friends })).Proposals.Select(idea => idea.ProposalId));
        var found = await council.As(People.Nobody).ListFoundProposalsAsync(
            new() { RoundId = Council.RoundId, GroupId = Friends, Order = ProposalOrder.Oldest, Search = "benches" });
        Assert.Equal((4, "1"), (found.Total, found.Proposals[0].ProposalId));
        var first = await council.As(People.Nobody).ListGroupProposalsAsync(new() { GroupId = Friends, PageSize = 3 });
        Assert.Equal(["5", "4", "3"], first.Proposals.Select(idea => idea.ProposalId));
        Assert.Equal(["1"], await Listed(council, People.Nobody, first.NextPageToken, 3));

        await council.Withdraw(People.Amina, "5");
        await council.As(People.Grace).JudgeProposalAsync(new()
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "4", Part = IdeaPart.Words,
            Judgement = HidingJudgement.Hide, Reason = HidingReason.Abuse,
        });
        foreach (var who in (Caller[])[People.Nobody, People.Amina, People.Grace])
        {
            Assert.Equal(["3", "1"], await Listed(council, who));
        }

        // Nor is a hidden one found by its group, and its group stands with it for those alone who read its words.
        foreach (var who in (Caller[])[People.Nobody, People.Amina, People.Grace])
        {
            Assert.Equal(["1", "3"], (await council.As(who).ListProposalsAsync(
                new() { RoundId = Council.RoundId, GroupId = Friends })).Proposals.Select(idea => idea.ProposalId));
            Assert.Equal(2, (await council.As(who).ListFoundProposalsAsync(
                new() { RoundId = Council.RoundId, GroupId = Friends })).Total);
        }

        var hidden = await council.Get(People.Nobody, "4");
        Assert.Equal(("", "", Friends), (hidden.GroupId, hidden.GroupName, (await council.Get(People.Amina, "4")).GroupId));
        Assert.Empty((await council.As(People.Nobody).ListGroupProposalsAsync(new() { GroupId = "group-of-nobody" })).Proposals);
    }

    [Theory, EveryDatabase]
    public async Task What_is_heard_late_twice_or_out_of_order_ends_the_same(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        // Who is in it is heard before what it is called.
        await council.Service.Deliver(new GroupMembersChanged(Friends, 3, [People.Tom.Subject, People.Tom.Subject]));
        await Council.Refused("IDEA_GROUP_OF_OTHERS", () => council.Propose(People.Tom, Ours()), "proposal.group_id");
        await council.Service.Deliver(new GroupChanged(Friends, "The newest name", IsClosed: false, 4));
        await council.Service.Deliver(new GroupChanged(Friends, "An old name", IsClosed: true, 2));
        await council.Service.Deliver(new GroupMembersChanged(Friends, 2, [People.Amina.Subject]));
        await council.Service.Deliver(new GroupMembersChanged(Friends, 3, [People.Tom.Subject]));

        await Council.Refused("IDEA_GROUP_OF_OTHERS", () => council.Propose(idea: Ours()), "proposal.group_id");
        Assert.Equal("The newest name", (await council.Propose(People.Tom, Ours())).GroupName);
        Assert.Equal(1, await council.Ask<long>("SELECT COUNT(*) FROM group_member"));
    }

    [Theory, EveryDatabase]
    public async Task A_draft_remembers_the_group_and_who_is_in_it_is_looked_at_when_it_is_sent(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var kept = await council.Keep(People.Amina, new ProposalDraft(Written.Draft()) { GroupId = Friends });
        Assert.Equal(Friends, Assert.Single(await council.Drafts(People.Amina)).GroupId);
        var request = new CreateProposalRequest { RequestId = Council.NewRequest(), Proposal = Ours(), DraftId = kept.DraftId };
        await Council.Refused("IDEA_GROUP_OF_OTHERS", async () => await council.As(People.Amina).CreateProposalAsync(request),
            "proposal.group_id");
        Assert.Single(await council.Drafts(People.Amina));

        await Said(council, 1, "Friends of Elm Park", [People.Amina.Subject]);
        var made = await council.As(People.Amina).CreateProposalAsync(request);
        Assert.Equal(made, await council.As(People.Amina).CreateProposalAsync(request));
        Assert.Equal(1, await council.Ask<long>("SELECT COUNT(*) FROM group_idea"));
        Assert.Empty(await council.Drafts(People.Amina));
    }

    [Theory, EveryDatabase]
    public async Task Who_is_forgotten_is_in_no_group_and_their_idea_goes_from_it(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await Said(council, 1, "Friends of Elm Park", [People.Amina.Subject, People.Tom.Subject]);
        await council.Propose(idea: Ours());
        await council.Service.Deliver(new PersonForgotten(People.Amina.Subject, council.Service.Clock.Now));
        await council.Service.Services.GetRequiredService<Forgetting>().Tick(TestContext.Current.CancellationToken);

        Assert.Equal(0, await council.Ask<long>($"SELECT COUNT(*) FROM group_member WHERE subject = '{People.Amina.Subject}'"));
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM group_idea"));
        Assert.Empty(await Listed(council, People.Tom));
    }

    [Theory, EveryDatabase]
    public async Task The_ballot_paper_says_whose_an_idea_is(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Release(Council.Elm, 5_000);
        await Said(council, 1, "Friends of Elm Park", [People.Amina.Subject]);
        await council.Propose(idea: Ours());
        await council.Propose(idea: Council.Idea("My own"));
        await council.Advance(Phase.Reviewing);
        await council.Cost("1", 100);
        await council.Cost("2", 100);
        await council.Publish();

        var paper = Assert.Single(await council.Service.Published<BallotPaperPublished>());
        Assert.Equal([Friends, ""], paper.Contests.SelectMany(contest => contest.Projects).Select(project => project.GroupId));
    }

    private static Proposal Ours(string title = "Benches by the pond") => new(Council.Idea(title)) { GroupId = Friends };

    private static async Task Said(Council council, int number, string name, string[] members, bool closed = false)
    {
        await council.Service.Deliver(new GroupChanged(Friends, name, closed, number));
        await council.Service.Deliver(new GroupMembersChanged(Friends, number, members));
    }

    private static async Task<IEnumerable<string>> Listed(Council council, Caller who, string from = "", int size = 0) =>
        (await council.As(who).ListGroupProposalsAsync(new() { GroupId = Friends, PageToken = from, PageSize = size })).Proposals
            .Select(idea => idea.ProposalId);
}
