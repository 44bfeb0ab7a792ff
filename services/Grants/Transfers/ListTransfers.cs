using System.Globalization;
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
        var size = PageToken.Size(request.PageSize, normal: 100, max: 1000);
        var question = $"transfers of {request.RoundId}";
        var after = After(request.PageToken, question);

        await using var session = await database.Read(cancellation);
        var found = await session.Many<TransferRow>(Select, new { request.RoundId, after, count = size + 1 });

        var answer = new ListTransfersResponse();
        answer.Transfers.AddRange(found.Take(size).Select(row => row.ToTransfer()));
        if (found.Count > size)
        {
            answer.NextPageToken = PageToken.After(question, found[size - 1].Sequence.ToString(CultureInfo.InvariantCulture));
        }

        return answer;
    }

    private static long After(string pageToken, string question)
    {
        if (PageToken.Read(pageToken, question, length: 1) is not [var sequence])
        {
            return 0;
        }

        return long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            ? after
            : throw Refusal.At("page_token", Reasons.PageTokenForeign);
    }
}
