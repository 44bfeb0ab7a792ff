using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payments.Runs;

/// <summary>One payment run with its payments, or the runs, newest first.</summary>
internal sealed class ReadRuns(Database database)
{
    private static readonly Sql SelectPage = new(Run.SelectRuns + """
         WHERE run.undone_at IS NULL AND (run.made_at < @At OR (run.made_at = @At AND run.run_id < @Id))
        ORDER BY run.made_at DESC, run.run_id DESC {limit @count}
        """);

    public async Task<PaymentRun> Handle(GetRunRequest request, CancellationToken cancellation)
    {
        new Fields().Id("run_id", request.RunId).Check();
        await using var session = await database.Read(cancellation);
        return await (await Run.Load(session, request.RunId)).LoadMessage(session);
    }

    public async Task<ListRunsResponse> Handle(ListRunsRequest request, CancellationToken cancellation)
    {
        const string question = "runs";
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.Last, normal: 20, max: 100);

        await using var session = await database.Read(cancellation);
        var found = await session.Many<Run>(SelectPage, new { page.At, page.Id, count = page.Count });
        var answer = new ListRunsResponse();
        answer.NextPageToken = page.Fill(answer.Runs, found, run => PageKey.Of(run.MadeAt, run.RunId), run => run.ToMessage());
        return answer;
    }
}
