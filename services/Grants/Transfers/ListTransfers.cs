using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Transfers;

/// <summary>Every movement of a round's money, oldest first. Who did it is not among what is read.</summary>
internal sealed class ListTransfers(Database database)
{
    private static readonly Sql Select = new("""
        SELECT sequence, transfer_id, debit_account, credit_account, amount_minor, currency, code, reference, budget_code, transferred_at,
            corrects, resolves
        FROM transfer WHERE round_id = @RoundId AND sequence > @after ORDER BY sequence {limit @count}
        """);

    public async Task<ListTransfersResponse> Handle(ListTransfersRequest request, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Check();
        var question = $"transfers of {request.RoundId}";
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.First, normal: 100, max: 1000);

        await using var session = await database.Read(cancellation);
        var found = await session.Many<TransferRow>(Select, new { request.RoundId, after = page.Sequence, count = page.Count });

        var answer = new ListTransfersResponse();
        answer.NextPageToken = page.Fill(answer.Transfers, found, row => PageKey.Of(row.Sequence), row => row.ToMessage());
        return answer;
    }
}
