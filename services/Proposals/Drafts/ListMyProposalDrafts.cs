using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Drafts;

/// <summary>Shows the caller's own unfinished ideas, those kept last first.</summary>
internal sealed class ListMyProposalDrafts(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT {{DraftRow.Columns}} FROM draft d JOIN round r ON r.round_id = d.round_id
        WHERE d.author_subject = @subject AND (d.kept_at < @at OR (d.kept_at = @at AND d.draft_id < @id))
        ORDER BY d.kept_at DESC, d.draft_id DESC {limit @limit}
        """);

    public async Task<ListMyProposalDraftsResponse> Handle(
        ListMyProposalDraftsRequest request, Caller caller, CancellationToken cancellation)
    {
        var page = Page.Of(
            request.PageSize, request.PageToken, "my drafts", PageKey.Last, normal: DraftRow.Most, max: DraftRow.Most);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<DraftRow>(
            Select, new { subject = caller.Subject, at = page.At, id = page.Id, limit = page.Count });
        var answer = new ListMyProposalDraftsResponse();
        answer.NextPageToken = page.Fill(answer.Drafts, rows, row => PageKey.Of(row.KeptAt, row.DraftId), row => row.ToMessage());
        return answer;
    }
}
