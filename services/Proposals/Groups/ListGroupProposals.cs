using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Finding;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Groups;

/// <summary>Shows the ideas of a group in every round, the newest first. What was taken back or is hidden is not among them.</summary>
internal sealed class ListGroupProposals(Database database)
{
    private static readonly Sql Select = new($$"""
        SELECT p.sequence FROM group_idea stands
        JOIN proposal p ON p.round_id = stands.round_id AND p.proposal_id = stands.proposal_id
        WHERE stands.group_id = @groupId AND p.sequence < @before AND p.state <> 'WITHDRAWN' AND NOT {{ListFoundProposals.IsHidden}}
        ORDER BY p.sequence DESC {limit @limit}
        """);

    public async Task<ListProposalsResponse> Handle(ListGroupProposalsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("group_id", request.GroupId).Check();
        var page = Page.Of(
            request.PageSize, request.PageToken, $"ideas of group {request.GroupId}", PageKey.Last, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        var sequences = await session.Many<long>(
            Select, new { groupId = request.GroupId, before = page.Sequence, limit = page.Count });
        var shown = await ListFoundProposals.LoadMessages(session, sequences, caller);
        var answer = new ListProposalsResponse();
        answer.NextPageToken = page.Fill(
            answer.Proposals, sequences, sequence => PageKey.Of(sequence), sequence => shown.GetValueOrDefault(sequence));
        return answer;
    }
}
