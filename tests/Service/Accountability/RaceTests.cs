using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Accountability.AskedGroups;

namespace Participatory.Tests.Service.Accountability;

/// <summary>What others tell of a round, and what people say about it, at the same moment and in every order.</summary>
public sealed class RaceTests
{
    [Theory, EveryDatabase]
    public async Task Whatever_is_told_of_a_round_at_once_comes_to_the_same(string engine)
    {
        await using var run = await AskedGroups.Start(engine);
        var service = run.Service;
        for (var round = 0; round < Race.Rounds; round++)
        {
            var id = $"round-{round}";
            var now = service.Clock.Now;
            string[] awards = [$"{id}-a", $"{id}-b", $"{id}-c"];
            var told = new List<Func<Task>> { () => service.Deliver(RoundOpened(id)) };
            foreach (var award in awards)
            {
                var project = $"project-{award}";
                told.Add(() => service.Deliver(run.Accepted(award, People.Amina, id)));
                told.Add(() => service.Deliver(run.Paid(award, People.Amina, round: id)));
                told.Add(() => service.Deliver(new GroupDrawn(award, id, "fund", "2026-03-01", now)));
                told.Add(() => service.Deliver(new ProposalMade(id, project, Ward, "Benches", People.Amina.Subject, now)));
                told.Add(() => service.Deliver(Review(id, project, feasible: true, now)));
                told.Add(() => service.Deliver(Review(id, project, feasible: false, now.AddHours(1))));
            }

            await Race.All(told.Shuffle());

            var reports = (await run.As(People.Grace).ListReportsAsync(new() { RoundId = id })).Reports;
            Assert.Equal(3, reports.Count);
            Assert.All(reports, report => Assert.Equal(now.AddDays(-1 + 30), report.HopeTime.ToDateTimeOffset()));
            var commitments = (await run.As(People.Nobody).ListCommitmentsAsync(new() { RoundId = id })).Commitments
                .ToLookup(commitment => commitment.Kind);
            Assert.Equal(3, commitments[CommitmentKind.ChangedMind].Count());
            Assert.All(commitments[CommitmentKind.ChangedMind], changed => Assert.Equal(Ward, changed.AreaCode));
            Assert.Equal(3, commitments[CommitmentKind.Pay].Count());
            Assert.All(commitments[CommitmentKind.Pay], promise => Assert.Equal(
                (now.AddDays(-20 + 10), now.AddDays(-1)), (promise.DueTime.ToDateTimeOffset(), promise.SettleTime.ToDateTimeOffset())));
        }

        Assert.Equal(3 * Race.Rounds, (await service.Published<ConversationInvited>()).Count);
    }

    [Theory, EveryDatabase]
    public async Task Six_answers_at_once_are_shown_together(string engine)
    {
        await using var run = await AskedGroups.Start(engine);
        for (var round = 0; round < Race.Rounds; round++)
        {
            var id = $"round-{round}";
            var groups = Enumerable.Range(0, 6).Select(at => People.Resident($"group-{at}")).ToList();
            foreach (var (at, group) in groups.Index())
            {
                await run.Service.Deliver(new ProposalMade(id, $"{at}", Ward, "Benches", group.Subject, run.Service.Clock.Now));
            }

            await Race.All(6, at => run.As(groups[at]).SendScoreAsync(new()
            {
                RequestId = Guid.NewGuid().ToString(),
                RoundId = id,
                ProjectId = $"{at}",
                Step = Step.Proposing,
                Score = new Score { ListenedTo = 4, Trusted = 4, Equal = 4, WorthOurTime = 4 },
            }).ResponseAsync);

            var step = Assert.Single((await run.As(People.Nobody).GetRelationshipAsync(new() { RoundId = id })).Steps);
            Assert.Equal((6, false), (step.Answers, step.TooFew));
        }
    }

    [Theory, EveryDatabase]
    public async Task What_somebody_says_about_themselves_twice_at_once_stands_once(string engine)
    {
        await using var run = await AskedGroups.Start(engine);
        for (var round = 0; round < Race.Rounds; round++)
        {
            var person = People.Resident($"person-{round}");
            await Race.All(4, at => run.As(person).SayAboutMeAsync(new()
            {
                RequestId = Guid.NewGuid().ToString(), RoundId = Round,
                Said = { new Said { Question = AboutMe.Age, Choice = at % 2 == 0 ? "under-25" : "65-over" } },
            }).ResponseAsync);
        }

        Assert.Equal(Race.Rounds, await run.Count("fairness_said"));
    }

    [Theory, EveryDatabase]
    public async Task Drafts_conversations_and_tags_that_are_written_at_once_are_all_taken(string engine)
    {
        await using var run = await AskedGroups.Start(engine);
        for (var round = 0; round < Race.Rounds; round++)
        {
            var report = await run.Ask(People.Amina, $"award-{round}");
            await Race.All(6, at => at % 2 == 0
                ? run.As(People.Amina).KeepDraftAsync(
                    new() { RequestId = Guid.NewGuid().ToString(), ReportId = report.ReportId, Draft = new() { Words = $"Words {at}" } })
                    .ResponseAsync
                : run.As(People.Grace).WriteConversationAsync(new()
                {
                    RequestId = Guid.NewGuid().ToString(), ReportId = report.ReportId, Meeting = Meeting.Visit,
                    Tellings = { new Telling { Question = Question.Happened, Words = $"They said {at}" } },
                }).ResponseAsync);
            await run.Tell(People.Amina, report.ReportId);
            await Race.All(4, at => run.As(People.Amina).TagStoryAsync(
                new() { RequestId = Guid.NewGuid().ToString(), ReportId = report.ReportId, Themes = { "benches", $"theme {at}" } })
                .ResponseAsync);
        }

        Assert.Equal(2 * Race.Rounds, await run.Count("story_theme"));
    }

    private static ProposalReviewed Review(string round, string project, bool feasible, DateTimeOffset at) => new(
        round, project, "Benches", People.Amina.Subject, feasible, feasible ? 100_000 : null, "GBP", feasible ? "" : "It is deep.", "",
        "Grace Bell, neighbourhood officer", at);
}
