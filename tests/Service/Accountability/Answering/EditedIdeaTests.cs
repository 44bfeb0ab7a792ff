using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.People;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Rights;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Accountability.Answering;

/// <summary>What an idea is called and whose it is, as it was changed last, in whatever order that is heard.</summary>
public sealed class EditedIdeaTests
{
    private static readonly DateTimeOffset Noon = new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory, EveryDatabase]
    public async Task The_newest_version_and_the_latest_proposer_count_in_any_order_and_twice(string engine)
    {
        await using var run = await AnsweredRound.Start(engine);
        var random = new Random(13);
        for (var number = 0; number < 12; number++)
        {
            var round = $"edited-{number}";
            Func<Task>[] said =
            [
                () => run.Service.Deliver(new ProposalMade(round, "1", AnsweredRound.Ward, "A shed", People.Amina.Subject, Noon)),
                () => run.Service.Deliver(new ProposalEdited(round, "1", 2, "A red shed", People.Amina.Subject, Noon.AddHours(1))),
                () => run.Service.Deliver(new ProposalEdited(round, "1", 3, "A green shed", People.Amina.Subject, Noon.AddHours(2))),
                () => run.Service.Deliver(new ProposalPassedOn(round, "1", 1, People.Tom.Subject, Noon.AddHours(1))),
                () => run.Service.Deliver(new ProposalPassedOn(round, "1", 2, "subject-zoe", Noon.AddHours(3))),
            ];
            Func<Task>[] all = [.. said, .. said];
            random.Shuffle(all);
            foreach (var one in all)
            {
                await one();
            }

            await using var session = await run.Service.Database.Read(TestContext.Current.CancellationToken);
            Assert.Equal(("A green shed", "subject-zoe"), await session.One<(string, string)>(
                new("SELECT title, proposer FROM idea WHERE round_id = @round"), new { round }));
        }
    }

    [Theory, EveryDatabase]
    public async Task A_title_that_is_heard_after_its_author_was_forgotten_does_not_come_back(string engine)
    {
        await using var run = await AnsweredRound.Start(engine);
        const string round = "edited-late";
        await run.Service.Deliver(new ProposalMade(round, "1", AnsweredRound.Ward, "A shed", People.Amina.Subject, Noon));
        await run.Service.Deliver(new ProposalWithdrawn(round, "1", Noon.AddHours(1)));
        await run.Service.Deliver(new PersonForgotten(People.Amina.Subject, run.Service.Clock.Now));
        await run.Service.Services.GetRequiredService<Forgetting>().Tick(TestContext.Current.CancellationToken);
        await run.Service.Deliver(new ProposalEdited(round, "1", 2, "A red shed", People.Amina.Subject, Noon.AddMinutes(5)));
        await using var session = await run.Service.Database.Read(TestContext.Current.CancellationToken);
        Assert.Equal("", await session.One<string>(new("SELECT title FROM idea WHERE round_id = @round"), new { round }));
    }
}
