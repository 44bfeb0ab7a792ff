using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Proposals.Moderation;

/// <summary>What officers have to look at in their areas, in the order in which the ideas came.</summary>
internal sealed class ListFlagged(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT p.sequence, p.round_id, p.proposal_id, p.area_code, p.proposer_subject, p.title, p.words, p.who_benefits, p.shown_as,
            photo.alt_text, waiting.part, hid.state AS hiding_state, hid.hidden_by,
            CASE WHEN wrote.subject IS NULL THEN 0 ELSE 1 END AS wrote,
            (SELECT COUNT(*) FROM flag
                WHERE flag.scope_id = waiting.scope_id AND flag.item_id = waiting.item_id AND flag.part = waiting.part) AS flags
        FROM {{Flags.Waiting}}
        JOIN proposal p ON p.round_id = waiting.scope_id AND p.proposal_id = waiting.item_id
        LEFT JOIN hiding hid ON hid.scope_id = waiting.scope_id AND hid.item_id = waiting.item_id AND hid.part = waiting.part
        LEFT JOIN proposal_photo photo ON photo.round_id = p.round_id AND photo.proposal_id = p.proposal_id AND photo.place = 1
        LEFT JOIN author wrote ON wrote.round_id = p.round_id AND wrote.proposal_id = p.proposal_id AND wrote.subject = @subject
            AND wrote.left_at IS NULL
        WHERE (p.state <> 'WITHDRAWN' OR p.joined_into IS NOT NULL) AND (waiting.part = 'WORDS' OR photo.photo_id IS NOT NULL)
            AND (@everywhere = 1 OR p.area_code IN (SELECT item FROM {texts @areas} AS given))
            AND (p.sequence > @after OR (p.sequence = @after AND waiting.part > @afterPart))
        ORDER BY p.sequence, waiting.part {limit @limit}
        """);

    // As whoever decides is held to it: notes, the names of all who write it, what can be seen on further photos, and where it is.
    private static readonly Sql SelectBeside = new("""
        SELECT p.sequence, note.words FROM proposal p
        JOIN proposal_note note ON note.round_id = p.round_id AND note.proposal_id = p.proposal_id
        WHERE p.sequence IN (SELECT item FROM {numbers @sequences} AS given)
        UNION ALL SELECT p.sequence, author.shown_as FROM proposal p
        JOIN author ON author.round_id = p.round_id AND author.proposal_id = p.proposal_id
        WHERE p.sequence IN (SELECT item FROM {numbers @sequences} AS given)
        UNION ALL SELECT p.sequence, photo.alt_text FROM proposal p
        JOIN proposal_photo photo ON photo.round_id = p.round_id AND photo.proposal_id = p.proposal_id AND photo.place > 1
        WHERE p.sequence IN (SELECT item FROM {numbers @sequences} AS given)
        UNION ALL SELECT p.sequence, spot.words FROM proposal p
        JOIN proposal_place spot ON spot.round_id = p.round_id AND spot.proposal_id = p.proposal_id
        WHERE p.sequence IN (SELECT item FROM {numbers @sequences} AS given)
        """);

    public async Task<ListFlaggedResponse> Handle(ListFlaggedRequest request, Caller caller, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, "flagged", PageKey.First, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<FlaggedRow>(Select, new
        {
            subject = caller.Subject,
            everywhere = caller.Areas.Count == 0 ? 1 : 0,
            areas = Sql.List(caller.Areas.Order(StringComparer.Ordinal)),
            after = page.Sequence,
            afterPart = page.Id,
            limit = page.Count,
        });
        var beside = (await session.Many<(long Sequence, string Words)>(
            SelectBeside, new { sequences = Sql.List(rows.Select(row => row.Sequence)) })).ToLookup(row => row.Sequence, row => row.Words);
        var answer = new ListFlaggedResponse();
        answer.NextPageToken = page.Fill(
            answer.Ideas, rows, row => new PageKey(row.Sequence, row.Part), row => row.ToMessage(caller, beside[row.Sequence]));
        return answer;
    }

    private sealed record FlaggedRow
    {
        public long Sequence { get; init; }
        public string RoundId { get; init; } = "";
        public string ProposalId { get; init; } = "";
        public string AreaCode { get; init; } = "";
        public string ProposerSubject { get; init; } = "";
        public string Title { get; init; } = "";
        public string Words { get; init; } = "";
        public string WhoBenefits { get; init; } = "";
        public string ShownAs { get; init; } = "";
        public string? AltText { get; init; }
        public string Part { get; init; } = "";
        public string? HidingState { get; init; }
        public string? HiddenBy { get; init; }
        public int Flags { get; init; }

        /// <summary>The caller writes it.</summary>
        public bool Wrote { get; init; }

        /// <param name="beside">What those who write it added, and their names.</param>
        public FlaggedIdea ToMessage(Caller caller, IEnumerable<string> beside)
        {
            var hiding = new HidingRow
            {
                AuthorSubject = ProposerSubject, HiddenBy = HiddenBy, State = HidingState ?? StateText.Of(Types.V1.HidingState.Shown),
            };
            return new FlaggedIdea
            {
                RoundId = RoundId,
                ProposalId = ProposalId,
                Part = StateText.Read<IdeaPart>(Part),
                Title = Title,
                AreaCode = AreaCode,
                State = hiding.StateNow,
                Flags = Flags,
                ForAnother = Wrote || Judging.IsForAnother(
                    hiding, caller, string.Join('\n', (string[])[Title, Words, WhoBenefits, ShownAs, AltText ?? "", .. beside])),
            };
        }
    }
}
