using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.People.Letters;

/// <summary>The council's own words in letters and e-mails, now and before, the newest first, for all of the staff to read.</summary>
internal sealed class ListLetterWords(Database database)
{
    private static readonly Sql SelectPage = new($$"""
        SELECT {{LettersRow.Columns}} FROM council_letters WHERE version < @Sequence ORDER BY version DESC {limit @Count}
        """);

    public async Task<ListLetterWordsResponse> Handle(ListLetterWordsRequest request, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, "letter words", PageKey.Last, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var found = await session.Many<LettersRow>(SelectPage, new { page.Sequence, page.Count });
        var answer = new ListLetterWordsResponse();
        answer.NextPageToken = page.Fill(answer.Letters, found, row => PageKey.Of(row.Version), row => row.ToMessage());
        return answer;
    }
}
