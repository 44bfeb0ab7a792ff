using System.Collections.Immutable;
using Participatory.Counting.Elections;
using Participatory.Counting.Fairness;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;

namespace Participatory.Counting.Explaining;

/// <summary>
/// Everything there is to say about a count beside the count itself, as data for pages, files and people. Amounts are minor units.
/// </summary>
/// <remarks>The same election, outcome and <see cref="Effort"/> give the same explanation on every machine. The round by round story is
/// <see cref="Outcome.Trace"/>.</remarks>
public sealed record Explanation
{
    /// <summary>
    /// For each of <see cref="Outcome.Losses"/>, in its order: what it would have taken. <see cref="Edge.Unknown"/> where the effort did
    /// not suffice.
    /// </summary>
    public required ImmutableArray<NearMiss> NearMisses { get; init; }

    /// <summary>For each of <see cref="Outcome.Losses"/>, in its order: what those got who chose it.</summary>
    public required ImmutableArray<SupportersGot> Supporters { get; init; }

    /// <summary>
    /// For each project by index: its effective support in percent, see <see cref="Explaining.EffectiveSupport"/>; empty for other rules
    /// than Equal Shares.
    /// </summary>
    public required ImmutableArray<long> EffectiveSupport { get; init; }

    /// <summary>Whose money went where.</summary>
    public required VoterShares Shares { get; init; }

    /// <summary>What going by the most votes (or points) alone would have given; null when that is what was done.</summary>
    public required Outcome? Greedy { get; init; }

    /// <summary>The outcome (first) beside <see cref="Greedy"/> (second); null with it.</summary>
    public required Comparison? BesideGreedy { get; init; }

    /// <summary>Groups that fall short in the test of <see cref="EjrPlus"/>, in the utility of the rule; empty when nobody does.</summary>
    public required ImmutableArray<ShortGroup> ShortGroups { get; init; }

    /// <summary>Explains an outcome.</summary>
    /// <param name="election">The election.</param>
    /// <param name="outcome">Its outcome.</param>
    /// <param name="effort">How much to count again for near misses; null for <see cref="Effort.Usual"/>.</param>
    /// <param name="done">Told how many of how many near misses are worked out, from any thread; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static Explanation Of(Election election, Outcome outcome, Effort? effort = null, IProgress<(int Done, int Of)>? done = null,
        CancellationToken cancellationToken = default)
    {
        var greedy = GreedyBeside(outcome) is { } rule ? Tally.Count(election, rule, outcome.TieOrder, cancellationToken) : null;
        var support = Explaining.EffectiveSupport.Of(election, outcome, cancellationToken);
        return new Explanation
        {
            NearMisses = NearMissesOf(election, outcome, support, effort ?? Effort.Usual, done, cancellationToken),
            Supporters = VoterShares.Got(election, outcome, outcome.Losses.Select(loss => loss.Project)),
            EffectiveSupport = [.. support],
            Shares = VoterShares.Of(election, outcome),
            Greedy = greedy,
            BesideGreedy = greedy is null ? null : Comparison.Of(election, outcome, greedy),
            ShortGroups = EjrPlus.Violations(election, outcome, UtilityOf(outcome.Rule)),
        };
    }

    /// <summary>What it would have taken for one project to win.</summary>
    /// <param name="election">The election.</param>
    /// <param name="outcome">Its outcome.</param>
    /// <param name="loss">One of its losses.</param>
    /// <param name="effort">How much to count again; null for <see cref="Effort.Patient"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static NearMiss NearMissOf(
        Election election, Outcome outcome, Loss loss, Effort? effort = null, CancellationToken cancellationToken = default)
    {
        var (counts, work) = effort ?? Effort.Patient;
        var affordable = (int)Math.Min(counts, work / WhatIf.WorkOf(election, outcome) / 2);
        return new WhatIf(election, outcome, affordable, cancellationToken).Of(loss);
    }

    /// <summary>The utility in which a rule shares or maximises; what the money is spent on where it looks at none.</summary>
    /// <param name="rule">The rule.</param>
    public static Utility UtilityOf(Rule rule) => rule switch
    {
        Rule.Greedy greedy => greedy.Utility,
        Rule.EqualShares shares => shares.Utility,
        _ => Utility.Cost,
    };

    // The most votes first; with points and rankings the highest sum first, as cities do.
    private static Rule.Greedy? GreedyBeside(Outcome outcome) => outcome.Rule switch
    {
        Rule.Greedy => null,
        Rule.EqualShares { Utility: Utility.Points or Utility.Borda or Utility.Borda1 } shares =>
            new Rule.Greedy(shares.Utility, PerCost: false, Threshold: 1),
        _ => new Rule.Greedy(Threshold: 1),
    };

    // Those nearest to winning come first, so that it is they who are worked out where not all can be.
    private static ImmutableArray<NearMiss> NearMissesOf(
        Election election, Outcome outcome, long[] support, Effort effort, IProgress<(int Done, int Of)>? done,
            CancellationToken cancellationToken)
    {
        var losses = outcome.Losses;
        var misses = new NearMiss[losses.Length];
        var workOfCount = WhatIf.WorkOf(election, outcome);
        // A search takes a dozen counts as a rule; with fewer than that for each, some get none.
        var affordable = Math.Min(effort.Work / workOfCount, int.MaxValue);
        var tried = (int)Math.Min(losses.Length, affordable / 24);
        var counts = tried == 0 ? 0 : (int)Math.Min(effort.Counts, affordable / tried / 2);
        var whatIf = new WhatIf(election, outcome, counts, cancellationToken);
        var nearest = Enumerable.Range(0, losses.Length)
            .OrderByDescending(loss => support.Length == 0 ? losses[loss].Votes : support[election.IndexOf(losses[loss].Project.Id)])
                .ToArray();
        var finished = 0;
        Parallel.For(0, losses.Length, new ParallelOptions { CancellationToken = cancellationToken }, place =>
        {
            var loss = losses[nearest[place]];
            misses[nearest[place]] = place < tried || outcome.Rule is Rule.Greedy ? whatIf.Of(loss)
                : new NearMiss(loss.Project, Edge.Unknown, false, Edge.Unknown);
            done?.Report((Interlocked.Increment(ref finished), losses.Length));
        });
        return [.. misses];
    }
}
