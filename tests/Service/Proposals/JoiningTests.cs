using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.People;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Rights;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Two ideas become one where both say yes, and two again.</summary>
public sealed class JoiningTests
{
    [Theory, EveryDatabase]
    public async Task Two_become_one_with_its_own_number_and_the_two_stay_readable_and_stand_in_no_list(string engine)
    {
        await using var council = await Joined.Start(engine);
        await council.WriteTogether(People.Resident("subject-zoe"), "Zoe");
        var said = await council.Suggest(People.Amina, carriedBy: "2");
        Assert.True(Assert.Single((await council.As(People.Tom).ListMyJoiningsAsync(new())).Joinings).WaitsForMe);
        var accepted = await council.SayYes(People.Tom, said);
        Assert.Equal((JoiningState.Accepted, "3", ""), (accepted.State, accepted.CommonProposalId, accepted.Words));
        Assert.Empty((await council.As(People.Tom).ListMyJoiningsAsync(new())).Joinings);

        var common = await council.Get(People.Nobody, "3");
        Assert.Equal(("Somewhere to sit", "Benches and seats, in one place.", 3), (common.Title, common.Words, common.Writers));
        Assert.Equal(["1", "2"], common.JoinedOf);
        Assert.Equal((ProposalState.Open, 1), (common.State, common.Version));
        Assert.True((await council.Get(People.Tom, "3")).Mine);
        Assert.True((await council.Get(People.Amina, "3")).WrittenByMe);
        Assert.True((await council.Get(People.Resident("subject-zoe"), "3")).WrittenByMe);
        Assert.Equal(["3"], await council.Listed());

        var first = await council.Get(People.Nobody, "1");
        Assert.Equal(("Benches by the pond", ProposalState.Withdrawn, "3"), (first.Title, first.State, first.JoinedInto));
        foreach (var refused in new Func<Task>[]
        {
            () => council.Edit(People.Amina, 1, "Still two."), () => council.Support(People.Olu, "1"), () => council.Cost("1", 100),
            () => council.Withdraw(People.Amina, "1"), () => council.Leave(People.Amina), () => council.InviteWriter(),
        })
        {
            await Council.Refused("PROPOSAL_JOINED", refused);
        }

        await council.Edit(People.Amina, 1, "Amina writes on.", "Somewhere to sit", "3");
        Assert.Equal("Tom writes on.", (await council.Edit(People.Tom, 2, "Tom writes on.", "Somewhere to sit", "3")).Words);
        Assert.Equal(
            ["1:1", "2:1"],
            Assert.Single(await council.Service.Published<ProposalsJoined>()).Ideas.Select(idea => $"{idea.ProposalId}:{idea.Number}"));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_supports_either_is_counted_once_and_takes_it_back_for_good(string engine)
    {
        await using var council = await Joined.Start(engine);
        var (both, left) = (People.Resident("likes-both"), People.Resident("likes-one"));
        await council.Support(both, "1");
        await council.Support(both, "2");
        await council.Support(left, "2");
        var common = await council.JoinIdeas(People.Amina, People.Tom);
        var seen = await council.Get(both, common);
        Assert.Equal((2, 2, true, 0), (seen.Supports, seen.EarlierSupports, seen.SupportedByMe, seen.SupportedVersion));
        Assert.True(seen.ChangedSinceSupported);
        var changed = await council.As(both).ListChangedSupportsAsync(new());
        Assert.Equal(common, Assert.Single(changed.Proposals).ProposalId);

        await council.Support(both, common);
        seen = await council.Get(both, common);
        Assert.Equal((2, 1, false), (seen.Supports, seen.EarlierSupports, seen.ChangedSinceSupported));
        await council.As(left).WithdrawSupportAsync(
            new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = common });
        await council.Support(People.Olu, common);

        await council.SayYes(People.Tom, await council.SuggestSplit(People.Amina, common));
        Assert.Equal((1, 1), ((await council.Get(both, "1")).Supports, (await council.Get(both, "2")).Supports));
        Assert.False((await council.Get(left, "2")).SupportedByMe);
        Assert.False((await council.Get(People.Olu, "1")).SupportedByMe);
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM support WHERE supporter_subject = 'likes-one'"));
    }

    [Theory, EveryDatabase]
    public async Task It_becomes_two_again_where_both_say_yes_and_whoever_left_comes_back_to_neither(string engine)
    {
        await using var council = await Joined.Start(engine);
        var zoe = People.Resident("subject-zoe");
        await council.WriteTogether(zoe, "Zoe");
        var common = await council.JoinIdeas(People.Amina, People.Tom);
        await council.Leave(People.Amina, common);
        await Council.Refused("WRITING_IS_THEIRS", () => council.SuggestSplit(People.Amina, common));
        var split = await council.SuggestSplit(zoe, common);
        await Council.Refused("JOINING_IS_THEIRS", () => council.SayYes(zoe, split));
        await council.SayYes(People.Tom, split);

        Assert.Equal(["1", "2"], await council.Listed());
        var first = await council.Get(zoe, "1");
        Assert.Equal((ProposalState.Open, "", true, 1), (first.State, first.JoinedInto, first.Mine, first.Writers));
        await Council.Refused("WRITING_IS_THEIRS", () => council.Edit(People.Amina, 1, "I am back."));
        await Council.Refused("PROPOSAL_NOT_FOUND", () => council.Get(People.Nobody, common), "proposal_id");
        Assert.Equal(
            ["1:2", "2:2"],
            Assert.Single(await council.Service.Published<ProposalsSplit>()).Ideas.Select(idea => $"{idea.ProposalId}:{idea.Number}"));
        await Council.Refused("JOINING_ANSWERED", () => council.SayYes(People.Tom, split));

        // And one again, which has another number.
        Assert.Equal("4", await council.JoinIdeas(People.Tom, zoe, "2", "1"));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_left_a_common_idea_comes_back_by_no_link_that_they_made_before(string engine)
    {
        await using var council = await Joined.Start(engine);
        var zoe = People.Resident("subject-zoe");
        await council.WriteTogether(zoe, "Zoe");
        var aminas = await council.InviteWriter();
        var zoes = await council.InviteWriter(zoe);
        var common = await council.JoinIdeas(People.Amina, People.Tom);
        await Council.Refused("PROPOSAL_JOINED", () => council.Join(People.Olu, zoes));
        await council.Leave(People.Amina, common);
        await council.SayYes(People.Tom, await council.SuggestSplit(zoe, common));
        await Council.Refused("LINK_OPENS_NOTHING", () => council.Join(People.Amina, aminas), "secret");
        Assert.Equal(2, (await council.Join(People.Olu, zoes)).Writers);
    }

    [Theory, EveryDatabase]
    public async Task A_no_is_known_to_the_two_sides_alone_and_is_not_asked_again(string engine)
    {
        await using var council = await Joined.Start(engine);
        var said = await council.Suggest(People.Amina);
        await Council.Refused("JOINING_ASKED", () => council.Suggest(People.Amina));
        Assert.Equal(JoiningState.Refused, (await council.SayNo(People.Tom, said)).State);
        await Council.Refused("JOINING_ANSWERED", () => council.SayYes(People.Tom, said));
        await Council.Refused("JOINING_TOLD_NO", () => council.Suggest(People.Amina));
        foreach (var other in new[] { People.Olu, People.Grace })
        {
            await Council.Refused(
                "JOINING_IS_THEIRS", async () => await council.As(other).GetJoiningAsync(new() { JoiningId = said.JoiningId }));
            await Council.Refused("WRITING_IS_THEIRS", () => council.Joinings(other));
        }

        Assert.Equal(said.Words, Assert.Single(await council.Joinings(People.Tom, "2")).Words);
        Assert.Empty(await council.Service.Published<ProposalsJoined>());
        // The other side may.
        await council.SayYes(People.Amina, await council.Suggest(People.Tom, "2", "1"));
        Assert.Equal(["3"], await council.Listed());
    }

    [Theory, EveryDatabase]
    public async Task Other_words_come_in_the_place_of_those_that_were_suggested(string engine)
    {
        await using var council = await Joined.Start(engine);
        var first = await council.Suggest(People.Amina);
        var next = await council.Suggest(People.Tom, "2", "1", "Seats, and benches.");
        await Council.Refused("JOINING_ANSWERED", () => council.SayYes(People.Tom, first));
        await council.TakeBack(People.Tom, next);
        await Council.Refused("JOINING_ANSWERED", () => council.SayYes(People.Amina, next));
        Assert.Equal(2, (await council.Joinings(People.Amina)).Count(one => one.State == JoiningState.Ended));
        await Assert.ThrowsAnyAsync<Exception>(() => council.Run("UPDATE joining SET words = 'Others.'"));
    }

    [Theory, EveryDatabase]
    public async Task What_somebody_suggested_who_has_left_the_idea_gives_way_to_what_its_proposer_suggests_now(string engine)
    {
        await using var council = await Joined.Start(engine);
        var zoe = People.Resident("subject-zoe");
        await council.WriteTogether(zoe, "Zoe");
        var aminas = await council.Suggest(People.Amina);
        await council.Leave(People.Amina);
        await Council.Refused("JOINING_ANSWERED", () => council.SayYes(People.Tom, aminas));
        var zoes = await council.Suggest(zoe, words: "Benches, and seats with backs.");
        await Council.Refused("JOINING_ASKED", () => council.Suggest(zoe));
        Assert.Equal(
            [JoiningState.Ended, JoiningState.Open],
            (await council.Joinings(People.Tom, "2")).Select(one => one.State).OrderDescending());
        await council.SayYes(People.Tom, zoes);
        Assert.Equal(["3"], await council.Listed());
    }

    [Theory, EveryDatabase]
    public async Task A_split_that_somebody_suggested_who_has_left_the_idea_waits_for_nobody_and_gives_way_to_another(string engine)
    {
        await using var council = await Joined.Start(engine);
        var zoe = People.Resident("subject-zoe");
        await council.WriteTogether(zoe, "Zoe");
        var common = await council.JoinIdeas(People.Amina, People.Tom);
        var aminas = await council.SuggestSplit(People.Amina, common);
        Assert.True(Assert.Single((await council.As(People.Tom).ListMyJoiningsAsync(new())).Joinings).WaitsForMe);
        await Council.Refused("JOINING_ASKED", () => council.SuggestSplit(People.Tom, common));

        // Zoe decides for their side now, and has agreed to nothing.
        await council.Leave(People.Amina, common);
        Assert.False(Assert.Single((await council.As(People.Tom).ListMyJoiningsAsync(new())).Joinings).WaitsForMe);
        await Council.Refused("JOINING_ANSWERED", () => council.SayYes(People.Tom, aminas));
        Assert.Equal([common], await council.Listed());
        var zoes = await council.SuggestSplit(zoe, common);
        await Council.Refused("JOINING_ASKED", () => council.SuggestSplit(People.Tom, common));
        await Council.Refused("JOINING_ANSWERED", () => council.SayYes(People.Tom, aminas));
        Assert.True(Assert.Single((await council.As(People.Tom).ListMyJoiningsAsync(new())).Joinings).WaitsForMe);
        await council.SayYes(People.Tom, zoes);
        Assert.Equal(["1", "2"], await council.Listed());
    }

    [Theory, EveryDatabase]
    public async Task An_officer_hints_and_the_two_decide(string engine)
    {
        await using var council = await Joined.Start(engine);
        var hint = await council.Hint(People.Grace);
        await Council.Refused("JOINING_HINTED", () => council.Hint(People.Grace, "2", "1"));
        var seen = Assert.Single((await council.As(People.Amina).ListMyJoiningsAsync(new())).Joinings);
        Assert.Equal(("Both are about the pond.", "1", true), (seen.Words, seen.OtherProposalId, seen.WaitsForMe));
        await Council.Refused("JOINING_HAS_NO_WORDS", () => council.SayYes(People.Tom, hint));
        await Council.Refused("JOINING_IS_THEIRS", () => council.SayNo(People.Grace, hint));
        await council.SayNo(People.Tom, hint);
        await council.JoinIdeas(People.Amina, People.Tom);
        Assert.Equal(["3"], await council.Listed());
    }

    [Theory, EveryDatabase]
    public async Task Ideas_of_two_areas_of_one_person_hidden_or_valued_are_not_joined(string engine)
    {
        await using var council = await Joined.Start(engine);
        await council.Propose(People.Olu, Council.Idea("Elsewhere", Council.Oak));
        await council.Propose(People.Amina, Council.Idea("Another of mine"));
        await Council.Refused("JOINING_OTHER_AREA", () => council.Suggest(People.Amina, "1", "3"), "other_proposal_id");
        await Council.Refused("JOINING_OWN", () => council.Suggest(People.Amina, "1", "4"));
        await Council.Refused("JOINING_ITSELF", () => council.Suggest(People.Amina, "1", "1"), "other_proposal_id");
        var said = await council.Suggest(People.Amina);
        await council.As(People.Grace).JudgeProposalAsync(new()
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", Part = IdeaPart.Words,
            Judgement = HidingJudgement.Hide, Reason = HidingReason.Abuse,
        });
        await Council.Refused("JOINING_WORDS_HIDDEN", () => council.SayYes(People.Tom, said));
        Assert.Equal("", (await council.As(People.Tom).GetJoiningAsync(new() { JoiningId = said.JoiningId })).ProposalTitle);
        await council.Cost("2", 100);
        await Council.Refused("JOINING_VALUED", () => council.SayYes(People.Tom, said));
    }

    [Theory, EveryDatabase]
    public async Task A_common_idea_is_joined_again_and_is_taken_back_by_nobody_alone(string engine)
    {
        await using var council = await Joined.Start(engine);
        await council.Propose(People.Olu, Council.Idea("A stool"));
        await council.Support(People.Resident("likes-one"), "1");
        var pair = await council.JoinIdeas(People.Amina, People.Tom);
        await Council.Refused("JOINED_WITH_OTHERS", () => council.Withdraw(People.Amina, pair));
        var all = await council.JoinIdeas(People.Olu, People.Amina, "3", pair);
        Assert.Equal((1, 3), ((await council.Get(People.Olu, all)).Supports, (await council.Get(People.Olu, all)).Writers));
        Assert.Equal([all], await council.Listed());
        await council.Leave(People.Amina, all);
        await council.Leave(People.Tom, all);
        await Council.Refused("JOINING_SIDE_LEFT", () => council.SuggestSplit(People.Olu, all));
        await council.Withdraw(People.Olu, all);
        Assert.Empty(await council.Listed());
        await Council.Refused("PROPOSAL_NOT_FOUND", () => council.Get(People.Nobody, "1"), "proposal_id");
    }

    [Theory, EveryDatabase]
    public async Task Of_two_things_that_come_at_once_one_counts(string engine)
    {
        await using var council = await Joined.Start(engine);
        var asked = await Race.Reasons(() => council.Suggest(People.Amina), () => council.Suggest(People.Tom, "2", "1"));
        Assert.Equal(["", ""], asked);
        var open = Assert.Single(await council.Joinings(People.Amina), one => one.State == JoiningState.Open);
        var answers = open.Mine ? People.Tom : People.Amina;
        var reasons = await Race.Reasons(() => council.SayYes(answers, open), () => council.SayYes(answers, open));
        Assert.Equal(["", "JOINING_ANSWERED"], reasons.Order(StringComparer.Ordinal));
        Assert.Equal(["3"], await council.Listed());

        await council.Propose(People.Amina, Council.Idea("A swing"));
        await council.Propose(People.Tom, Council.Idea("A slide"));
        var next = await council.Suggest(People.Amina, "4", "5");
        reasons = await Race.Reasons(() => council.SayYes(People.Tom, next), () => council.Withdraw(People.Amina, "4"));
        Assert.Single(reasons, reason => reason.Length == 0);

        await council.Propose(People.Amina, Council.Idea("A hedge"));
        await council.Propose(People.Tom, Council.Idea("A fence"));
        var ids = (await council.Listed()).TakeLast(2).ToList();
        var last = await council.Suggest(People.Amina, ids[0], ids[1]);
        reasons = await Race.Reasons(() => council.SayYes(People.Tom, last), () => council.Advance(Phase.Reviewing));
        Assert.True(reasons[0] is "" or "JOINING_IDEAS_NO_MORE", reasons[0]);
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_joins_once_and_nothing_is_joined_once_the_review_begins(string engine)
    {
        await using var council = await Joined.Start(engine);
        var request = Joined.Suggesting();
        var said = await council.As(People.Amina).SuggestJoiningAsync(request);
        Assert.Equal(said, await council.As(People.Amina).SuggestJoiningAsync(request));
        AcceptJoiningRequest yes = new() { RequestId = Council.NewRequest(), JoiningId = said.JoiningId };
        var accepted = await council.As(People.Tom).AcceptJoiningAsync(yes);
        Assert.Equal(accepted, await council.As(People.Tom).AcceptJoiningAsync(yes));
        await council.Advance(Phase.Reviewing);
        await Council.Refused("JOINING_IDEAS_NO_MORE", () => council.SuggestSplit(People.Amina, "3"));
        Assert.Empty((await council.As(People.Tom).ListMyJoiningsAsync(new())).Joinings);
    }

    [Theory, EveryDatabase]
    public async Task Of_somebody_who_is_forgotten_no_suggestion_stays_and_the_common_idea_goes_on(string engine)
    {
        await using var council = await Joined.Start(engine);
        await council.Propose(People.Olu, Council.Idea("A stool"));
        await council.Suggest(People.Amina, "1", "3");
        var common = await council.JoinIdeas(People.Tom, People.Amina, "2", "1");
        await council.Service.Deliver(new PersonForgotten(People.Amina.Subject, council.Service.Clock.Now));
        await council.Service.Services.GetRequiredService<Forgetting>().Tick(TestContext.Current.CancellationToken);
        var goesOn = await council.Get(People.Tom, common);
        Assert.Equal((true, 1, "2"), (goesOn.Mine, goesOn.Writers, string.Join(' ', goesOn.JoinedOf)));
        Assert.Equal(0, await council.Ask<long>($"SELECT COUNT(*) FROM joining WHERE suggested_by = '{People.Amina.Subject}'"));
        await Council.Refused("PROPOSAL_NOT_FOUND", () => council.Get(People.Nobody, "1"), "proposal_id");
        await Council.Refused("JOINING_SIDE_LEFT", () => council.SuggestSplit(People.Tom, common));
    }

    [Theory, EveryDatabase]
    public async Task Five_suggestions_of_an_idea_are_open_at_once(string engine)
    {
        await using var council = await Joined.Start(engine);
        for (var number = 3; number <= 7; number++)
        {
            await council.Propose(People.Resident($"person-{number}"), Council.Idea($"Idea {number}"));
            await council.Suggest(People.Amina, "1", $"{number}");
        }

        await Council.Refused("JOININGS_FULL", () => council.Suggest(People.Amina));
        await Council.Refused("JOININGS_FULL", () => council.Suggest(People.Tom, "2", "1"));
    }
}
