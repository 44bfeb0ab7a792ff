using Participatory.Contracts;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Moderation;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using Participatory.Proposals.Enquiries;
using Participatory.Proposals.Moderation;

namespace Participatory.Proposals.Work;

/// <summary>Counts what rounds wait for an officer to do, and tells People when it has changed.</summary>
internal sealed class CountWork(Database database, TimeProvider clock)
{
    private static readonly Sql CountIdeas = new("""
        SELECT round.round_id, round.title, proposal.area_code, COUNT(*) AS many
        FROM round JOIN proposal ON proposal.round_id = round.round_id
        WHERE round.phase IN ('ACCEPTING', 'REVIEWING') AND round.imported_from = '' AND proposal.state = 'OPEN'
        GROUP BY round.round_id, round.title, proposal.area_code
        ORDER BY round.round_id, proposal.area_code
        """);

    // What was flagged, what waits and what is to be looked at again. Once the words are gone or the photo is, nobody has to look.
    private static readonly Sql CountFlagged = new($$"""
        SELECT round.round_id, round.title, proposal.area_code, COUNT(*) AS many
        FROM {{Flags.Waiting}}
        JOIN round ON round.round_id = waiting.scope_id
        JOIN proposal ON proposal.round_id = waiting.scope_id AND proposal.proposal_id = waiting.item_id
        WHERE (proposal.state <> 'WITHDRAWN' OR proposal.joined_into IS NOT NULL) AND (waiting.part = 'WORDS' OR EXISTS (
            SELECT 1 FROM proposal_photo photo WHERE photo.round_id = waiting.scope_id AND photo.proposal_id = waiting.item_id))
        GROUP BY round.round_id, round.title, proposal.area_code
        ORDER BY round.round_id, proposal.area_code
        """);

    private static readonly Sql CountFlaggedVoices = new($$"""
        SELECT round.round_id, round.title, voice.area_code, COUNT(*) AS many
        FROM {{Flags.Waiting}}
        JOIN round ON round.round_id = waiting.scope_id
        JOIN voice ON voice.round_id = waiting.scope_id AND voice.voice_id = waiting.item_id AND waiting.part = 'VOICE'
        GROUP BY round.round_id, round.title, voice.area_code
        ORDER BY round.round_id, voice.area_code
        """);

    private static readonly Sql CountFlaggedEnquiries = new($$"""
        SELECT round.round_id, round.title, p.area_code, COUNT(*) AS many
        FROM {{Flags.Waiting}}
        JOIN {{ListFlaggedEnquiries.Said}}
            ON said.round_id = waiting.scope_id AND said.item_id = waiting.item_id AND said.part = waiting.part
        JOIN round ON round.round_id = waiting.scope_id
        JOIN proposal p ON p.round_id = said.round_id AND p.proposal_id = said.proposal_id
        WHERE p.state <> 'WITHDRAWN' OR p.joined_into IS NOT NULL
        GROUP BY round.round_id, round.title, p.area_code
        ORDER BY round.round_id, p.area_code
        """);

    private static readonly Sql CountEnquiries = new($"""
        SELECT round.round_id, round.title, p.area_code, COUNT(*) AS many
        FROM enquiry e JOIN proposal p ON p.round_id = e.round_id AND p.proposal_id = e.proposal_id
        JOIN round ON round.round_id = e.round_id
        LEFT JOIN hiding hid ON hid.scope_id = e.round_id AND hid.item_id = e.enquiry_id AND hid.part = 'QUESTION'
        WHERE {EnquiryRow.WaitsForCouncil}
        GROUP BY round.round_id, round.title, p.area_code
        ORDER BY round.round_id, p.area_code
        """);

    private static readonly Sql CountAreas = new("""
        SELECT round.round_id, round.title, round.phase, (
            SELECT COUNT(*) FROM area WHERE area.round_id = round.round_id AND COALESCE((
                SELECT SUM(released.amount_minor) FROM released_to_area released WHERE released.round_id = area.round_id
                    AND released.area_code = area.area_code AND released.currency = round.currency), 0) <= COALESCE((
                SELECT SUM(back.amount_minor) FROM clawed_back back WHERE back.round_id = area.round_id
                    AND back.area_code = area.area_code AND back.currency = round.currency), 0)) AS many
        FROM round WHERE round.phase IN ('LISTENING', 'ACCEPTING', 'REVIEWING') AND round.imported_from = ''
        ORDER BY round.round_id
        """);

    private readonly SaidLast<WorkLine> said = new();

    public async Task Tick(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        IReadOnlyList<WorkLine> lines;
        await using (var session = await database.Read(cancellation))
        {
            lines = Decide(
                await session.Many<IdeasRow>(CountIdeas), await session.Many<AreasRow>(CountAreas),
                Together(
                    Together(await session.Many<IdeasRow>(CountFlagged), await session.Many<IdeasRow>(CountFlaggedVoices)),
                    await session.Many<IdeasRow>(CountFlaggedEnquiries)));
            var asked = await session.Many<IdeasRow>(CountEnquiries, new { before = clock.Now() - AnswerEnquiry.ProposerFirst });
            lines =
            [
                .. lines, .. asked.Select(row => new WorkLine(WorkKinds.EnquiriesToAnswer, row.RoundId, row.Title, row.Many, row.AreaCode)),
            ];
        }

        await said.Say(database, lines, now, new WorkCounted(lines, now), cancellation);
    }

    /// <summary>One thing at a time for each round: its ideas, then its money, then its ballot paper.</summary>
    /// <param name="flagged">What an officer has to look at, at any time.</param>
    internal static IReadOnlyList<WorkLine> Decide(
        IReadOnlyList<IdeasRow> ideas, IReadOnlyList<AreasRow> rounds, IReadOnlyList<IdeasRow> flagged)
    {
        var checking = ideas.Select(row => row.RoundId).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. flagged.Select(row => new WorkLine(WorkKinds.WordsToLookAt, row.RoundId, row.Title, row.Many, row.AreaCode)),
            .. ideas.Select(row => new WorkLine(WorkKinds.IdeasToCheck, row.RoundId, row.Title, row.Many, row.AreaCode)),
            .. rounds.Where(row => !checking.Contains(row.RoundId) && (row.Many > 0 || row.Phase == "REVIEWING"))
                .Select(row => new WorkLine(
                    row.Many > 0 ? WorkKinds.MoneyToRelease : WorkKinds.PaperToPublish, row.RoundId, row.Title, Count: 1)),
        ];
    }

    /// <summary>One number for each area, of ideas and voices: an officer looks at both in one place. Pure.</summary>
    internal static IReadOnlyList<IdeasRow> Together(IEnumerable<IdeasRow> ideas, IEnumerable<IdeasRow> voices) =>
    [
        .. ideas.Concat(voices).GroupBy(row => (row.RoundId, row.AreaCode))
            .OrderBy(rows => rows.Key.RoundId, StringComparer.Ordinal).ThenBy(rows => rows.Key.AreaCode, StringComparer.Ordinal)
            .Select(rows => rows.First() with { Many = rows.Sum(row => row.Many) }),
    ];

    /// <summary>Ideas of an area that nobody has checked.</summary>
    internal sealed record IdeasRow
    {
        public string RoundId { get; init; } = "";
        public string Title { get; init; } = "";
        public string AreaCode { get; init; } = "";
        public int Many { get; init; }
    }

    /// <summary>Areas of a round without money.</summary>
    internal sealed record AreasRow
    {
        public string RoundId { get; init; } = "";
        public string Title { get; init; } = "";
        public string Phase { get; init; } = "";
        public int Many { get; init; }
    }
}
