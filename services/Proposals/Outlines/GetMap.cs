using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Finding;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Outlines;

/// <summary>
/// Shows what is drawn as the map of a round: outlines of its areas, and its ideas. A few ideas one by one; many are laid on a grid, where
/// those that share a field are one number.
/// </summary>
internal sealed class GetMap(Database database)
{
    /// <summary>As many as are drawn one by one.</summary>
    internal const int MostAlone = 100;

    /// <summary>How many without a point are told.</summary>
    internal const int MostNowhere = 50;

    /// <summary>Fields of the grid on each side.</summary>
    internal const int OnEachSide = 12;

    // Nobody finds out where a hidden idea is. Those that are hidden are few, and are looked up once.
    private const string IsShown = """
        p.round_id = @roundId AND p.state <> 'WITHDRAWN' AND (@areaCode = '' OR p.area_code = @areaCode)
            AND (@onlyChosen = 0 OR p.state = 'WON')
            AND p.proposal_id NOT IN (SELECT hid.item_id FROM hiding hid WHERE hid.scope_id = @roundId AND hid.part = 'WORDS'
                AND hid.state NOT IN ('SHOWN', 'SHOWN_AGAIN'))
        """;

    // CROSS JOIN, so that the engine goes through the index of ideas, which holds all that is asked for but the point.
    private const string Placed = $"""
        FROM proposal p CROSS JOIN proposal_place spot
        WHERE {IsShown}
            AND spot.round_id = @roundId AND spot.proposal_id = p.proposal_id AND spot.latitude IS NOT NULL

        """;

    private static readonly Sql SelectFields = new($"""
        SELECT placed.up, placed.along, COUNT(*) AS ideas, MIN(placed.sequence) AS sequence, MIN(placed.latitude) AS south,
            MAX(placed.latitude) AS north, MIN(placed.longitude) AS west, MAX(placed.longitude) AS east
        FROM (SELECT p.sequence, spot.latitude, spot.longitude, (spot.latitude - @south) / @high AS up,
                (spot.longitude - @west) / @wide AS along
            {Placed}
                AND spot.latitude BETWEEN @south AND @north AND spot.longitude BETWEEN @west AND @east) AS placed
        GROUP BY placed.up, placed.along
        ORDER BY placed.up DESC, placed.along
        """);

    private static readonly Sql SelectAlone = new($"SELECT p.sequence {Placed}"
        + "    AND spot.latitude BETWEEN @south AND @north AND spot.longitude BETWEEN @west AND @east ORDER BY p.sequence {limit @limit}");

    private static readonly Sql SelectBounds = new($"""
        SELECT COUNT(*) AS shown, COUNT(spot.latitude) AS ideas, COALESCE(MIN(spot.latitude), 0) AS south,
            COALESCE(MAX(spot.latitude), 0) AS north, COALESCE(MIN(spot.longitude), 0) AS west, COALESCE(MAX(spot.longitude), 0) AS east
        FROM proposal p LEFT JOIN proposal_place spot ON spot.round_id = p.round_id AND spot.proposal_id = p.proposal_id
        WHERE {IsShown}
        """);

    private static readonly Sql SelectNowhere = new($"""
        SELECT p.sequence FROM proposal p
        WHERE {IsShown}
            AND NOT EXISTS (SELECT 1 FROM proposal_place spot WHERE spot.round_id = p.round_id AND spot.proposal_id = p.proposal_id
                AND spot.latitude IS NOT NULL)
        ORDER BY p.sequence
        """ + " {limit @limit}");

    public async Task<RoundMap> Handle(GetMapRequest request, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Code("area_code", request.AreaCode, required: false)
            .Require(request.Box is null || IsOfThisWorld(request.Box), "box", ProposalsReasons.MapBoxWrong).Check();
        await using var session = await database.Read(cancellation);
        var round = await RoundRow.Load(session, request.RoundId);
        var places = (await AreaRow.Load(session, [round.RoundId])).Select((area, at) => (area.AreaCode, At: at))
            .ToDictionary(area => area.AreaCode, area => area.At, StringComparer.Ordinal);
        var outlines = (await OutlineRow.Load(session, round.RoundId)).OrderBy(outline => places[outline.AreaCode]).ToList();
        var answer = new RoundMap { Outlines = { outlines.Select(outline => outline.ToMessage()) } };
        if (request.OnlyOutlines)
        {
            answer.Box = request.Box ?? BoxOf(outlines, request.AreaCode, new FieldRow());
            return answer;
        }

        var asked = new
        {
            roundId = round.RoundId, areaCode = request.AreaCode, onlyChosen = request.OnlyChosen ? 1 : 0, limit = MostNowhere,
        };
        var bounds = await session.One<FieldRow>(SelectBounds, asked) ?? new FieldRow();
        answer.Box = request.Box ?? BoxOf(outlines, request.AreaCode, bounds);
        if (answer.Box is not null)
        {
            await LoadIdeas(session, request, answer);
        }

        answer.Elsewhere = (int)bounds.Ideas - answer.Total;
        answer.TotalWithoutPoint = (int)(bounds.Shown - bounds.Ideas);
        if (answer.TotalWithoutPoint > 0)
        {
            answer.WithoutPoint.AddRange(await LoadShown(session, await session.Many<long>(SelectNowhere, asked)));
        }

        return answer;
    }

    /// <summary>What is drawn where nobody says what: the area, or else all outlines, or else all ideas with room around. Pure.</summary>
    internal static MapBox? BoxOf(IReadOnlyList<OutlineRow> outlines, string areaCode, FieldRow ideas)
    {
        var some = outlines.Where(outline => areaCode.Length == 0 || outline.AreaCode == areaCode).ToList();
        if (some.Count > 0)
        {
            return WithRoom(
                some.Min(outline => outline.South), some.Min(outline => outline.West), some.Max(outline => outline.North),
                some.Max(outline => outline.East), least: 0);
        }

        return ideas.Ideas == 0 ? null
            : WithRoom((int)ideas.South, (int)ideas.West, (int)ideas.North, (int)ideas.East, RoomForOne);
    }

    // About three hundred metres.
    private const int RoomForOne = 300;

    private static MapBox WithRoom(int south, int west, int north, int east, int least)
    {
        var (high, wide) = (Math.Max(least, (north - south) / 40), Math.Max(least, (east - west) / 40));
        return new()
        {
            SouthE5 = Math.Max(-9_000_000, south - high), WestE5 = Math.Max(-18_000_000, west - wide),
            NorthE5 = Math.Min(9_000_000, north + high), EastE5 = Math.Min(18_000_000, east + wide),
        };
    }

    /// <summary>It has a size, and lies on the map. Pure.</summary>
    internal static bool IsOfThisWorld(MapBox box)
    {
        var (latitude, longitude) =
            (FieldLimits.MostOf(MapPoint.Descriptor, "latitude_e5"), FieldLimits.MostOf(MapPoint.Descriptor, "longitude_e5"));
        return box.SouthE5 < box.NorthE5 && box.WestE5 < box.EastE5 && box.SouthE5 >= -latitude && box.NorthE5 <= latitude
            && box.WestE5 >= -longitude && box.EastE5 <= longitude;
    }

    private static async Task LoadIdeas(Session session, GetMapRequest request, RoundMap answer)
    {
        var box = answer.Box;
        var asked = new
        {
            roundId = request.RoundId,
            areaCode = request.AreaCode,
            onlyChosen = request.OnlyChosen ? 1 : 0,
            // As 64 bits on both engines.
            south = (long)box.SouthE5,
            west = (long)box.WestE5,
            north = (long)box.NorthE5,
            east = (long)box.EastE5,
            high = (((long)box.NorthE5 - box.SouthE5) / OnEachSide) + 1,
            wide = (((long)box.EastE5 - box.WestE5) / OnEachSide) + 1,
            limit = MostAlone,
        };
        var fields = await session.Many<FieldRow>(SelectFields, asked);
        answer.Total = (int)fields.Sum(field => field.Ideas);
        if (answer.Total <= MostAlone)
        {
            answer.Ideas.AddRange(await LoadShown(session, await session.Many<long>(SelectAlone, asked)));
            return;
        }

        answer.Ideas.AddRange(await LoadShown(
            session, [.. fields.Where(field => field.Ideas == 1).Select(field => field.Sequence).Order()]));
        answer.Clusters.AddRange(fields.Where(field => field.Ideas > 1).Select(field => new MapCluster
        {
            Ideas = (int)field.Ideas,
            RoundId = request.RoundId,
            Box = new MapBox
            {
                SouthE5 = (int)field.South, WestE5 = (int)field.West, NorthE5 = (int)field.North, EastE5 = (int)field.East,
            },
        }));
    }

    /// <summary>As everybody sees them, whoever asks: the same map is everybody's.</summary>
    private static async Task<IEnumerable<MapIdea>> LoadShown(Session session, IReadOnlyList<long> sequences)
    {
        var shown = await ListFoundProposals.LoadMessages(session, sequences, Caller.Nobody);
        return sequences.Where(shown.ContainsKey).Select(sequence => shown[sequence]).Where(idea => idea.Hiding is null)
            .Select(idea => new MapIdea
            {
                ProposalId = idea.ProposalId, AreaCode = idea.AreaCode, Title = idea.Title, Won = idea.State == ProposalState.Won,
                Place = idea.Place, RoundId = idea.RoundId,
            });
    }

    internal sealed record FieldRow
    {
        /// <summary>With those that have no point, where that was asked for.</summary>
        public long Shown { get; init; }

        /// <summary>With a point.</summary>
        public long Ideas { get; init; }

        /// <summary>Of the first of them.</summary>
        public long Sequence { get; init; }

        public long South { get; init; }
        public long North { get; init; }
        public long West { get; init; }
        public long East { get; init; }
    }
}
