using System.Collections.Immutable;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules.Shares;

namespace Participatory.Counting.Rules;

/// <summary>One count by the maximin support rule.</summary>
/// <remarks>
/// A project that joins the winners can only make the heaviest load heavier, so what was known of a project before remains a lower bound
/// after every purchase: the projects are looked at from the smallest bound up, and the
/// search ends at the first whose bound is above the best found. Loads are fractions of whole numbers throughout.
/// </remarks>
internal sealed class MaximinSupportCount
{
    private readonly Election election;
    private readonly Rule.MaximinSupport rule;
    private readonly TieOrder ties;
    private readonly IProgress<(int Done, int Of)>? done;
    private readonly CancellationToken cancellationToken;
    private readonly int[] places;
    private readonly long[] voters;
    private readonly LoadNetwork network;
    private readonly Exclusions exclusions;
    private readonly SharedLoad[] known;
    private readonly List<int> open;
    private readonly ImmutableArray<Step>.Builder steps = ImmutableArray.CreateBuilder<Step>();
    private readonly List<(int Step, int[] Projects)> broken = [];
    private long left;

    public MaximinSupportCount(Election election, Rule.MaximinSupport rule, TieOrder ties, IProgress<(int Done, int Of)>? done,
        CancellationToken cancellationToken)
    {
        (this.election, this.rule, this.ties, this.done, this.cancellationToken) = (election, rule, ties, done, cancellationToken);
        places = ties.Places(election);
        var supporters = new Supporters(election, Utility.Votes);
        voters = supporters.Voters;
        network = new LoadNetwork(supporters);
        exclusions = new Exclusions(election);
        left = election.Budget;
        open = [.. Enumerable.Range(0, places.Length).Where(project => voters[project] > 0)];
        known = [.. Enumerable.Range(0, places.Length)
            .Select(project => new SharedLoad(election.Projects[project].Cost, Math.Max(1, voters[project])))];
    }

    public Outcome Count()
    {
        for (; Lightest() is { Count: > 0 } tied; cancellationToken.ThrowIfCancellationRequested())
        {
            Take(tied);
            done?.Report(Tally.PartOf((Int128)election.Budget - left, election.Budget));
        }

        ImmutableArray<Project> winners = [.. steps.Select(step => step.Project)];
        var losses = Losses(winners);
        return new Outcome
        {
            Rule = rule,
            TieOrder = ties,
            Budget = election.Budget,
            Winners = winners,
            Cost = election.Budget - left,
            Ties = [.. broken.Select(tie => new Tie(
                tie.Step,
                [.. tie.Projects.Select(project => election.Projects[project])],
                tie.Projects.Any(project => !winners.Contains(election.Projects[project]))))],
            Trace = [.. steps, .. losses.Select(loss => new Step(loss.Project, loss.Votes, loss.Votes, left, left, loss.Reason))],
            Losses = losses,
        };
    }

    /// <summary>The projects with which the heaviest load would be the smallest, in the declared order.</summary>
    private List<int> Lightest()
    {
        open.RemoveAll(project => election.Projects[project].Cost > left || exclusions.IsOut(project));
        open.Sort((one, other) => known[one].CompareTo(known[other]));
        var tied = new List<int>();
        foreach (var project in open)
        {
            if (tied.Count > 0 && known[project].CompareTo(known[tied[0]]) > 0)
            {
                break;
            }

            known[project] = network.HeaviestWith(project, known[project]);
            var order = tied.Count == 0 ? 0 : known[project].CompareTo(known[tied[0]]);
            if (order < 0)
            {
                tied.Clear();
            }

            if (order <= 0)
            {
                tied.Add(project);
            }
        }

        tied.Sort((one, other) => places[one].CompareTo(places[other]));
        return tied;
    }

    private void Take(List<int> tied)
    {
        if (tied.Count > 1)
        {
            broken.Add((steps.Count, [.. tied]));
        }

        var project = tied[0];
        network.Take(project, known[project]);
        exclusions.Win(project);
        open.Remove(project);
        var cost = election.Projects[project].Cost;
        steps.Add(new Step(election.Projects[project], election.Votes(project), election.Votes(project), left, left - cost,
            null)
        { HeaviestLoad = known[project].ToRatio() });
        left -= cost;
    }

    private ImmutableArray<Loss> Losses(ImmutableArray<Project> winners)
    {
        var won = winners.Select(winner => winner.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Enumerable.Range(0, places.Length).Where(project => !won.Contains(election.Projects[project].Id))
                .OrderBy(project => election.Projects[project].Id, ProjectIds.CodePointOrder)
                .Select(project => new Loss(election.Projects[project], WhyNot(project), election.Votes(project), left, null, 0)),
        ];
    }

    private LossReason WhyNot(int project) =>
        election.Projects[project].Cost > election.Budget ? LossReason.CostsMoreThanBudget
        : voters[project] == 0 ? LossReason.NoVotes
        : exclusions.IsOut(project) ? LossReason.ExcludedByWinner
        : LossReason.NotEnoughMoneyLeft;
}
