using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.People;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Accountability.Answering.AnsweredRound;

namespace Participatory.Tests.Service.Accountability.Answering;

/// <summary>
/// What a round is told comes in any order, and everything up to three times, each time as a message of its own, so that no
/// inbox drops it. What everybody can read in the end is the same.
/// </summary>
public sealed class OrderTests
{
    private static readonly int Orders = Needs.FullRuns ? 300 : 25;

    private static readonly DateTimeOffset Noon = new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory, EveryDatabase]
    public async Task Late_twice_and_in_any_order_leaves_the_same_to_read(string engine)
    {
        await using var run = await Start(engine);
        var random = new Random(7_2026);
        string? expected = null;
        for (var number = 0; number < Orders; number++)
        {
            var round = $"order-{number}";
            var messages = Messages(round).ToArray();
            if (number > 0)
            {
                messages = [.. messages.SelectMany(message => Enumerable.Repeat(message, random.Next(1, 4)))];
                random.Shuffle(messages);
            }

            foreach (var message in messages)
            {
                await Deliver(run, message);
            }

            var read = (await Read(run, round)).Replace(round, "the-round", StringComparison.Ordinal);
            expected ??= read;
            Assert.True(
                expected == read,
                $"Order {number} leaves\n{read}\nand "
                    + $"not\n{expected}\n{string.Join('\n', messages.Select(message => message.GetType().Name))}");
        }

        Assert.Contains("OUTCOME_KIND_TAKEN_BACK", expected, StringComparison.Ordinal);
        Assert.Contains("\"kept\": 2", expected, StringComparison.Ordinal);
        // Told once of each, however often we heard.
        var said = await run.Service.Published<OutcomeReached>();
        Assert.Equal(said.Count, said.DistinctBy(message => (message.RoundId, message.ProjectId)).Count());
        Assert.Equal(Orders * 2, said.Count);
    }

    private static async Task<string> Read(AnsweredRound run, string round)
    {
        var commitments = await run.As(People.Nobody).ListCommitmentsAsync(new ListCommitmentsRequest { RoundId = round });
        // Its id follows from the round's.
        foreach (var changed in commitments.Commitments.Where(one => one.Kind == CommitmentKind.ChangedMind))
        {
            changed.CommitmentId = "";
        }

        var outcomes = await run.As(People.Nobody).ListOutcomesAsync(new ListOutcomesRequest { RoundId = round });
        var steps = await run.As(People.Amina).ListMyStepsAsync(new ListMyStepsRequest { RoundId = round });
        return $"{commitments}\n{outcomes}\n{steps}";
    }

    private static IEnumerable<object> Messages(string round) =>
    [
        new RoundOpened(round, "A round", "GBP", [new RoundArea(Ward, "Elm Park")], 10, 5, 90),
        new ProposalMade(round, "1", Ward, "A bench", People.Amina.Subject, Noon),
        new ProposalMade(round, "2", Ward, "A tree", People.Tom.Subject, Noon),
        new ProposalMade(round, "3", Ward, "A bridge", People.Tom.Subject, Noon),
        new ProposalMade(round, "4", Ward, "A boat", People.Tom.Subject, Noon),
        new ProposalWithdrawn(round, "4", Noon.AddHours(1)),
        new ProposalMade(round, "5", Ward, "A pond", People.Amina.Subject, Noon),
        new ProposalMade(round, "6", Ward, "A swing", People.Amina.Subject, Noon),
        Review(round, "5", "A pond", People.Amina.Subject, feasible: true, hours: 2),
        Review(round, "6", "A swing", People.Amina.Subject, feasible: true, hours: 2),
        Review(round, "1", "A bench", People.Amina.Subject, feasible: true, hours: 2),
        Review(round, "2", "A tree", People.Tom.Subject, feasible: false, hours: 2),
        Review(round, "2", "A tree", People.Tom.Subject, feasible: true, hours: 5),
        Review(round, "3", "A bridge", People.Tom.Subject, feasible: false, hours: 2),
        new BallotPaperPublished(round, "A round", "GBP", "approval", 1, 0, "greedy", "cost", "es", 0, Noon.AddDays(1), Noon.AddDays(9), "",
            [new BallotPaperContest(
                Ward, "Elm Park", 500_000,
                [new BallotPaperProject("1", "A bench", 200_000, People.Amina.Subject),
                new BallotPaperProject("2", "A tree", 400_000, People.Tom.Subject), new BallotPaperProject(
                "5", "A pond", 9_000, People.Amina.Subject), new BallotPaperProject("6", "A swing", 8_000, People.Amina.Subject)])]),
        new ResultDeclared(round, round, "GBP", Noon.AddDays(10), "ab12",
            [new ContestDeclared(Ward, 500_000, 30,
            [
                new ProjectDeclared("1", "A bench", 200_000, 20, true),
                new ProjectDeclared(
                    "2", "A tree", 400_000, 10, false, new(LossReasons.NotEnoughLeft, "GBP", 10, 400_000, 300_000, MoreVotes: 4)),
                new ProjectDeclared("5", "A pond", 9_000, 19, true),
                new ProjectDeclared("6", "A swing", 8_000, 18, true),
            ])]),
        new WinnersKnown(round, Noon.AddDays(10),
            [new WinnerChanged("6", Ward, "A swing", false, "young people"), new WinnerChanged("2", Ward, "A tree", true, "")]),
        new PrioritiesDecided(round, Ward, "Head of parks", Noon.AddHours(-3), Noon.AddDays(20),
            [new DecidedPriority($"first-{round}", 1, "I am heard"), new DecidedPriority($"second-{round}", 2, "I sleep at night")]),
        new ProposerTold(round, "1", Noon.AddDays(10)),
        new ProposerTold(round, "5", Noon.AddDays(10)),
        new ProposerTold(round, "5", Noon.AddDays(13)),
        new ProposerTold(round, "6", Noon.AddDays(10)),
        new AwardAccepted($"award-5-{round}", round, "5", Ward, "A pond", People.Amina.Subject, 9_000, "GBP", "1", Noon.AddDays(11)),
        new AwardWithdrawn($"award-5-{round}", round, "5", Ward, "A pond", People.Amina.Subject, 9_000, "GBP", "The land was sold.",
            "Olu Ade", Noon.AddDays(12)),
        new AwardExpired($"award-6-{round}", round, "6", Ward, "A swing", People.Amina.Subject, 8_000, "GBP", Noon.AddDays(40)),
        new BudgetClawedBack($"clawback-{round}", round, "fund", Ward, 1_000, "GBP", "The school closes.", ["Grace Bell", "Femi Stone"],
            Noon.AddDays(15)),
        new ProposerTold(round, "2", Noon.AddDays(10)),
        new ProposerTold(round, "3", Noon.AddDays(2)),
        new AwardAccepted($"award-{round}", round, "1", Ward, "A bench", People.Amina.Subject, 200_000, "GBP", "1", Noon.AddDays(11),
            DateOnly.FromDateTime(Noon.AddDays(200).UtcDateTime)),
        new PaymentConfirmed($"payment-{round}", $"award-{round}", round, "1", Ward, "A bench", People.Amina.Subject, 200_000, "GBP",
            Noon.AddDays(14)),
        new StoryShared($"report-{round}", $"award-{round}", round, "1", Ward, true, Noon.AddDays(20)),
        new ReportAccepted($"report-{round}", $"award-{round}", round, "1", "A bench", People.Amina.Subject, "Grace Bell",
            Noon.AddDays(22)),
    ];

    private static ProposalReviewed Review(string round, string project, string title, string proposer, bool feasible, int hours) => new(
        round, project, title, proposer, feasible, feasible ? 100_000 : null, "GBP", feasible ? "" : "There are pipes.", feasible
            ? "A little further it can." : "", "Grace Bell", Noon.AddHours(hours));

    private static Task Deliver(AnsweredRound run, object message) => message switch
    {
        RoundOpened one => run.Service.Deliver(one),
        ProposalMade one => run.Service.Deliver(one),
        ProposalWithdrawn one => run.Service.Deliver(one),
        ProposalReviewed one => run.Service.Deliver(one),
        BallotPaperPublished one => run.Service.Deliver(one),
        ResultDeclared one => run.Service.Deliver(one),
        WinnersKnown one => run.Service.Deliver(one),
        ProposerTold one => run.Service.Deliver(one),
        AwardWithdrawn one => run.Service.Deliver(one),
        AwardExpired one => run.Service.Deliver(one),
        BudgetClawedBack one => run.Service.Deliver(one),
        PrioritiesDecided one => run.Service.Deliver(one),
        AwardAccepted one => run.Service.Deliver(one),
        PaymentConfirmed one => run.Service.Deliver(one),
        StoryShared one => run.Service.Deliver(one),
        ReportAccepted one => run.Service.Deliver(one),
        _ => throw new ArgumentException($"Nobody sends {message}.", nameof(message)),
    };
}
