using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.Proposals;
using Participatory.Tests.Harness;
using static Participatory.Tests.Service.Accountability.Answering.AnsweredRound;

namespace Participatory.Tests.Service.Accountability.Answering;

/// <summary>What counts where something happens twice, in both orders, and whichever is heard first.</summary>
public sealed class TwiceTests
{
    private const string Later = "Grace Bell, neighbourhood officer";

    private static readonly bool[] Either = [true, false];

    [Theory, EveryDatabase]
    public async Task Of_two_findings_the_later_one_says_why_and_whom_to_talk_to(string engine)
    {
        await using var run = await Start(engine);
        var ideas = (from first in Either
                     from second in Either
                     from inOrder in Either
                     select (First: first, Second: second, InOrder: inOrder))
            .Index().ToDictionary(one => $"{one.Index + 1}", one => one.Item);
        foreach (var (id, idea) in ideas)
        {
            await run.Made(id, People.Tom);
            ProposalReviewed[] findings =
            [
                Finding(id, idea.First, "B: there are pipes.", "Olu Ade, ward officer", run.Now),
                Finding(id, idea.Second, "A: there is a road.", Later, run.Now.AddHours(1)),
            ];
            foreach (var finding in idea.InOrder ? findings : Enumerable.Reverse(findings))
            {
                await run.Service.Deliver(finding);
            }
        }

        run.Service.Clock.Advance(TimeSpan.FromDays(1));
        var onPaper = ideas.Where(idea => idea.Value.Second).Select(idea => idea.Key).ToList();
        await run.Paper("", [.. onPaper.Select(id => (id, People.Tom))]);
        await run.Declared([.. onPaper.Select(id => (id, false))]);

        Assert.Equal(
            ideas.Select(idea => idea.Value.Second
                ? (idea.Key, "lost", "", Later) : (idea.Key, "infeasible", "A: there is a road.", Later)),
            (await run.Service.Published<OutcomeReached>()).OrderBy(said => said.ProjectId, StringComparer.Ordinal)
                .Select(said => (said.ProjectId, said.Kind, said.OwnWords, said.TalkTo)));
        foreach (var id in ideas.Keys)
        {
            await run.Told(id);
        }

        Assert.Equal(
            ideas.Select(idea => idea.Value.Second
                ? (idea.Key, OutcomeKind.Lost, "", Later) : (idea.Key, OutcomeKind.Infeasible, "A: there is a road.", Later)),
            (await run.As(People.Nobody).ListOutcomesAsync(new() { RoundId = Round })).Outcomes
                .Select(outcome => (outcome.ProjectId, outcome.Kind, outcome.OwnWords, outcome.TalkTo)));
        Assert.Equal(
            ideas.Where(idea => idea.Value.First != idea.Value.Second).Select(idea => ($"Idea {idea.Key}", "A: there is a road.", Later)),
            (await run.Commitments()).Where(one => one.Kind == CommitmentKind.ChangedMind)
                .Select(one => (one.Title, one.Reason, one.ReasonBy)).Order());
    }

    private static ProposalReviewed Finding(string project, bool feasible, string words, string by, DateTimeOffset at) => new(
        Round, project, $"Idea {project}", People.Tom.Subject, feasible, feasible ? 100_000 : null, "GBP", feasible ? "" : words,
        feasible ? words : "", by, at);
}
