using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Groups;

/// <summary>
/// What the caller offered to groups, and what was offered to groups for which they may say yes to money; the newest first.
/// </summary>
internal sealed class ListMyAwardMoves(Database database)
{
    // As a yes is decided: what was asked for is being paid, and whoever was forgotten offers nothing.
    private const string CanMove = """
        moved.state = 'OFFERED' AND moved.offered_by <> '' AND moved.offered_by = award.recipient AND award.group_id = ''
            AND award.state = 'ACCEPTED' AND award.asked_minor = 0 AND body.is_closed = 0
        """;

    private static readonly Sql Select = new($$"""
        SELECT moved.sequence, moved.award_id, moved.group_id, moved.state, moved.offered_by, moved.offered_at, moved.answered_by,
            moved.answered_at, award.amount_minor, award.currency, award.round_id, award.project_id, award.title,
            {{HiddenTitle.Columns("award.round_id", "award.project_id")}}, body.name AS group_name,
            CASE WHEN signer.subject IS NULL THEN 0 ELSE 1 END AS signs, CASE WHEN {{CanMove}} THEN 1 ELSE 0 END AS can_move
        FROM award_move moved
        JOIN award ON award.award_id = moved.award_id
        JOIN group_copy body ON body.group_id = moved.group_id
        LEFT JOIN group_signer signer ON signer.group_id = moved.group_id AND signer.subject = @subject
        WHERE moved.sequence < @before AND (moved.offered_by = @subject OR signer.subject IS NOT NULL)
            AND (@onlyForMe = 0 OR (signer.subject IS NOT NULL AND moved.offered_by <> @subject AND {{CanMove}}))
        ORDER BY moved.sequence DESC {limit @count}
        """);

    public async Task<ListMyAwardMovesResponse> Handle(
        ListMyAwardMovesRequest request, Caller caller, CancellationToken cancellation)
    {
        var question = request.OnlyForMe ? $"moves for {caller.Subject}" : $"moves of {caller.Subject}";
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.Last, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<AwardMoveRow>(
            Select,
            new { subject = caller.Subject, onlyForMe = request.OnlyForMe ? 1 : 0, before = page.Sequence, count = page.Count });
        var answer = new ListMyAwardMovesResponse();
        answer.NextPageToken = page.Fill(answer.Moves, rows, row => PageKey.Of(row.Sequence), row => row.ToMessage(caller));
        return answer;
    }
}
