using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Proposals.Moderation;

/// <summary>Which questions about ideas and answers officers have to look at in their areas, in the order in which they came.</summary>
internal sealed class ListFlaggedEnquiries(Database database)
{
    /// <summary>Every question and every answer, each with its part: a table for statements, which is called <c>said</c>.</summary>
    public const string Said = """
        (SELECT e.sequence, e.round_id, e.proposal_id, e.enquiry_id, '' AS answer_id, e.enquiry_id AS item_id, 'QUESTION' AS part,
                e.words, e.shown_as AS author_name, e.asker_subject AS author_subject FROM enquiry e
            UNION ALL SELECT e.sequence, e.round_id, e.proposal_id, e.enquiry_id, a.answer_id, a.answer_id, 'ANSWER',
                v.words, a.signed_as, a.author_subject
            FROM enquiry_answer a JOIN enquiry e ON e.enquiry_id = a.enquiry_id
            JOIN answer_version v ON v.answer_id = a.answer_id AND v.version = a.versions) said
        """;

    private static readonly Sql Select = new($$"""
        SELECT said.sequence, said.enquiry_id, said.answer_id, said.item_id, said.round_id, said.proposal_id, p.area_code, p.title,
            said.words, said.author_name, said.author_subject, hid.state AS hiding_state, hid.hidden_by,
            CASE WHEN p.proposer_subject = @subject OR wrote.subject IS NOT NULL THEN 1 ELSE 0 END AS wrote,
            (SELECT COUNT(*) FROM flag
                WHERE flag.scope_id = said.round_id AND flag.item_id = said.item_id AND flag.part = said.part) AS flags
        FROM {{Flags.Waiting}}
        JOIN {{Said}} ON said.round_id = waiting.scope_id AND said.item_id = waiting.item_id AND said.part = waiting.part
        JOIN proposal p ON p.round_id = said.round_id AND p.proposal_id = said.proposal_id
        LEFT JOIN hiding hid ON hid.scope_id = said.round_id AND hid.item_id = said.item_id AND hid.part = said.part
        LEFT JOIN author wrote ON wrote.round_id = p.round_id AND wrote.proposal_id = p.proposal_id AND wrote.subject = @subject
            AND wrote.left_at IS NULL
        WHERE (p.state <> 'WITHDRAWN' OR p.joined_into IS NOT NULL)
            AND (@everywhere = 1 OR p.area_code IN (SELECT item FROM {texts @areas} AS given))
            AND (said.sequence > @after OR (said.sequence = @after AND said.item_id > @afterId))
        ORDER BY said.sequence, said.item_id {limit @limit}
        """);

    public async Task<ListFlaggedEnquiriesResponse> Handle(
        ListFlaggedEnquiriesRequest request, Caller caller, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, "flagged enquiries", PageKey.First, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<FlaggedRow>(Select, new
        {
            subject = caller.Subject,
            everywhere = caller.Areas.Count == 0 ? 1 : 0,
            areas = Sql.List(caller.Areas.Order(StringComparer.Ordinal)),
            after = page.Sequence,
            afterId = page.Id,
            limit = page.Count,
        });
        var answer = new ListFlaggedEnquiriesResponse();
        answer.NextPageToken = page.Fill(
            answer.Enquiries, rows, row => new PageKey(row.Sequence, row.ItemId), row => row.ToMessage(caller));
        return answer;
    }

    private sealed record FlaggedRow
    {
        public long Sequence { get; init; }
        public string EnquiryId { get; init; } = "";
        public string AnswerId { get; init; } = "";
        public string ItemId { get; init; } = "";
        public string RoundId { get; init; } = "";
        public string ProposalId { get; init; } = "";
        public string AreaCode { get; init; } = "";
        public string Title { get; init; } = "";
        public string Words { get; init; } = "";
        public string AuthorName { get; init; } = "";
        public string AuthorSubject { get; init; } = "";
        public string? HidingState { get; init; }
        public string? HiddenBy { get; init; }
        public int Flags { get; init; }

        /// <summary>The caller writes the idea.</summary>
        public bool Wrote { get; init; }

        public FlaggedEnquiry ToMessage(Caller caller)
        {
            var hiding = new HidingRow
            {
                AuthorSubject = AuthorSubject, HiddenBy = HiddenBy, State = HidingState ?? StateText.Of(Types.V1.HidingState.Shown),
            };
            return new FlaggedEnquiry
            {
                EnquiryId = EnquiryId,
                AnswerId = AnswerId,
                RoundId = RoundId,
                ProposalId = ProposalId,
                AreaCode = AreaCode,
                Title = Title,
                State = hiding.StateNow,
                Flags = Flags,
                ForAnother = Wrote || Judging.IsForAnother(hiding, caller, $"{Words}\n{AuthorName}"),
            };
        }
    }
}
