using System.Globalization;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Outlines;
using Participatory.Proposals.Places;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Finding;

/// <summary>Finds ideas of a round by their words, what they are about and how they stand, in the order that somebody wants.</summary>
internal sealed class ListFoundProposals(Database database)
{
    /// <summary>The words of this idea are read by nobody but who may.</summary>
    internal const string IsHidden = """
        EXISTS (SELECT 1 FROM hiding hid WHERE hid.scope_id = p.round_id AND hid.item_id = p.proposal_id AND hid.part = 'WORDS'
            AND hid.state NOT IN ('SHOWN', 'SHOWN_AGAIN'))
        """;

    internal const string Shuffled = "SHUFFLED";

    private const string Nearest = "NEAREST";

    // The same in a list of one round: those that are hidden are few, and are looked up once instead of beside each idea.
    private const string IsShown = """
        p.proposal_id NOT IN (SELECT hid.item_id FROM hiding hid WHERE hid.scope_id = @roundId AND hid.part = 'WORDS'
            AND hid.state NOT IN ('SHOWN', 'SHOWN_AGAIN'))
        """;

    // Nobody finds out what hidden words say by searching for them. All of it is read from one index, without the words of ideas.
    private const string Listed = $$"""
        WHERE p.round_id = @roundId AND p.state <> 'WITHDRAWN'
            AND p.state IN (SELECT item FROM {texts @states} AS given)
            AND (@areaCode = '' OR p.area_code = @areaCode)
            AND (@topicId = '' OR EXISTS (SELECT 1 FROM proposal_topic about WHERE about.round_id = p.round_id
                AND about.proposal_id = p.proposal_id AND about.topic_id = @topicId))
            AND (@priorityId = '' OR EXISTS (SELECT 1 FROM proposal_priority meets WHERE meets.round_id = p.round_id
                AND meets.proposal_id = p.proposal_id AND meets.priority_id = @priorityId))
            AND (@groupId = '' OR ({{IsShown}} AND EXISTS (SELECT 1 FROM group_idea ours WHERE ours.round_id = p.round_id
                AND ours.proposal_id = p.proposal_id AND ours.group_id = @groupId)))
            AND (@searches = 0 OR (p.sequence IN (
                SELECT found.sequence FROM idea_word found
                WHERE found.word >= @least AND found.word <= @most AND found.round_id = @roundId) AND {{IsShown}}))
            AND (@wholeWords = 0 OR p.sequence IN (
                SELECT held.sequence FROM idea_word held
                WHERE held.word IN (SELECT item FROM {texts @whole} AS given) AND held.round_id = @roundId
                GROUP BY held.sequence HAVING COUNT(*) = @wholeWords))
            AND (@withPoint = 0 OR ({{IsShown}} AND EXISTS (SELECT 1 FROM proposal_place put WHERE put.round_id = p.round_id
                AND put.proposal_id = p.proposal_id AND put.latitude IS NOT NULL)))

        """;

    // What comes first has the smallest number; of two that have the same, the older one. Places are shuffled as voices are.
    internal const string Rank = """
        CASE @inOrder WHEN 'SHUFFLED' THEN (p.place * @shuffle) % 2147483647 WHEN 'NEWEST' THEN -p.sequence
            WHEN 'MOST_SUPPORTED' THEN -p.supports ELSE p.sequence END
        """;

    private static readonly Sql Select = new($"SELECT p.sequence, {Rank} AS stands\nFROM proposal p\n" + Listed + $"""
            AND ({Rank} > @after OR ({Rank} = @after AND p.sequence > @afterSequence))
        ORDER BY stands, p.sequence
        """ + " {limit @limit}");

    // A search reads the places of its words, and those are many where a word is common: it counts on the way, and reads them once.
    private static readonly Sql SelectSought = new($"""
        SELECT found.sequence, found.stands, found.total FROM (
            SELECT p.sequence, {Rank} AS stands, COUNT(*) OVER () AS total FROM proposal p

        """ + Listed + """
        ) found
        WHERE found.stands > @after OR (found.stands = @after AND found.sequence > @afterSequence)
        ORDER BY found.stands, found.sequence
        """ + " {limit @limit}");

    // The square of the distance, as on a plane: within a council the ball of the earth makes no difference to which idea is nearer. A
    // degree of longitude is shorter than one of latitude, here by so many thousandths. Where a hidden idea is, its place in the list does
    // not tell; it comes last, with those that are nowhere.
    private const string Distance = $"""
        CASE WHEN spot.latitude IS NULL OR {IsHidden} THEN {LastOfAll}
            ELSE (spot.latitude - @latitude) * (spot.latitude - @latitude)
                + ((spot.longitude - @longitude) * @shorter / 1000) * ((spot.longitude - @longitude) * @shorter / 1000) END
        """;

    // More than the square of any distance on earth in hundred-thousandths of a degree.
    private const string LastOfAll = "CAST(4000000000000000 AS bigint)";

    private static readonly Sql SelectNearest = new("""
        SELECT found.sequence, found.stands FROM (SELECT p.sequence,
        """ + $" {Distance} AS stands\n" + """
        FROM proposal p
        LEFT JOIN proposal_place spot ON spot.round_id = p.round_id AND spot.proposal_id = p.proposal_id

        """ + Listed + """
        ) AS found
        WHERE found.stands > @after OR (found.stands = @after AND found.sequence > @afterSequence)
        ORDER BY found.stands, found.sequence
        """ + " {limit @limit}");

    private static readonly Sql Count = new("SELECT COUNT(*) FROM proposal p\n" + Listed);

    // What was taken back since its number was found is not there.
    private static readonly Sql SelectViews = new(ProposalView.Columns + """
        WHERE p.state <> 'WITHDRAWN' AND p.sequence IN (SELECT item FROM {numbers @sequences} AS given) ORDER BY p.sequence
        """);

    private static readonly Sql CountNotIndexed = new("""
        SELECT COUNT(*) FROM proposal WHERE words_read = 0 AND round_id = @roundId
        """);

    public async Task<ListFoundProposalsResponse> Handle(ListFoundProposalsRequest request, Caller caller, CancellationToken cancellation)
    {
        Check(request);
        var states = ProposalRow.WantedStates(request.States);
        var sought = SoughtWords.Of(request.Search);
        var inOrder = InOrder(request.Order);
        var question = $"find {request.RoundId}\n{request.AreaCode}\n{request.TopicId}\n{request.PriorityId}\n{string.Join(',', states)}\n"
            + $"{inOrder} {(inOrder == Shuffled ? request.Seed : 0)}\n{sought.Question}"
            + (inOrder == Nearest ? $"\n{request.Near?.LatitudeE5} {request.Near?.LongitudeE5}" : "")
            + (request.WithPoint ? "\nwith a point" : "")
            + (request.GroupId.Length > 0 ? $"\ngroup {request.GroupId}" : "");
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.First, normal: 50, max: 200);
        await using var session = await database.Read(cancellation);
        await RoundRow.Load(session, request.RoundId);
        var near = inOrder == Nearest ? await LoadNear(session, request) : new MapPoint();
        var asked = new
        {
            roundId = request.RoundId,
            states = Sql.List(states),
            areaCode = request.AreaCode,
            topicId = request.TopicId,
            priorityId = request.PriorityId,
            groupId = request.GroupId,
            searches = sought.IsEmpty ? 0 : 1,
            least = sought.Least,
            most = sought.Most,
            whole = Sql.List(sought.Whole),
            wholeWords = sought.Whole.Count,
            withPoint = request.WithPoint ? 1 : 0,
            // As 64 bits, so that their squares are.
            latitude = (long)near.LatitudeE5,
            longitude = (long)near.LongitudeE5,
            shorter = Shorter(near),
            inOrder,
            shuffle = VoiceRow.Shuffle(request.Seed),
            after = page.Sequence,
            afterSequence = SequenceOf(page),
            limit = page.Count,
        };
        var rows = await session.Many<FoundRow>(
            inOrder == Nearest ? SelectNearest : sought.IsEmpty ? Select : SelectSought, asked);
        var shown = await LoadMessages(session, [.. rows.Select(row => row.Sequence)], caller);
        var answer = new ListFoundProposalsResponse
        {
            // Of a page on which nothing stands nothing says how many there are.
            Total = (int)(rows.Count > 0 && rows[0].Total > 0 ? rows[0].Total : await session.One<long>(Count, asked)),
            Incomplete = !sought.IsEmpty && await session.One<long>(CountNotIndexed, asked) > 0,
        };
        answer.NextPageToken = page.Fill(
            answer.Proposals, rows, KeyOf, row => shown.GetValueOrDefault(row.Sequence));
        return answer;
    }

    /// <summary>Ideas as the caller sees them, by their sequences, with what they meet and what they are about.</summary>
    internal static async Task<IReadOnlyDictionary<long, Proposal>> LoadMessages(
        Session session, IReadOnlyList<long> sequences, Caller caller)
    {
        var views = await session.Many<ProposalView>(SelectViews, new { sequences = Sql.List(sequences), subject = caller.Subject });
        var shown = new Dictionary<long, Proposal>();
        foreach (var ofRound in views.GroupBy(view => view.RoundId, StringComparer.Ordinal))
        {
            var meets = await ProposalPriorities.Load(session, ofRound.Key, ofRound.Select(view => view.ProposalId));
            foreach (var view in ofRound)
            {
                shown.Add(view.Sequence, view.ToMessage(caller, meets[view.ProposalId]));
            }

            await ProposalTopics.LoadInto(session, ofRound.Key, [.. ofRound.Select(view => shown[view.Sequence])]);
        }

        return shown;
    }

    /// <summary>How long a degree of longitude is there, in thousandths of one of latitude. Pure.</summary>
    internal static long Shorter(MapPoint at) => (long)Math.Round(1000 * Math.Cos(at.LatitudeE5 / 100_000.0 * Math.PI / 180));

    private static void Check(ListFoundProposalsRequest request)
    {
        var fields = new Fields().Id("round_id", request.RoundId).Code("area_code", request.AreaCode, required: false)
            .Id("topic_id", request.TopicId, required: false).Id("priority_id", request.PriorityId, required: false)
            .Id("group_id", request.GroupId, required: false).Text("search", request, required: false);
        if (request.Near is { } near)
        {
            PlaceRow.LookAt(fields, "near", near);
        }

        fields.Check();
    }

    /// <summary>The point that was asked for, or else the middle of the area.</summary>
    /// <exception cref="Refusal">There is neither.</exception>
    private static async Task<MapPoint> LoadNear(Session session, ListFoundProposalsRequest request) =>
        request.Near ?? (await OutlineRow.LoadOrNull(session, request.AreaCode))?.Middle
            ?? throw Refusal.At("near", ProposalsReasons.NearMissing);

    /// <summary>By what the list goes on after a row. Pure.</summary>
    internal static PageKey KeyOf(FoundRow row) => new(row.Stands, row.Sequence.ToString(CultureInfo.InvariantCulture));

    /// <summary>The idea after which a page starts, among those that stand at the same place. Pure.</summary>
    internal static long SequenceOf(Page page) =>
        long.TryParse(page.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : 0;

    /// <summary>As the statement spells it. Pure.</summary>
    internal static string InOrder(ProposalOrder order) => order switch
    {
        ProposalOrder.Unspecified or ProposalOrder.Shuffled => Shuffled,
        ProposalOrder.Newest => "NEWEST",
        ProposalOrder.Oldest => "OLDEST",
        ProposalOrder.MostSupported => "MOST_SUPPORTED",
        ProposalOrder.Nearest => Nearest,
        _ => throw Refusal.At("order", ProposalsReasons.OrderUnknown),
    };

    internal sealed record FoundRow
    {
        public long Sequence { get; init; }

        /// <summary>By what it stands where it stands in the order that was asked for.</summary>
        public long Stands { get; init; }

        /// <summary>How many there are on all pages, where the statement says so.</summary>
        public long Total { get; init; }
    }
}
