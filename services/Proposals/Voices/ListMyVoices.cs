using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Voices;

/// <summary>Shows the caller what they said while signed in, in every round, the latest first.</summary>
internal sealed class ListMyVoices(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT {{VoiceRow.Columns}} {{VoiceRow.From}}
        WHERE v.speaker_subject = @subject AND v.sequence < @before ORDER BY v.sequence DESC {limit @limit}
        """);

    public async Task<ListMyVoicesResponse> Handle(ListMyVoicesRequest request, Caller caller, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, "my voices", PageKey.Last, normal: 50, max: 200);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<VoiceRow>(Select, new { subject = caller.Subject, before = page.Sequence, limit = page.Count });
        var answer = new ListMyVoicesResponse();
        answer.NextPageToken = page.Fill(answer.Voices, rows, row => PageKey.Of(row.Sequence), row => row.ToMessage());
        return answer;
    }
}
