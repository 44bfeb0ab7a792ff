using System.Security.Cryptography;
using System.Text;
using Participatory.Counting.Elections;

namespace Participatory.Counting.Rules;

/// <summary>The order, declared before the count, in which tied projects are taken. It never leaves two projects equal.</summary>
public sealed record TieOrder
{
    private readonly Kind kind;

    private TieOrder(Kind kind, string seed = "")
    {
        this.kind = kind;
        Seed = seed;
    }

    private enum Kind
    {
        EqualShares,
        Lexicographic,
        Seeded,
    }

    /// <summary><c>es</c>: the lowest cost first, then the most votes, then the smallest id. What equalshares.net recommends.</summary>
    public static TieOrder EqualShares { get; } = new(Kind.EqualShares);

    /// <summary><c>lex</c>: the smallest id first, in code-point order.</summary>
    public static TieOrder Lexicographic { get; } = new(Kind.Lexicographic);

    /// <summary>The seed of <see cref="Seeded"/>, else empty.</summary>
    public string Seed { get; }

    /// <summary>
    /// <c>seed:N</c>: a random order that anybody can check. The project comes first whose <c>SHA-256(seed + ":" + id)</c>, over UTF-8, is the smallest
    /// (<c>printf 'N:id' | sha256sum</c>).
    /// </summary>
    /// <param name="seed">1 to 200 characters, best drawn in public after the ballots are in.</param>
    public static TieOrder Seeded(string seed) => seed.Length is >= 1 and <= 200 && !seed.Any(char.IsControl)
        ? new(Kind.Seeded, seed)
        : throw new ArgumentException("A seed has 1 to 200 characters and no control characters.", nameof(seed));

    /// <summary>Reads <c>es</c>, <c>lex</c> or <c>seed:N</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null when it is none of these.</returns>
    public static TieOrder? Parse(string text) => text switch
    {
        "es" => EqualShares,
        "lex" => Lexicographic,
        _ when text.StartsWith("seed:", StringComparison.Ordinal) && text.Length is > 5 and <= 205 && !text.Any(char.IsControl) => Seeded(text[5..]),
        _ => null,
    };

    /// <summary><c>es</c>, <c>lex</c> or <c>seed:N</c>.</summary>
    public override string ToString() => kind switch
    {
        Kind.EqualShares => "es",
        Kind.Lexicographic => "lex",
        _ => "seed:" + Seed,
    };

    /// <summary>The place of each project in the order, 0 for the one that wins every tie.</summary>
    /// <param name="election">The election.</param>
    /// <returns>One number for each project, all different.</returns>
    public int[] Places(Election election)
    {
        var projects = election.Projects;
        var order = Enumerable.Range(0, projects.Length).ToArray();
        var drawn = kind == Kind.Seeded ? projects.Select(project => Draw(project.Id)).ToArray() : [];
        Array.Sort(order, (left, right) => kind switch
        {
            Kind.EqualShares => ByCostThenVotes(
                projects[left].Cost, election.Votes(left), projects[left].Id, projects[right].Cost, election.Votes(right), projects[right].Id),
            Kind.Seeded => drawn[left].AsSpan().SequenceCompareTo(drawn[right]),
            _ => ProjectIds.Compare(projects[left].Id, projects[right].Id),
        });
        var places = new int[order.Length];
        for (var place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }

        return places;
    }

    /// <summary>Whether a project would win a tie against another one if it had <paramref name="further"/> more votes.</summary>
    internal bool WouldWin(Election election, int[] places, int project, long further, int against)
    {
        if (kind != Kind.EqualShares)
        {
            return places[project] < places[against];
        }

        var (one, other) = (election.Projects[project], election.Projects[against]);
        return ByCostThenVotes(one.Cost, election.Votes(project) + further, one.Id, other.Cost, election.Votes(against), other.Id) < 0;
    }

    private static int ByCostThenVotes(long leftCost, long leftVotes, string leftId, long rightCost, long rightVotes, string rightId)
    {
        var order = leftCost.CompareTo(rightCost);
        order = order != 0 ? order : rightVotes.CompareTo(leftVotes);
        return order != 0 ? order : ProjectIds.Compare(leftId, rightId);
    }

    private byte[] Draw(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(Seed + ":" + id));
}
