using System.Collections.Immutable;
using Participatory.Counting.Elections;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;

namespace Participatory.Counting.Statutes;

/// <summary>How an election is counted, as a ballot paper says it: in words that stand fixed before anybody votes.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Ties">The declared order.</param>
/// <param name="Threshold">The fewest votes with which a project can win (for greedy by points or Borda: the least sum); 0 for
/// none.</param>
public sealed record Statute(Rule Rule, TieOrder Ties, long Threshold)
{
    /// <summary>Reads a statute.</summary>
    /// <param name="rule">One of <see cref="StatuteName.RuleNames"/>.</param>
    /// <param name="utility">The name of a <see cref="UtilityKind"/> that the ballots have. A rule that looks at none takes any of
    /// them.</param>
    /// <param name="ties">As <see cref="TieOrder.Parse"/> reads it.</param>
    /// <param name="threshold">See <see cref="Threshold"/>.</param>
    /// <param name="type">How ballots are filled in.</param>
    /// <exception cref="FormatException">One of these is not known, or does not fit the ballots; the message says which.</exception>
    public static Statute Read(string rule, string utility, string ties, long threshold, VoteType type)
    {
        var order = TieOrder.Parse(ties) ?? throw new FormatException($"The order of ties is \"{ties}\"; {TieOrder.Forms} are known.");
        if (UtilityKind.Named(utility)?.Fits(type) != true)
        {
            throw new FormatException(
                $"The utility is \"{utility}\"; for such ballots these are known: {string.Join(", ", UtilityKind.NamesFor(type))}.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(threshold);
        var name = StatuteName.Parse(rule, utility)
            ?? throw new FormatException($"The rule is \"{rule}\"; {string.Join(", ", StatuteName.RuleNames)} are known.");
        return name.Fits(type)
            ? new Statute(name.Rule.With(new(name.Utility.Utility, name.Completion, new Add1(), threshold)), order, threshold)
            : throw new FormatException($"The rule is \"{rule}\", which needs ranked ballots.");
    }

    /// <summary>
    /// The rule of ours that is nearest to what a Pabulib file names in its META: <c>equalshares/…</c> (also as we spell it) or
    /// <c>greedy-no-skip</c>, and <c>greedy</c> for everything else.
    /// </summary>
    /// <param name="pabulib">The value of <c>rule</c>; null when there is none.</param>
    public static string NearestTo(string? pabulib) => pabulib switch
    {
        not null when StatuteName.RuleNames.Contains(pabulib) => pabulib,
        not null when pabulib.StartsWith("equalshares", StringComparison.Ordinal) => "equal-shares/add1",
        _ => "greedy",
    };

    /// <summary>
    /// Counts an election. Greedy looks at the threshold by itself; for the other rules projects with fewer votes than it are left out
    /// before the count, and everybody keeps the same share of the money. Ranks and lengths of ballots are then those among the projects
    /// that stay.
    /// </summary>
    /// <param name="election">The election, with all projects.</param>
    /// <param name="cancellationToken">Ends a long count.</param>
    public StatuteCount Count(Election election, CancellationToken cancellationToken = default)
    {
        var stays = Enumerable.Range(0, election.Projects.Length)
            .Where(project => Rule.HasThreshold || election.Votes(project) >= Threshold).ToArray();
        var counted = stays.Length == election.Projects.Length ? election : Only(election, stays);
        return new StatuteCount(
            counted,
            Tally.Count(counted, Rule, Ties, cancellationToken),
            [.. Enumerable.Range(0, election.Projects.Length).Except(stays).Select(project => new Loss(
                election.Projects[project], election.Votes(project) == 0 ? LossReason.NoVotes
                    : LossReason.BelowThreshold, election.Votes(project), election.Budget, null, 0))]);
    }

    // A ballot that named only what is left out stays, empty: it is a voter with a share.
    private static Election Only(Election election, int[] stays)
    {
        var placeOf = new int[election.Projects.Length];
        placeOf.AsSpan().Fill(-1);
        for (var place = 0; place < stays.Length; place++)
        {
            placeOf[stays[place]] = place;
        }

        var terms = new ElectionTerms(
            election.VoteType, election.Budget, election.Scale, [.. stays.Select(project => election.Projects[project])])
        {
            // A project whose rivals are all left out has none.
            Exclusive =
                [.. election.Exclusive.Select(group => group.Where(project => placeOf[project] >= 0).Select(project => placeOf[project])
                .ToImmutableArray()).Where(group => group.Length > 1)],
        };
        var builder = new ElectionBuilder(terms, election.PointScale);
        var (choices, points) = (new List<ushort>(), new List<long>());
        for (var ballot = 0; ballot < election.DistinctBallots; ballot++)
        {
            choices.Clear();
            points.Clear();
            for (var at = 0; at < election.Choices(ballot).Length; at++)
            {
                if (placeOf[election.Choices(ballot)[at]] is >= 0 and var place)
                {
                    choices.Add((ushort)place);
                    points.AddRange(election.Points(ballot).IsEmpty ? [] : [election.Points(ballot)[at]]);
                }
            }

            builder.Add(choices.ToArray(), points.ToArray(), election.Times(ballot));
        }

        return builder.Build();
    }
}

/// <summary>A count by a statute.</summary>
/// <param name="Counted">The election without the projects that the threshold leaves out; the very one that was given where it leaves out
/// none.</param>
/// <param name="Outcome">Its outcome.</param>
/// <param name="LeftOut">What the threshold left out, in the order of the ballot paper.</param>
public sealed record StatuteCount(Election Counted, Outcome Outcome, ImmutableArray<Loss> LeftOut);
