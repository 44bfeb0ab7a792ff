using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Voices;

/// <summary>Shows officers all voices of their areas, those that are for the council alone among them, the latest first.</summary>
internal sealed class ListVoicesForCouncil(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT {{VoiceRow.Columns}} {{VoiceRow.From}}
        WHERE v.round_id = @roundId AND (@questionId = '' OR v.question_id = @questionId)
            AND (@everywhere = 1 OR v.area_code IN (SELECT item FROM {texts @areas} AS given)) AND v.sequence < @before
        ORDER BY v.sequence DESC {limit @limit}
        """);

    public async Task<ListVoicesForCouncilResponse> Handle(
        ListVoicesForCouncilRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Id("question_id", request.QuestionId, required: false).Check();
        var page = Page.Of(
            request.PageSize, request.PageToken, $"voices for the council {request.RoundId}\n{request.QuestionId}", PageKey.Last,
            normal: 50, max: 200);
        await using var session = await database.Read(cancellation);
        await RoundRow.Load(session, request.RoundId);
        var rows = await session.Many<VoiceRow>(Select, new
        {
            roundId = request.RoundId,
            questionId = request.QuestionId,
            everywhere = caller.Areas.Count == 0 ? 1 : 0,
            areas = Sql.List(caller.Areas.Order(StringComparer.Ordinal)),
            before = page.Sequence,
            limit = page.Count,
        });
        var answer = new ListVoicesForCouncilResponse();
        answer.NextPageToken = page.Fill(answer.Voices, rows, row => PageKey.Of(row.Sequence), row => row.ToMessage(caller));
        return answer;
    }
}
