using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Participatory.Grants.Transfers;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Funds;

/// <summary>What was paid into a fund, newest first, and what of it was put right.</summary>
internal sealed class ListIncome(Database database)
{
    private static readonly Sql Select = new("""
        SELECT transfer.sequence, transfer.transfer_id, funder.shown_as AS funder, transfer.amount_minor, transfer.currency, transfer.reference, transfer.transferred_at,
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
        var size = PageToken.Size(request.PageSize, normal: 50, max: 100);
        var question = $"income of {request.FundId}";
        var before = PageToken.Read(request.PageToken, question, length: 1) is [var sequence] && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var found)
            ? found
            : long.MaxValue;
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<IncomeRow>(Select, new { fund = Account.IdOfFund(request.FundId), before, count = size + 1 });
        var answer = new ListIncomeResponse
        {
            NextPageToken = rows.Count > size ? PageToken.After(question, rows[size - 1].Sequence.ToString(CultureInfo.InvariantCulture)) : "",
        };
        answer.Income.AddRange(rows.Take(size).Select(row => row.ToIncome()));
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

        public Income ToIncome() => new()
        {
            TransferId = TransferId,
            Funder = Funder,
            Amount = MoneyText.Of(AmountMinor, Currency),
            Reference = Reference,
            Time = Timestamp.FromDateTimeOffset(TransferredAt),
            CorrectionReason = Reason ?? "",
            CorrectedBy = CorrectedAs ?? "",
        };
    }
}
