using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Funds;

/// <summary>One fund, or the funds, newest first.</summary>
internal sealed class ReadFunds(Database database)
{
    private const string Question = "funds";

    private static readonly Sql SelectPage = new(FundRow.SelectFunds + """
         WHERE fund.created_at < @At OR (fund.created_at = @At AND fund.fund_id < @Id)
        ORDER BY fund.created_at DESC, fund.fund_id DESC {limit @count}
        """);

    public async Task<Fund> Handle(GetFundRequest request, CancellationToken cancellation)
    {
        new Fields().Id("fund_id", request.FundId).Check();
        await using var session = await database.Read(cancellation);
        return (await FundRow.Load(session, request.FundId, "fund_id")).ToMessage();
    }

    public async Task<ListFundsResponse> Handle(ListFundsRequest request, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, Question, PageKey.Last, normal: 20, max: 100);

        await using var session = await database.Read(cancellation);
        var found = await session.Many<FundRow>(SelectPage, new { page.At, page.Id, count = page.Count });

        var answer = new ListFundsResponse();
        answer.NextPageToken = page.Fill(answer.Funds, found, row => PageKey.Of(row.CreatedAt, row.FundId), row => row.ToMessage());
        return answer;
    }
}
