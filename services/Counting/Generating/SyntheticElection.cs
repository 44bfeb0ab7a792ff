using System.Collections.Immutable;
using System.Globalization;
using Participatory.Counting.Elections;
using Participatory.Counting.Pabulib;

namespace Participatory.Counting.Generating;

/// <summary>
/// A made-up election of a made-up town: the same numbers give the same bytes forever, on every machine.
/// </summary>
/// <remarks>
/// Voters and projects live on a map, in six neighbourhoods of different size. A project reaches as far as its appeal; a voter approves of
/// one to ten
/// projects that are nearest, measured in their reach. ("Euclidean" elections: Szufa et al., "Drawing a Map of Elections", AAMAS 2020; here
/// with
/// whole numbers only.) About a third of all costs can be paid.
/// </remarks>
public sealed class SyntheticElection
{
    private const int MostChoices = 10;
    private const int MapSize = 1 << 14;
    private const int Neighbourhoods = 6;
    private static readonly ImmutableArray<string> Things =
    [
        "Benches", "New trees", "A repair café", "Bike racks", "A playground", "A community fridge", "Street lights", "A herb garden",
        "Outdoor chess tables", "A youth music room",
        "Swift boxes", "A lunch club", "A mural", "Football goals", "A book swap", "A drinking fountain", "Raised flower beds",
        "A tool library", "A ramp", "Dance for everyone",
    ];

    private static readonly ImmutableArray<string> Ways =
    [
        "Mill Lane", "Elm Park", "Station Road", "Harbour Street", "the Old Market", "Queen's Green", "the Canal", "Chapel Hill",
        "Orchard Way", "Northgate",
        "the Library", "Brook Field", "St Anne's Square", "the Rec",
    ];

    private readonly int voters;
    private readonly ulong seed;
    private readonly (int X, int Y)[] centres = new (int X, int Y)[Neighbourhoods];
    private readonly (int X, int Y)[] places;
    private readonly long[] reaches;

    /// <summary>Draws the town and its projects; voters are drawn when they are asked for.</summary>
    /// <param name="projects">How many projects, 1 to 10,000.</param>
    /// <param name="voters">How many voters, 0 or more.</param>
    /// <param name="seed">Any number.</param>
    public SyntheticElection(int projects, int voters, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(projects, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(projects, PbLimits.Projects);
        ArgumentOutOfRangeException.ThrowIfNegative(voters);
        this.voters = voters;
        this.seed = seed;
        places = new (int X, int Y)[projects];
        reaches = new long[projects];
        Header = Draw(new SplitMix(seed));
    }

    /// <summary>META and PROJECTS.</summary>
    public PbHeader Header { get; }

    /// <summary>The votes, drawn anew (and the same) each time.</summary>
    public IEnumerable<PbVote> Votes()
    {
        var random = new SplitMix(seed ^ 0x5EED_0F_B0_71_C4_E5);
        var choices = new ushort[Math.Min(MostChoices, places.Length)];
        var distances = new long[choices.Length];
        for (var voter = 1; voter <= voters; voter++)
        {
            var count = Fill(random, choices, distances);
            var ballot = choices.AsSpan(0, count).ToImmutableArray();
            var ids = string.Join(',', ballot.Select(project => Header.Projects[project].Project.Id));
            yield return new PbVote(0, ballot, [], [voter.ToString(CultureInfo.InvariantCulture), ids]);
        }
    }

    /// <summary>The whole election, without a detour by a file.</summary>
    public Election ToElection()
    {
        var random = new SplitMix(seed ^ 0x5EED_0F_B0_71_C4_E5);
        var builder = new ElectionBuilder(Header.Terms);
        var choices = new ushort[Math.Min(MostChoices, places.Length)];
        var distances = new long[choices.Length];
        for (var voter = 0; voter < voters; voter++)
        {
            builder.Add(choices.AsSpan(0, Fill(random, choices, distances)));
        }

        return builder.Build();
    }

    /// <summary>Writes it as a <c>.pb</c> file.</summary>
    /// <param name="text">Where to; the caller's.</param>
    public void WriteTo(TextWriter text)
    {
        var writer = new PbWriter(text);
        writer.WriteHeader(Header);
        foreach (var vote in Votes())
        {
            writer.WriteVote(vote.Fields);
        }
    }

    private PbHeader Draw(SplitMix random)
    {
        for (var centre = 0; centre < centres.Length; centre++)
        {
            centres[centre] = (random.Below(MapSize), random.Below(MapSize));
        }

        var rows = new List<IReadOnlyList<string>>(places.Length);
        var total = 0L;
        for (var project = 0; project < places.Length; project++)
        {
            places[project] = Place(random);
            reaches[project] = 64 + Math.Min(random.Below(960), random.Below(960));
            var cost = 100L * (8 + random.Below(8)) << random.Below(6);
            total += cost;
            var name = $"{Things[random.Below(Things.Length)]} at {Ways[random.Below(Ways.Length)]}";
            rows.Add([(project + 1).ToString(CultureInfo.InvariantCulture), cost.ToString(CultureInfo.InvariantCulture), name]);
        }

        var budget = Math.Max(1_000, total / 3 / 1_000 * 1_000);
        KeyValuePair<string, string>[] meta =
        [
            new("description", string.Create(CultureInfo.InvariantCulture, $"A made-up election (seed {seed})")),
            new("country", "Nowhere"),
            new("unit", "Exampleton"),
            new("instance", seed.ToString(CultureInfo.InvariantCulture)),
            new("num_projects", places.Length.ToString(CultureInfo.InvariantCulture)),
            new("num_votes", voters.ToString(CultureInfo.InvariantCulture)),
            new("budget", budget.ToString(CultureInfo.InvariantCulture)),
            new("vote_type", "approval"),
            new("rule", "unknown"),
            new("date_begin", "2026"),
            new("date_end", "2026"),
            new("max_length", MostChoices.ToString(CultureInfo.InvariantCulture)),
            new("language", "en"),
            new("currency", "GBP"),
        ];
        return PbHeader.Create(meta, ["project_id", "cost", "name"], rows, ["voter_id", "vote"]);
    }

    // Two steps in each direction make places near the centre likelier; the first neighbourhoods are drawn more often and so are larger.
    private (int X, int Y) Place(SplitMix random)
    {
        var (x, y) = centres[Math.Min(random.Below(Neighbourhoods), random.Below(Neighbourhoods))];
        const int Step = MapSize / 4;
        return (x + random.Below(Step) + random.Below(Step) - Step, y + random.Below(Step) + random.Below(Step) - Step);
    }

    /// <summary>Draws a voter and puts the nearest projects into <paramref name="choices"/>, nearest first.</summary>
    /// <returns>How many.</returns>
    private int Fill(SplitMix random, ushort[] choices, long[] distances)
    {
        var (x, y) = Place(random);
        var wanted = Math.Min(choices.Length, 1 + random.Below(MostChoices));
        var count = 0;
        for (var project = 0; project < places.Length; project++)
        {
            long dx = places[project].X - x;
            long dy = places[project].Y - y;
            var distance = (((dx * dx) + (dy * dy)) << 20) / (reaches[project] * reaches[project]);
            if (count == wanted && distance >= distances[count - 1])
            {
                continue;
            }

            var at = count < wanted ? count++ : count - 1;
            for (; at > 0 && distances[at - 1] > distance; at--)
            {
                distances[at] = distances[at - 1];
                choices[at] = choices[at - 1];
            }

            distances[at] = distance;
            choices[at] = (ushort)project;
        }

        return count;
    }
}
