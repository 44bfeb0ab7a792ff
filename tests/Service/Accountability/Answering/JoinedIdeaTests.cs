using Participatory.Contracts.Proposals;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Accountability.Answering;

/// <summary>Whether an idea stands for itself, as was said of it last, in whatever order that is heard.</summary>
public sealed class JoinedIdeaTests
{
    private static readonly DateTimeOffset Noon = new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory, EveryDatabase]
    public async Task Joined_split_and_joined_again_is_joined_in_any_order_and_twice(string engine)
    {
        await using var run = await AnsweredRound.Start(engine);
        var random = new Random(17);
        for (var number = 0; number < 12; number++)
        {
            var round = $"joined-{number}";
            Func<Task>[] said =
            [
                () => run.Service.Deliver(new ProposalMade(round, "1", AnsweredRound.Ward, "A shed", People.Amina.Subject, Noon)),
                () => run.Service.Deliver(new ProposalMade(round, "2", AnsweredRound.Ward, "A hut", People.Tom.Subject, Noon)),
                () => run.Service.Deliver(new ProposalsJoined(round, "3", [new("1", 1), new("2", 1)], Noon.AddHours(1))),
                () => run.Service.Deliver(new ProposalsSplit(round, "3", [new("1", 2), new("2", 2)], Noon.AddHours(2))),
                () => run.Service.Deliver(new ProposalWithdrawn(round, "3", Noon.AddHours(2))),
                () => run.Service.Deliver(new ProposalsJoined(round, "4", [new("1", 3), new("5", 1)], Noon.AddHours(3))),
            ];
            Func<Task>[] all = [.. said, .. said];
            random.Shuffle(all);
            foreach (var one in all)
            {
                await one();
            }

            await using var session = await run.Service.Database.Read(TestContext.Current.CancellationToken);
            var standing = await session.Many<(string, long)>(
                new("SELECT project_id, joined FROM idea WHERE round_id = @round AND withdrawn = 0 ORDER BY project_id"), new { round });
            Assert.Equal([("1", 1L), ("2", 0L), ("5", 1L)], standing);
        }
    }
}
