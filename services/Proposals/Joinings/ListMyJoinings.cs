using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Joinings;

/// <summary>Shows the caller what is open of the ideas that they proposed, the newest first. It is how they hear of it.</summary>
internal sealed class ListMyJoinings(Database database)
{
    private static readonly Sql Select = new(JoiningView.From + """
        WHERE j.sequence < @before AND r.phase IN ('LISTENING', 'ACCEPTING') AND j.sequence IN (
            SELECT given.sequence FROM proposal asks
            JOIN joining given ON given.round_id = asks.round_id AND given.proposal_id = asks.proposal_id
            WHERE asks.proposer_subject = @subject AND given.state = 'OPEN'
            UNION
            SELECT given.sequence FROM proposal answers
            JOIN joining given ON given.round_id = answers.round_id AND given.other_id = answers.proposal_id
            WHERE answers.proposer_subject = @subject AND given.state = 'OPEN')
        ORDER BY j.sequence DESC {limit @limit}
        """);

    public async Task<ListJoiningsResponse> Handle(ListMyJoiningsRequest request, Caller caller, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, "my joinings", PageKey.Last, normal: 20, max: 50);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<JoiningView>(Select, new { subject = caller.Subject, before = page.Sequence, limit = page.Count });
        var answer = new ListJoiningsResponse();
        answer.NextPageToken = page.Fill(answer.Joinings, rows, row => PageKey.Of(row.Sequence), row => row.ToMessage(caller));
        return answer;
    }
}
