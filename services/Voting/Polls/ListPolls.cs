using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Voting.Log;
using Participatory.Voting.V1;

namespace Participatory.Voting.Polls;

/// <summary>All polls, the newest first.</summary>
internal sealed class ListPolls(Database database, LogKey key)
{
    private static readonly Sql SelectPage = new($$"""
        SELECT {{PollRow.Columns}} FROM poll
        WHERE created_at < @At OR (created_at = @At AND poll_id > @Id)
        ORDER BY created_at DESC, poll_id {limit @Count}
        """);

    public async Task<ListPollsResponse> Handle(ListPollsRequest request, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, "polls", PageKey.Last, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<PollRow>(SelectPage, new { page.At, page.Id, page.Count });

        var answer = new ListPollsResponse();
        answer.NextPageToken = await page.Fill(
            answer.Polls, rows, row => PageKey.Of(row.CreatedAt, row.PollId), async row => (await StoredPoll.Load(session, row))
                .ToMessage(key));
        return answer;
    }
}
