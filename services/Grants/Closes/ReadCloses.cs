using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Words;

namespace Participatory.Grants.Closes;

/// <summary>The close of one day with its books and totals, or the closes, newest first.</summary>
internal sealed class ReadCloses(Database database)
{
    private const string Question = "closes";

    // Behind every day, as days are written.
    private const string AfterAll = "A";

    private static readonly Sql SelectLast = new("SELECT " + CloseRow.Columns + """
         FROM ledger_close
        ORDER BY close_date DESC {limit @one}
        """);

    private static readonly Sql SelectOne = new("SELECT " + CloseRow.Columns + " FROM ledger_close WHERE close_date = @CloseDate");

    private static readonly Sql SelectPage = new("SELECT " + CloseRow.Columns + """
         FROM ledger_close
        WHERE close_date < @before
        ORDER BY close_date DESC {limit @count}
        """);

    public async Task<LedgerClose> Handle(GetCloseRequest request, CancellationToken cancellation)
    {
        new Fields()
            .Code("close_date", request.CloseDate, FieldLimits.LengthOf(GetCloseRequest.Descriptor, "close_date"), required: false)
            .Check();
        await using var session = await database.Read(cancellation);
        var close = await session.One<CloseRow>(
            request.CloseDate.Length == 0 ? SelectLast : SelectOne, new { request.CloseDate, one = 1 })
            ?? throw new Refusal(GrantsReasons.CloseNotFound, field: "close_date");
        var answer = close.ToMessage();
        answer.Books.AddRange((await close.LoadBooks(session))
            .Select(book => new CloseBook { Book = book.Book, Transfers = book.Transfers, Head = book.Head }));
        answer.Totals.AddRange((await close.LoadTotals(session)).Select(total => new CloseTotal
        {
            Kind = total.Kind,
            Debits = new Amount(total.Debits, total.Currency).ToMessage(),
            Credits = new Amount(total.Credits, total.Currency).ToMessage(),
        }));
        return answer;
    }

    public async Task<ListClosesResponse> Handle(ListClosesRequest request, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, Question, PageKey.Last, normal: 30, max: 100);
        await using var session = await database.Read(cancellation);
        var found = await session.Many<CloseRow>(SelectPage, new { before = page.Id.Length == 0 ? AfterAll : page.Id, count = page.Count });
        var answer = new ListClosesResponse();
        answer.NextPageToken = page.Fill(answer.Closes, found, row => PageKey.Of(row.CloseDate), row => row.ToMessage());
        return answer;
    }
}
