using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Proposals.Chosen;

namespace Participatory.Tests.Service.Proposals;

public sealed class PriorityTests
{
    [Theory, EveryDatabase]
    public async Task An_idea_names_priorities_of_its_own_area_and_is_found_by_them(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeThemed(6);
        var ids = (await council.As(People.Grace).RecordDecisionAsync(Decision("a", "b", "c", "d", "e", "f"))).Themes
            .Select(theme => theme.PriorityId).ToList();
        await council.Advance(Phase.Accepting);

        var both = await council.Propose(idea: Meets([ids[1], ids[0], ids[1]]));
        Assert.Equal([ids[0], ids[1]], both.PriorityIds);
        var five = await council.Propose(idea: Meets(ids.Take(5)));
        var none = await council.Propose();
        Assert.Empty(none.PriorityIds);
        await Council.Refused("INVALID_REQUEST", () => council.Propose(idea: Meets(ids)), "proposal.priority_ids");
        await Council.Refused("INVALID_REQUEST", () => council.Propose(idea: Meets([ids[0], "other"])), "proposal.priority_ids[1]");
        var elsewhere = Meets([ids[0]]);
        elsewhere.AreaCode = Council.Oak;
        await Council.Refused("INVALID_REQUEST", () => council.Propose(idea: elsewhere), "proposal.priority_ids[0]");

        Assert.Equal([both.ProposalId, five.ProposalId], await Found(ids[0]));
        Assert.Equal([five.ProposalId], await Found(ids[4]));
        Assert.Empty(await Found(ids[5]));
        Assert.Equal([both.ProposalId, five.ProposalId, none.ProposalId], await Found(""));
        Assert.Equal(both.PriorityIds, (await council.Get(People.Nobody, both.ProposalId)).PriorityIds);
        var mine = await council.As(People.Amina).ListMyProposalsAsync(new ListMyProposalsRequest());
        Assert.Equal([0, 5, 2], mine.Proposals.Select(idea => idea.PriorityIds.Count));

        async Task<IEnumerable<string>> Found(string priority)
        {
            var list = await council.As(People.Nobody).ListProposalsAsync(
                new ListProposalsRequest { RoundId = Council.RoundId, PriorityId = priority, WithTotal = true });
            Assert.Equal(list.Proposals.Count, list.Total);
            return list.Proposals.Select(idea => idea.ProposalId);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_priority_counts_the_voices_behind_it_that_everybody_may_read(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeThemed(2);
        var question = await council.Ask();
        foreach (var (at, audience) in new[] { VoiceAudience.WithName, VoiceAudience.WithoutName, VoiceAudience.Council }.Index())
        {
            var voice = await council.Say(People.Resident($"person-{at}"), Listened.Voice(question, audience: audience));
            await council.Run($"INSERT INTO theme_quote (theme_id, voice_id) VALUES ('a', '{voice.VoiceId}')");
        }

        var priority = (await council.As(People.Grace).RecordDecisionAsync(Decision("a"))).Themes[0];
        Assert.Equal(2, priority.Voices);
        await VoiceHidingTests.Judge(council, People.Grace, (await council.Wall())[0], Types.V1.HidingJudgement.Hide);
        Assert.Equal([1, 0], (await council.ChoiceOf()).Themes.Select(theme => theme.Voices));
    }

    [Theory, EveryDatabase]
    public async Task Choices_of_many_areas_come_in_pages(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeThemed();
        await council.Theme("all", area: "");
        await council.Theme("every", area: "");
        await council.Open();
        await council.Open(Opening(Council.Oak));
        var first = await council.As(People.Nobody).ListChoicesAsync(new ListChoicesRequest { RoundId = Council.RoundId, PageSize = 1 });
        var second = await council.As(People.Nobody).ListChoicesAsync(
            new ListChoicesRequest { RoundId = Council.RoundId, PageSize = 1, PageToken = first.NextPageToken });
        Assert.Equal([Council.Elm, Council.Oak], first.Choices.Concat(second.Choices).Select(choice => choice.AreaCode));
        Assert.Equal("", second.NextPageToken);
        Assert.Equal((6, 2), (first.Choices[0].Themes.Count, second.Choices[0].Themes.Count));
        var choosable = await council.As(People.Olu).GetChoosableThemesAsync(new() { RoundId = Council.RoundId, AreaCode = Council.Elm });
        Assert.Equal(["a", "b", "c", "d", "all", "every"], choosable.Themes.Select(theme => theme.ThemeId));
    }

    private static Proposal Meets(IEnumerable<string> priorities)
    {
        var idea = Council.Idea();
        idea.PriorityIds.AddRange(priorities);
        return idea;
    }
}
