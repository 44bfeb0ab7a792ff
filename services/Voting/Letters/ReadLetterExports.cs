using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Letters;

/// <summary>Who asked for codes of letters, who agreed and who had them, for everybody to see.</summary>
internal sealed class ReadLetterExports(Database database)
{
    private static readonly Sql SelectPage = new("SELECT " + LetterExportRow.Columns + """
         FROM letter_export e JOIN letter_batch b ON b.poll_id = e.poll_id AND b.batch = e.batch
        WHERE e.poll_id = @pollId AND (e.asked_at < @At OR (e.asked_at = @At AND e.export_id < @Id))
        ORDER BY e.asked_at DESC, e.export_id DESC {limit @Count}
        """);

    public async Task<LetterExport> Handle(GetLetterExportRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("poll_id", request.PollId).Id("export_id", request.ExportId).Check();
        await using var session = await database.Read(cancellation);
        return (await LetterExportRow.Load(session, request.PollId, request.ExportId)).ToMessage(caller);
    }

    public async Task<ListLetterExportsResponse> Handle(ListLetterExportsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("poll_id", request.PollId).Check();
        var page = Page.Of(request.PageSize, request.PageToken, $"letters of {request.PollId}", PageKey.Last, normal: 50, max: 100);
        await using var session = await database.Read(cancellation);
        await PollRow.Load(session, request.PollId);
        var rows = await session.Many<LetterExportRow>(SelectPage, new { pollId = request.PollId, page.At, page.Id, page.Count });
        var answer = new ListLetterExportsResponse();
        answer.NextPageToken = page.Fill(
            answer.Exports, rows, row => PageKey.Of(row.AskedAt, row.ExportId), row => row.ToMessage(caller));
        return answer;
    }
}
