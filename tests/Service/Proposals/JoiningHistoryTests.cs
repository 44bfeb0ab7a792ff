using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.People;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Rights;
using Participatory.Proposals.Drafts;
using Participatory.Proposals.Joinings;
using Participatory.Proposals.Rights;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

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
        Assert.Equal(("Somewhere to sit", "Seats by the pond"), (first.CommonTitle, Assert.Single(first.Titles)));
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
        Assert.All(history, one => Assert.Equal(("", "Benches by the pond"), (one.CommonTitle, Assert.Single(one.Titles))));
        Assert.Equal([true, true], (await council.Get(People.Amina, common)).JoiningHistory.Select(one => one.IsCommon));

        // Nor is that of what was taken back.
        await council.Withdraw(People.Amina, "1");
        Assert.All((await council.Get(People.Nobody, "2")).JoiningHistory, one => Assert.Empty(one.ProposalIds));
        Assert.All((await council.Get(People.Nobody, "2")).JoiningHistory, one => Assert.Empty(one.Titles));
    }

    [Theory, EveryDatabase]
    public async Task Of_an_idea_whose_words_are_hidden_there_stands_the_number_alone(string engine)
    {
        await using var council = await Joined.Start(engine);
        var common = await council.JoinIdeas(People.Amina, People.Tom);
        await council.Judge(HidingJudgement.Hide, id: "1");
        foreach (var caller in (Caller[])[People.Nobody, People.Amina, People.Tom, People.Grace])
        {
            var whole = Assert.Single((await council.Get(caller, common)).JoiningHistory);
            Assert.Equal(["1 ", "2 Seats by the pond"], whole.ProposalIds.Zip(whole.Titles, (id, title) => $"{id} {title}")
                .Order(StringComparer.Ordinal));
        }

        await council.Judge(HidingJudgement.Hide, id: common);
        var side = Assert.Single((await council.Get(People.Nobody, "2")).JoiningHistory);
        Assert.Equal((common, "", "1", ""), (side.CommonProposalId, side.CommonTitle, side.ProposalIds[0], side.Titles[0]));
        await council.Judge(HidingJudgement.Show, id: common);
        Assert.Equal("Somewhere to sit", (await council.Get(People.Nobody, "2")).JoiningHistory[0].CommonTitle);
    }

    [Theory, EveryDatabase]
    public async Task What_was_accepted_stays_as_it_was_when_somebody_is_forgotten_and_long_after_the_round(string engine)
    {
        await using var council = await Joined.Start(engine);
        await council.WriteTogether(People.Resident("subject-zoe"), "Zoe");
        await council.SayNo(People.Tom, await council.Suggest(People.Amina));
        var common = (await council.SayYes(People.Amina, await council.Suggest(People.Tom, "2", "1"))).CommonProposalId;
        await council.SayYes(People.Tom, await council.SuggestSplit(People.Amina, common));
        var before = (await council.Get(People.Nobody, "1")).JoiningHistory;
        Assert.Equal([JoiningKind.Join, JoiningKind.Split], before.Select(one => one.Kind));

        // The joining was Tom's to suggest, the split hers: neither is told without the other.
        await Forget(council, People.Amina);
        Assert.Equal(before, (await council.Get(People.Nobody, "1")).JoiningHistory);
        Assert.Equal(0, await council.Ask<long>($"SELECT COUNT(*) FROM joining WHERE suggested_by = '{People.Amina.Subject}'"));
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM joining WHERE state <> 'ACCEPTED'"));
        Assert.Contains("ACCEPTED", await Given(council, People.Tom), StringComparison.Ordinal);
        await Forget(council, People.Tom);
        Assert.DoesNotContain("ACCEPTED", await Given(council, People.Tom), StringComparison.Ordinal);
        Assert.Equal([JoiningKind.Join, JoiningKind.Split], (await council.Get(People.Nobody, "1")).JoiningHistory.Select(one => one.Kind));
        Assert.Equal(2, await council.Ask<long>("SELECT COUNT(*) FROM joining WHERE suggested_by = ''"));
        await Assert.ThrowsAnyAsync<Exception>(() => council.Run("UPDATE joining SET suggested_by = 'somebody'"));
        await Assert.ThrowsAnyAsync<Exception>(() => council.Run("UPDATE joining SET state = 'ENDED'"));

        await council.As(People.Grace).EndRoundAsync(
            new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, Reason = "The money was cut." });
        council.Service.Clock.Advance(TimeSpan.FromDays(91));
        await council.Service.Services.GetRequiredService<RemoveDrafts>().Tick(TestContext.Current.CancellationToken);
        Assert.Equal(2, (await council.Get(People.Nobody, "1")).JoiningHistory.Count);
    }

    [Theory, EveryDatabase]
    public async Task That_ideas_are_one_is_read_also_when_whoever_suggested_it_is_forgotten(string engine)
    {
        await using var council = await Joined.Start(engine);
        var common = await council.JoinIdeas(People.Tom, People.Amina, "2", "1");
        await Forget(council, People.Tom);
        var now = await council.Get(People.Amina, common);
        var first = Assert.Single((await council.Get(People.Nobody, "1")).JoiningHistory);
        Assert.Equal((common, now.CreateTime), (first.CommonProposalId, first.Time));
        Assert.Empty(first.ProposalIds);
        Assert.Equal("1", Assert.Single(Assert.Single(now.JoiningHistory).ProposalIds));
    }

    [Fact]
    public void What_happened_first_stands_first()
    {
        JoiningRow Said(JoiningKind kind, string common, int hour) => new()
        {
            Kind = StateText.Of(kind), ProposalId = "1", OtherId = "2", CommonId = common, MadeAt = Noon, EndedAt = Noon.AddHours(hour),
        };
        var steps = JoiningHistory.Steps(
            [Said(JoiningKind.Join, "4", 3), Said(JoiningKind.Join, "3", 1), Said(JoiningKind.Split, "3", 2)]);
        Assert.Equal(
            ["Join 3: 1 2", "Split 3: 1 2", "Join 4: 1 2"],
            steps.Select(step => $"{step.Kind} {step.CommonId}: {string.Join(' ', step.Ideas)}"));
    }

    /// <summary>Everything that somebody is given about themselves.</summary>
    private static async Task<string> Given(Council council, Caller who)
    {
        List<string> given = [];
        await MyData.Read(new MyRows(
            council.Service.Database, who.Subject,
            part =>
            {
                given.Add(part.ToString());
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken));
        return string.Join('\n', given);
    }

    private static async Task Forget(Council council, Caller who)
    {
        await council.Service.Deliver(new PersonForgotten(who.Subject, council.Service.Clock.Now));
        await council.Service.Services.GetRequiredService<Forgetting>().Tick(TestContext.Current.CancellationToken);
    }
}
