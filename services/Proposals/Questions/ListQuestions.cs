using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Questions;

/// <summary>Shows the questions of a round in the order in which they were asked.</summary>
internal sealed class ListQuestions(Database database, TimeProvider clock)
{
    private static readonly Sql Select = new($$"""
        SELECT {{QuestionRow.Columns}} FROM open_question q
        WHERE q.round_id = @roundId AND q.sequence > @after AND (@areaCode = '' OR q.area_code IS NULL OR q.area_code = @areaCode)
        ORDER BY q.sequence {limit @limit}
        """);

    public async Task<ListQuestionsResponse> Handle(ListQuestionsRequest request, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Code("area_code", request.AreaCode, required: false).Check();
        var page = Page.Of(
            request.PageSize, request.PageToken, $"questions {request.RoundId}\n{request.AreaCode}", PageKey.First, normal: 50, max: 100);
        await using var session = await database.Read(cancellation);
        var round = await RoundRow.Load(session, request.RoundId);
        var rows = await session.Many<QuestionRow>(Select, new
        {
            roundId = round.RoundId, areaCode = request.AreaCode, after = page.Sequence, limit = page.Count,
        });
        var now = clock.GetUtcNow();
        var answer = new ListQuestionsResponse();
        answer.NextPageToken = page.Fill(
            answer.Questions, rows, row => PageKey.Of(row.Sequence), row => row.ToMessage(round.PhaseNow, now));
        return answer;
    }
}
