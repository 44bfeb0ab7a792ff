using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.People;
using Participatory.Platform.Calls;
using Participatory.Platform.Rights;
using Participatory.Proposals.Joinings;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

/// <summary>When ideas were joined and split again, as everybody reads it.</summary>
public sealed class JoiningHistoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);

    [Theory, EveryDatabase]
    public async Task Everybody_reads_when_ideas_were_joined_and_split_and_nothing_of_what_was_refused_or_is_open(string engine)
    {
        await using var council = await Joined.Start(engine);
        await council.SayNo(People.Tom, await council.Suggest(People.Amina));
        var said = await council.Suggest(People.Tom, "2", "1");
        Assert.Empty((await council.Get(People.Amina, "1")).JoiningHistory);

        var accepted = await council.SayYes(People.Amina, said);
        var common = accepted.CommonProposalId;
        var first = Assert.Single((await council.Get(People.Nobody, "1")).JoiningHistory);
        Assert.Equal((JoiningKind.Join, false, common), (first.Kind, first.IsCommon, first.CommonProposalId));
        Assert.Equal((accepted.EndTime, "2"), (first.Time, Assert.Single(first.ProposalIds)));
        var whole = Assert.Single((await council.Get(People.Nobody, common)).JoiningHistory);
        Assert.Equal((JoiningKind.Join, true, ""), (whole.Kind, whole.IsCommon, whole.CommonProposalId));
        Assert.Equal(["1", "2"], whole.ProposalIds.Order(StringComparer.Ordinal));
        var split = await council.SuggestSplit(People.Amina, common);
        Assert.Single((await council.Get(People.Amina, common)).JoiningHistory);

        // Nobody but its writers reads the common idea any more, so its number is said to nobody else.
        await council.SayYes(People.Tom, split);
        var history = (await council.Get(People.Nobody, "2")).JoiningHistory;
        Assert.Equal([JoiningKind.Join, JoiningKind.Split], history.Select(one => one.Kind));
        Assert.All(history, one => Assert.Equal((false, "", "1"), (one.IsCommon, one.CommonProposalId, Assert.Single(one.ProposalIds))));
        Assert.Equal([true, true], (await council.Get(People.Amina, common)).JoiningHistory.Select(one => one.IsCommon));

        // Nor is that of what was taken back.
        await council.Withdraw(People.Amina, "1");
        Assert.All((await council.Get(People.Nobody, "2")).JoiningHistory, one => Assert.Empty(one.ProposalIds));
    }

    [Theory, EveryDatabase]
    public async Task That_ideas_are_one_is_read_also_when_whoever_suggested_it_is_forgotten(string engine)
    {
        await using var council = await Joined.Start(engine);
        var common = await council.JoinIdeas(People.Tom, People.Amina, "2", "1");
        await council.Service.Deliver(new PersonForgotten(People.Tom.Subject, council.Service.Clock.Now));
        await council.Service.Services.GetRequiredService<Forgetting>().Tick(TestContext.Current.CancellationToken);
        var now = await council.Get(People.Amina, common);
        var first = Assert.Single((await council.Get(People.Nobody, "1")).JoiningHistory);
        Assert.Equal((common, now.CreateTime), (first.CommonProposalId, first.Time));
        Assert.Empty(first.ProposalIds);
        Assert.Equal("1", Assert.Single(Assert.Single(now.JoiningHistory).ProposalIds));
    }

    [Fact]
    public void What_is_known_twice_happened_once_and_the_oldest_stands_first()
    {
        JoiningRow Said(JoiningKind kind, string common, int hour) => new()
        {
            Kind = StateText.Of(kind), ProposalId = "1", OtherId = "2", CommonId = common, MadeAt = Noon, EndedAt = Noon.AddHours(hour),
        };
        JoinedSideRow Side(string proposal, string common, int hour) => new()
        {
            ProposalId = proposal, CommonId = common, JoinedAt = Noon.AddHours(hour),
        };
        var steps = JoiningHistory.Steps(
            [Said(JoiningKind.Join, "3", 1), Said(JoiningKind.Split, "3", 2), Said(JoiningKind.Join, "4", 3)],
            [Side("1", "4", 3), Side("2", "4", 3), Side("4", "6", 0), Side("5", "6", 0)]);
        Assert.Equal(
            ["Join 6: 4 5", "Join 3: 1 2", "Split 3: 1 2", "Join 4: 1 2"],
            steps.Select(step => $"{step.Kind} {step.CommonId}: {string.Join(' ', step.Ideas)}"));
    }
}
