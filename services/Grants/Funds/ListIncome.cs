using Google.Protobuf.WellKnownTypes;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.Grants.Funds;

/// <summary>What was paid into a fund, newest first, and what of it was put right.</summary>
internal sealed class ListIncome(Database database)
{
    private static readonly Sql Select = new("""
        SELECT transfer.sequence, transfer.transfer_id, funder.shown_as AS funder, transfer.amount_minor, transfer.currency,
            transfer.reference, transfer.transferred_at,
            correction.reason, correction.corrected_as
        FROM transfer
        JOIN account funder ON funder.account_id = transfer.debit_account
        LEFT JOIN correction ON correction.corrects = transfer.transfer_id
        WHERE transfer.credit_account = @fund AND transfer.code = 'INCOME' AND transfer.sequence < @before
        ORDER BY transfer.sequence DESC {limit @count}
        """);

    public async Task<ListIncomeResponse> Handle(ListIncomeRequest request, CancellationToken cancellation)
    {
        new Fields().Id("fund_id", request.FundId).Check();
        var question = $"income of {request.FundId}";
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.Last, normal: 50, max: 100);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<IncomeRow>(
            Select, new { fund = Account.IdOfFund(request.FundId), before = page.Sequence, count = page.Count });
        var answer = new ListIncomeResponse();
        answer.NextPageToken = page.Fill(answer.Income, rows, row => PageKey.Of(row.Sequence), row => row.ToMessage());
        return answer;
    }

    private sealed record IncomeRow
    {
        public long Sequence { get; init; }
        public string TransferId { get; init; } = "";
        public string Funder { get; init; } = "";
        public long AmountMinor { get; init; }
        public string Currency { get; init; } = "";
        public string Reference { get; init; } = "";
        public DateTimeOffset TransferredAt { get; init; }
        public string? Reason { get; init; }
        public string? CorrectedAs { get; init; }

        public Income ToMessage() => new()
        {
            TransferId = TransferId,
            Funder = Funder,
            Amount = new Amount(AmountMinor, Currency).ToMessage(),
            Reference = Reference,
            Time = Timestamp.FromDateTimeOffset(TransferredAt),
            CorrectionReason = Reason ?? "",
            CorrectedBy = CorrectedAs ?? "",
        };
    }
}
