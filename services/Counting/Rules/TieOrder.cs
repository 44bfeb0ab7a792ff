using System.Security.Cryptography;
using System.Text;
using Participatory.Counting.Elections;

namespace Participatory.Counting.Rules;

/// <summary>The order, declared before the count, in which tied projects are taken. It never leaves two projects equal.</summary>
public sealed record TieOrder
{
    /// <summary>What <see cref="Parse"/> reads, for sentences.</summary>
    public const string Forms = "es, lex, seed:N and es+seed:N";

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
        EqualSharesSeeded,
    }

    /// <summary><c>es</c>: the lowest cost first, then the most votes, then the smallest id. What equalshares.net recommends.</summary>
    public static TieOrder EqualShares { get; } = new(Kind.EqualShares);

    /// <summary><c>lex</c>: the smallest id first, in code-point order.</summary>
    public static TieOrder Lexicographic { get; } = new(Kind.Lexicographic);

    /// <summary>The seed of <see cref="Seeded"/> or <see cref="EqualSharesSeeded"/>, else empty.</summary>
    public string Seed { get; }

    /// <summary>
    /// <c>seed:N</c>: a random order that anybody can check. The project comes first whose <c>SHA-256(seed + ":" + id)</c>, over UTF-8, is
    /// the smallest
    /// (<c>printf 'N:id' | sha256sum</c>).
    /// </summary>
    /// <param name="seed">1 to 200 characters, best drawn in public after the ballots are in.</param>
    public static TieOrder Seeded(string seed) => new(Kind.Seeded, Checked(seed));

    /// <summary>
    /// <c>es+seed:N</c>: the lowest cost first, then the most votes, then the random order of <see cref="Seeded"/>, then the smallest id.
    /// </summary>
    /// <param name="seed">1 to 200 characters, best drawn in public after the ballots are in.</param>
    public static TieOrder EqualSharesSeeded(string seed) => new(Kind.EqualSharesSeeded, Checked(seed));

    /// <summary>Reads <c>es</c>, <c>lex</c>, <c>seed:N</c> or <c>es+seed:N</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null when it is none of these.</returns>
    public static TieOrder? Parse(string text) => text switch
    {
        "es" => EqualShares,
        "lex" => Lexicographic,
        _ when text.StartsWith("seed:", StringComparison.Ordinal) && IsSeed(text[5..]) => Seeded(text[5..]),
        _ when text.StartsWith("es+seed:", StringComparison.Ordinal) && IsSeed(text[8..]) => EqualSharesSeeded(text[8..]),
        _ => null,
    };

    /// <summary><c>es</c>, <c>lex</c>, <c>seed:N</c> or <c>es+seed:N</c>.</summary>
    public override string ToString() => kind switch
    {
        Kind.EqualShares => "es",
        Kind.Lexicographic => "lex",
        Kind.Seeded => "seed:" + Seed,
        _ => "es+seed:" + Seed,
    };

    /// <summary>The place of each project in the order, 0 for the one that wins every tie.</summary>
    /// <param name="election">The election.</param>
    /// <returns>One number for each project, all different.</returns>
    public int[] Places(Election election)
    {
        var projects = election.Projects;
        var order = Enumerable.Range(0, projects.Length).ToArray();
        Array.Sort(order, (left, right) => Compare(projects[left], election.Votes(left), projects[right], election.Votes(right)));
        var places = new int[order.Length];
        for (var place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }

        return places;
    }

    /// <summary>Whether a project would win a tie against another one if it had <paramref name="further"/> more votes.</summary>
    internal bool WouldWin(Election election, int project, long further, int against) =>
        Compare(election.Projects[project], election.Votes(project) + further, election.Projects[against], election.Votes(against)) < 0;

    private static bool IsSeed(string seed) => seed.Length is >= 1 and <= 200 && !seed.Any(char.IsControl);

    private static string Checked(string seed) => IsSeed(seed) ? seed
        : throw new ArgumentException("A seed has 1 to 200 characters and no control characters.", nameof(seed));

    private int Compare(Project left, long leftVotes, Project right, long rightVotes)
    {
        var order = kind is Kind.EqualShares or Kind.EqualSharesSeeded ? left.Cost.CompareTo(right.Cost) : 0;
        order = order == 0 && kind is Kind.EqualShares or Kind.EqualSharesSeeded ? rightVotes.CompareTo(leftVotes) : order;
        order = order == 0 && kind is Kind.Seeded or Kind.EqualSharesSeeded
            ? Draw(left.Id).AsSpan().SequenceCompareTo(Draw(right.Id)) : order;
        return order != 0 ? order : ProjectIds.Compare(left.Id, right.Id);
    }

    private byte[] Draw(string id) => SHA256.HashData(Encoding.UTF8.GetBytes(Seed + ":" + id));
}
