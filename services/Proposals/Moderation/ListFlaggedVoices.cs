using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Proposals.Moderation;

/// <summary>Which voices officers have to look at in their areas, in the order in which they came.</summary>
internal sealed class ListFlaggedVoices(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT v.sequence, v.voice_id, v.round_id, v.area_code, v.words, v.first_name, v.speaker_subject, q.words AS question,
            hid.state AS hiding_state, hid.hidden_by,
            (SELECT COUNT(*) FROM flag WHERE flag.scope_id = v.round_id AND flag.item_id = v.voice_id AND flag.part = 'VOICE') AS flags
        FROM {{Flags.Waiting}}
        JOIN voice v ON v.round_id = waiting.scope_id AND v.voice_id = waiting.item_id AND waiting.part = 'VOICE'
        JOIN open_question q ON q.question_id = v.question_id
        LEFT JOIN hiding hid ON hid.scope_id = v.round_id AND hid.item_id = v.voice_id AND hid.part = 'VOICE'
        WHERE (@everywhere = 1 OR v.area_code IN (SELECT item FROM {texts @areas} AS given)) AND v.sequence > @after
        ORDER BY v.sequence {limit @limit}
        """);

    public async Task<ListFlaggedVoicesResponse> Handle(ListFlaggedVoicesRequest request, Caller caller, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, "flagged voices", PageKey.First, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<FlaggedRow>(Select, new
        {
            everywhere = caller.Areas.Count == 0 ? 1 : 0,
            areas = Sql.List(caller.Areas.Order(StringComparer.Ordinal)),
            after = page.Sequence,
            limit = page.Count,
        });
        var answer = new ListFlaggedVoicesResponse();
        answer.NextPageToken = page.Fill(answer.Voices, rows, row => PageKey.Of(row.Sequence), row => row.ToMessage(caller));
        return answer;
    }

    private sealed record FlaggedRow
    {
        public long Sequence { get; init; }
        public string VoiceId { get; init; } = "";
        public string RoundId { get; init; } = "";
        public string AreaCode { get; init; } = "";
        public string Words { get; init; } = "";
        public string FirstName { get; init; } = "";
        public string SpeakerSubject { get; init; } = "";
        public string Question { get; init; } = "";
        public string? HidingState { get; init; }
        public string? HiddenBy { get; init; }
        public int Flags { get; init; }

        public FlaggedVoice ToMessage(Caller caller)
        {
            var hiding = new HidingRow
            {
                AuthorSubject = SpeakerSubject, HiddenBy = HiddenBy, State = HidingState ?? StateText.Of(Types.V1.HidingState.Shown),
            };
            return new FlaggedVoice
            {
                VoiceId = VoiceId,
                RoundId = RoundId,
                AreaCode = AreaCode,
                Question = Question,
                State = hiding.StateNow,
                Flags = Flags,
                ForAnother = Judging.IsForAnother(hiding, caller, $"{Words}\n{FirstName}"),
            };
        }
    }
}
