using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Paper;

/// <summary>One batch with its serials, and the reconciliation sheet of all.</summary>
internal sealed class ReadPaperBatches(Database database)
{
    private static readonly Sql SelectPage = new("""
        SELECT poll_id, batch_id, area_code, envelopes, spoiled, counted, state, opened_by FROM paper_batch
        WHERE poll_id = @pollId AND batch_id > @after ORDER BY batch_id {limit @count}
        """);

    public async Task<PaperBatch> Handle(GetPaperBatchRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("poll_id", request.PollId).Id("batch_id", request.BatchId).Check();
        await using var session = await database.Read(cancellation);
        var batch = await PaperBatchRow.Load(session, request.PollId, request.BatchId, caller);
        return batch.ToMessage(await batch.LoadBallots(session));
    }

    public async Task<ListPaperBatchesResponse> Handle(ListPaperBatchesRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("poll_id", request.PollId).Check();
        var page = Page.Of(request.PageSize, request.PageToken, $"paper of {request.PollId}", PageKey.First, normal: 50, max: 100);
        await using var session = await database.Read(cancellation);
        await PollRow.Load(session, request.PollId);
        var rows = await session.Many<PaperBatchRow>(SelectPage, new { pollId = request.PollId, after = page.Id, count = page.Count });
        var response = new ListPaperBatchesResponse();
        response.NextPageToken = page.Fill(
            response.Batches, rows, row => PageKey.Of(row.BatchId), row => caller.MayActIn(row.AreaCode) ? row.ToMessage([]) : null);
        return response;
    }
}
