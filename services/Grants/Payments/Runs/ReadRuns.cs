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
        return await (await Run.Load(session, request.RunId)).ToRun(session);
    }

    public async Task<ListRunsResponse> Handle(ListRunsRequest request, CancellationToken cancellation)
    {
        var size = PageToken.Size(request.PageSize, normal: 20, max: 100);
        const string question = "runs";
        var from = Place.NewestFirst(request.PageToken, question);

        await using var session = await database.Read(cancellation);
        var found = await session.Many<Run>(SelectPage, new { from.At, from.Id, count = size + 1 });
        var (page, next) = Place.Cut(found, size, question, run => (run.MadeAt, run.RunId));
        var answer = new ListRunsResponse { NextPageToken = next };
        answer.Runs.AddRange(page.Select(run => run.Show()));
        return answer;
    }
}
