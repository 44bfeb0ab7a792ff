using Participatory.Contracts.People;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>What a common idea takes along of the two that it was, and what stays with them.</summary>
public sealed class IdeaOfTwoTests
{
    private const string Friends = "group-friends";

    [Theory, EveryDatabase]
    public async Task It_stands_under_the_name_of_the_group_of_the_one_that_carries_it_and_both_read_so_before(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await InGroup(council, Friends, "Friends of Elm Park", People.Amina);
        await council.Propose(People.Amina, Of(Friends));
        await council.Propose(People.Tom, Council.Idea("Seats by the pond"));
        var said = await council.Suggest(People.Amina);
        var seen = await council.As(People.Tom).GetJoiningAsync(new() { JoiningId = said.JoiningId });
        Assert.Equal((Friends, "Friends of Elm Park", false), (seen.GroupId, seen.GroupName, seen.LeavesGroup));

        // Where the other one carries it, it is nobody's but the writers'.
        said = await council.Suggest(People.Tom, "2", "1", carriedBy: "2");
        seen = await council.As(People.Amina).GetJoiningAsync(new() { JoiningId = said.JoiningId });
        Assert.Equal(("", "", true), (seen.GroupId, seen.GroupName, seen.LeavesGroup));

        var common = await council.JoinIdeas(People.Amina, People.Tom);
        Assert.Equal(Friends, (await council.Get(People.Nobody, common)).GroupId);
        Assert.Equal([common], await OfGroup(council));
        Assert.Equal(Friends, (await council.Service.Published<ProposalMade>())[^1].GroupId);
        Assert.Equal(
            [People.Amina.Subject, People.Tom.Subject],
            Assert.Single(await council.Service.Published<ProposalsJoined>()).WriterSubjects);

        await council.SayYes(People.Tom, await council.SuggestSplit(People.Amina, common));
        Assert.Equal(["1"], await OfGroup(council));
        Assert.Equal(1, await council.Ask<long>("SELECT COUNT(*) FROM group_idea"));
    }

    [Theory, EveryDatabase]
    public async Task That_support_reached_a_number_only_together_is_said_of_the_common_idea(string engine)
    {
        await using var council = await Joined.Start(engine);
        for (var number = 1; number <= 11; number++)
        {
            await council.Support(People.Resident($"subject-{number}"), number <= 6 ? "1" : "2");
        }

        await council.Support(People.Resident("subject-1"), "2");
        Assert.Empty(await council.Service.Published<SupportGrew>());
        var common = await council.JoinIdeas(People.Amina, People.Tom);
        SupportGrew[] grew = [new(Council.RoundId, common, "Somewhere to sit", People.Amina.Subject, 10, council.Service.Clock.Now)];
        Assert.Equal(grew, await council.Service.Published<SupportGrew>());

        // What it had before it was joined once more is not said again.
        await council.Propose(People.Olu, Council.Idea("A stool"));
        await council.Support(People.Resident("subject-12"), "4");
        await council.JoinIdeas(People.Olu, People.Amina, "4", common);
        Assert.Equal(grew, await council.Service.Published<SupportGrew>());
    }

    [Theory, EveryDatabase]
    public async Task Ideas_of_two_groups_are_not_joined(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await InGroup(council, Friends, "Friends of Elm Park", People.Amina);
        await InGroup(council, "group-pond", "The pond people", People.Tom);
        await council.Propose(People.Amina, Of(Friends));
        await council.Propose(People.Tom, Of("group-pond"));
        await Council.Refused("JOINING_OTHER_GROUP", () => council.Suggest(People.Amina));
        await Council.Refused("JOINING_OTHER_GROUP", () => council.Hint(People.Grace));
    }

    [Theory, EveryDatabase]
    public async Task It_is_where_the_one_that_carries_it_is_or_the_other_and_all_that_is_below_goes_with_it(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose(People.Amina, Placed.Idea("Benches by the pond", words: "By the pond"));
        await council.Propose(People.Tom, Council.Idea("Seats by the pond"));
        await council.Propose(People.Olu, Placed.Idea("A stool", words: "By the gate"));
        var pair = (await council.SayYes(People.Tom, await council.Suggest(People.Amina, carriedBy: "2"))).CommonProposalId;
        Assert.Equal("By the pond", (await council.Get(People.Nobody, pair)).Place.PlaceWords);
        await council.SayYes(People.Tom, await council.SuggestSplit(People.Amina, pair));
        Assert.Equal(0, await council.Ask<long>($"SELECT COUNT(*) FROM proposal_place WHERE proposal_id = '{pair}'"));

        pair = await council.JoinIdeas(People.Amina, People.Tom);
        var all = await council.JoinIdeas(People.Olu, People.Amina, "3", pair);
        Assert.Equal("By the gate", (await council.Get(People.Nobody, all)).Place.PlaceWords);
        await council.As(People.Nobody).FlagProposalAsync(new()
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", Part = IdeaPart.Words,
            Reason = HidingReason.Abuse,
        });
        await council.Leave(People.Amina, all);
        await council.Leave(People.Tom, all);
        await council.Withdraw(People.Olu, all);
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM proposal_place"));
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM flag"));
        var gone = (await council.Service.Published<ProposalWithdrawn>()).Select(one => one.ProposalId).ToHashSet();
        Assert.Superset(new HashSet<string> { "1", "2", "3", pair, all }, gone);
    }

    [Theory, EveryDatabase]
    public async Task What_was_taken_back_is_read_by_the_other_side_no_more(string engine)
    {
        await using var council = await Joined.Start(engine);
        var said = await council.Suggest(People.Amina);
        await council.TakeBack(People.Amina, said);
        var theirs = Assert.Single(await council.Joinings(People.Tom, "2"));
        Assert.Equal(("", "", "", "Benches by the pond"), (theirs.Title, theirs.Words, theirs.WhoBenefits, theirs.ProposalTitle));
        Assert.Equal(said.Words, Assert.Single(await council.Joinings(People.Amina)).Words);

        await council.Withdraw(People.Amina, "1");
        Assert.Equal("", Assert.Single(await council.Joinings(People.Tom, "2")).ProposalTitle);
        Assert.Equal(
            "Benches by the pond",
            (await council.As(People.Amina).GetJoiningAsync(new() { JoiningId = said.JoiningId })).ProposalTitle);
    }

    [Theory, EveryDatabase]
    public async Task What_was_asked_about_the_two_is_still_answered(string engine)
    {
        await using var council = await Joined.Start(engine);
        var zoe = People.Resident("subject-zoe");
        var asked = await council.Wonder(zoe);
        var forCouncil = await council.Wonder(zoe, Enquired.Question("Who pays for it?", forCouncil: true));
        await council.JoinIdeas(People.Amina, People.Tom);

        Assert.True((await council.Look(People.Amina, asked)).CanAnswer);
        Assert.Equal("We do, in turns.", Assert.Single((await council.Answer(People.Amina, asked)).Answers).Words);
        Assert.Equal(
            forCouncil.EnquiryId,
            Assert.Single((await council.As(People.Olu).ListEnquiriesForCouncilAsync(new())).Enquiries).EnquiryId);
        Assert.Single((await council.Answer(People.Olu, forCouncil, "The council does.")).Answers);
        Assert.Empty((await council.As(People.Olu).ListEnquiriesForCouncilAsync(new())).Enquiries);
    }

    [Theory, EveryDatabase]
    public async Task Its_words_wait_for_a_look_where_an_edit_of_whoever_wrote_them_would(string engine)
    {
        await using var council = await Council.Start(engine);
        var round = Council.Draft();
        round.Policies.NewcomersWait = true;
        await council.MakeAccepting(round);
        await council.Two();
        await Council.Refused("JOINING_WORDS_HIDDEN", () => council.Suggest(People.Amina));
        await Show(council, "1");
        await Show(council, "2");

        // What is suggested is read by the two alone and waits for nobody; as an idea it waits, since nothing else of hers is shown.
        var said = await council.Suggest(People.Amina);
        Assert.Equal(said.Words, (await council.As(People.Tom).GetJoiningAsync(new() { JoiningId = said.JoiningId })).Words);
        var common = (await council.SayYes(People.Tom, said)).CommonProposalId;
        var seen = await council.Get(People.Nobody, common);
        Assert.Equal(("", "", HidingState.Waiting), (seen.Title, seen.Words, seen.Hiding.State));
        Assert.Equal("Somewhere to sit", (await council.Get(People.Tom, common)).Title);
        Assert.Contains(
            (await council.As(People.Olu).ListFlaggedAsync(new())).Ideas, waits => waits.ProposalId == common);
        await Show(council, common);
        Assert.Equal("Somewhere to sit", (await council.Get(People.Nobody, common)).Title);

        // Of whom something else is shown waits for nobody.
        await council.Propose(People.Amina, Council.Idea("A swing"));
        await council.Propose(People.Tom, Council.Idea("A slide"));
        var next = await council.JoinIdeas(People.Amina, People.Tom, "4", "5");
        Assert.Null((await council.Get(People.Nobody, next)).Hiding);
    }

    private static async Task Show(Council council, string proposalId) => await council.As(People.Olu).JudgeProposalAsync(new()
    {
        RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = proposalId, Part = IdeaPart.Words,
        Judgement = HidingJudgement.Show,
    });

    private static Proposal Of(string groupId) => new(Council.Idea()) { GroupId = groupId };

    private static async Task InGroup(Council council, string groupId, string name, Caller who)
    {
        await council.Service.Deliver(new GroupChanged(groupId, name, IsClosed: false, 1));
        await council.Service.Deliver(new GroupMembersChanged(groupId, 1, [who.Subject]));
    }

    private static async Task<IEnumerable<string>> OfGroup(Council council) =>
        (await council.As(People.Nobody).ListGroupProposalsAsync(new() { GroupId = Friends })).Proposals.Select(idea => idea.ProposalId);
}
