using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Types.V1;

namespace Participatory.Accountability.Moderation;

/// <summary>What officers have to look at in their areas, by the ids of the parts.</summary>
internal sealed class ListFlaggedParts(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT part.part_id, part.report_id, part.kind, report.area_code, report.title, report.recipient, story.told_by,
            telling.words, photo.alt_text, transcript.words AS said, hid.state AS hiding_state, hid.hidden_by,
            (SELECT COUNT(*) FROM flag WHERE flag.scope_id = waiting.scope_id AND flag.item_id = waiting.item_id) AS flags
        FROM {{Flags.Waiting}}
        JOIN part ON part.part_id = waiting.item_id
        JOIN report ON report.report_id = waiting.scope_id
        JOIN story ON story.report_id = waiting.scope_id
        LEFT JOIN hiding hid ON hid.scope_id = waiting.scope_id AND hid.item_id = waiting.item_id
        LEFT JOIN telling ON telling.part_id = part.part_id
        LEFT JOIN photo ON photo.photo_id = part.part_id
        LEFT JOIN transcript ON transcript.voice_id = part.part_id
        WHERE part.part_id > @after AND (@everywhere = 1 OR report.area_code IN (SELECT item FROM {texts @areas} AS given))
        ORDER BY part.part_id {limit @limit}
        """);

    public async Task<ListFlaggedPartsResponse> Handle(ListFlaggedPartsRequest request, Caller caller, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, "flagged parts", PageKey.First, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<FlaggedRow>(Select, new
        {
            after = page.Id,
            everywhere = caller.Areas.Count == 0 ? 1 : 0,
            areas = Sql.List(caller.Areas.Order(StringComparer.Ordinal)),
            limit = page.Count,
        });
        var answer = new ListFlaggedPartsResponse();
        answer.NextPageToken = page.Fill(answer.Parts, rows, row => PageKey.Of(row.PartId), row => row.ToMessage(caller));
        return answer;
    }

    private sealed record FlaggedRow
    {
        public string PartId { get; init; } = "";
        public string ReportId { get; init; } = "";
        public string Kind { get; init; } = "";
        public string AreaCode { get; init; } = "";
        public string Title { get; init; } = "";
        public string Recipient { get; init; } = "";
        public string ToldBy { get; init; } = "";
        public string? Words { get; init; }
        public string? AltText { get; init; }
        public string? Said { get; init; }
        public string? HidingState { get; init; }
        public string? HiddenBy { get; init; }
        public int Flags { get; init; }

        public FlaggedPart ToMessage(Caller caller)
        {
            var hiding = new HidingRow
            {
                AuthorSubject = Recipient, HiddenBy = HiddenBy, State = HidingState ?? StateText.Of(Types.V1.HidingState.Shown),
            };
            return new FlaggedPart
            {
                ReportId = ReportId,
                PartId = PartId,
                Kind = StateText.Read<PartKind>(Kind),
                Title = Title,
                AreaCode = AreaCode,
                State = hiding.StateNow,
                Flags = Flags,
                ForAnother = Judging.IsForAnother(hiding, caller, string.Join('\n', ToldBy, Words, AltText, Said)),
            };
        }
    }
}
