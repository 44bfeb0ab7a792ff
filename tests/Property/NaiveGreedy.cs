using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Participatory.Counting.Elections;
using Participatory.Counting.Rules;

namespace Participatory.Tests.Property;

/// <summary>Declared orders as they are defined, written without a look at the library.</summary>
internal static class NaiveTies
{
    public static IComparer<int> Order(SmallElection election, string ties) => Comparer<int>.Create((left, right) =>
    {
        if (left == right)
        {
            return 0;
        }

        var (one, other) = (election.Projects[left], election.Projects[right]);
        if (ties.StartsWith("es", StringComparison.Ordinal))
        {
            var order = one.Cost.CompareTo(other.Cost);
            order = order != 0 ? order : Votes(election, right).CompareTo(Votes(election, left));
            order = order != 0 || ties == "es" ? order : string.CompareOrdinal(Draw(ties[3..], one.Id), Draw(ties[3..], other.Id));
            return order != 0 ? order : ByUtf8(one.Id, other.Id);
        }

        return ties == "lex"
            ? ByUtf8(one.Id, other.Id)
            : string.CompareOrdinal(Draw(ties, one.Id), Draw(ties, other.Id));
    });

    public static long Votes(SmallElection election, int project) => election.Ballots.Count(ballot => ballot.Choices.Contains(project));

    private static int ByUtf8(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));

    private static string Draw(string ties, string id) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(ties["seed:".Length..] + ":" + id)));
}

/// <summary>Utilities as they are defined.</summary>
internal static class NaiveUtility
{
    public static BigInteger Of(SmallElection election, SmallBallot ballot, int project, Utility utility)
    {
        var place = Array.IndexOf(ballot.Choices, project);
        return place < 0 ? 0 : utility switch
        {
            Utility.Votes => 1,
            Utility.Cost => election.Projects[project].Cost,
            Utility.Points => ballot.Points[place],
            Utility.Borda => ballot.Choices.Length - 1 - place,
            Utility.Borda1 => ballot.Choices.Length - place,
            _ => throw new ArgumentOutOfRangeException(nameof(utility)),
        };
    }

    public static BigInteger Sum(SmallElection election, int project, Utility utility) =>
        election.Ballots.Aggregate(BigInteger.Zero, (sum, ballot) => sum + Of(election, ballot, project, utility));
}

/// <summary>The greedy rule, slow and plain: look at everything that is left, take the best, begin again.</summary>
internal static class NaiveGreedy
{
    public static List<string> Winners(SmallElection election, Rule.Greedy rule, string ties, IEnumerable<int>? without = null) =>
        Count(election, rule, ties, without).Winners;

    /// <summary>The winners, and each tie once, with all who were in it.</summary>
    public static (List<string> Winners, List<string> Ties) Count(
        SmallElection election, Rule.Greedy rule, string ties, IEnumerable<int>? without = null)
    {
        var (noted, tiesFound) = (-1, new List<string>());
        var order = NaiveTies.Order(election, ties);
        var left = (BigInteger)election.Budget;
        var winners = new List<string>();
        var remaining = Enumerable.Range(0, election.Projects.Length).Except(without ?? [])
            .Where(project => without?.Any(winner => election.AreRivals(winner, project)) != true
            && Score(election, project, rule.Utility) >= rule.Threshold).ToList();
        while (true)
        {
            var candidates = rule.Skip ? remaining.Where(project => election.Projects[project].Cost <= left).ToList() : remaining;
            if (candidates.Count == 0)
            {
                return (winners, tiesFound);
            }

            var best = candidates.Aggregate((one, other) =>
            {
                var compared = Compare(election, rule, one, other);
                return compared > 0 || (compared == 0 && order.Compare(one, other) < 0) ? one : other;
            });
            if (election.Projects[best].Cost > left)
            {
                return (winners, tiesFound);
            }

            var tied = candidates.FindAll(project => Compare(election, rule, project, best) == 0);
            if (tied.Count > 1 && (noted < 0 || Compare(election, rule, best, noted) != 0))
            {
                tiesFound.Add(string.Join(',', tied.Order(order).Select(project => election.Projects[project].Id)));
                noted = best;
            }

            winners.Add(election.Projects[best].Id);
            left -= election.Projects[best].Cost;
            remaining.RemoveAll(project => project == best || election.AreRivals(project, best));
        }
    }

    private static BigInteger Score(SmallElection election, int project, Utility utility) =>
        utility is Utility.Cost ? NaiveTies.Votes(election, project) : NaiveUtility.Sum(election, project, utility);

    private static int Compare(SmallElection election, Rule.Greedy rule, int one, int other)
    {
        var (first, second) = (NaiveUtility.Sum(election, one, rule.Utility), NaiveUtility.Sum(election, other, rule.Utility));
        if (!rule.PerCost)
        {
            return first.CompareTo(second);
        }

        var (firstCost, secondCost) = (election.Projects[one].Cost, election.Projects[other].Cost);
        var (firstEndless, secondEndless) = (firstCost == 0 && first > 0, secondCost == 0 && second > 0);
        if (firstEndless || secondEndless)
        {
            return firstEndless.CompareTo(secondEndless);
        }

        return new Fraction(first, firstCost == 0 ? 1 : firstCost).CompareTo(new Fraction(second, secondCost == 0 ? 1 : secondCost));
    }
}
