using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Authors;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Joinings;

/// <summary>Shows those who write an idea what was suggested of it, the newest first.</summary>
internal sealed class ListJoinings(Database database)
{
    private static readonly Sql Select = new(JoiningView.From + """
        WHERE j.sequence < @before AND j.sequence IN (
            SELECT asks.sequence FROM joining asks WHERE asks.round_id = @roundId AND asks.proposal_id = @proposalId
            UNION
            SELECT answers.sequence FROM joining answers WHERE answers.round_id = @roundId AND answers.other_id = @proposalId
            UNION
            SELECT made.sequence FROM joining made WHERE made.round_id = @roundId AND made.common_id = @proposalId)
        ORDER BY j.sequence DESC {limit @limit}
        """);

    public async Task<ListJoiningsResponse> Handle(ListJoiningsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId).Check();
        var page = Page.Of(
            request.PageSize, request.PageToken, $"joinings {request.RoundId}\n{request.ProposalId}", PageKey.Last, normal: 20, max: 50);
        await using var session = await database.Read(cancellation);
        if (!(await ProposalView.Load(session, request.RoundId, request.ProposalId, caller)).WrittenByMe)
        {
            throw AuthorRow.OthersWrite();
        }

        var rows = await session.Many<JoiningView>(Select, new
        {
            roundId = request.RoundId, proposalId = request.ProposalId, subject = caller.Subject, before = page.Sequence,
            limit = page.Count,
        });
        var answer = new ListJoiningsResponse();
        answer.NextPageToken = page.Fill(answer.Joinings, rows, row => PageKey.Of(row.Sequence), row => row.ToMessage(caller));
        return answer;
    }
}
