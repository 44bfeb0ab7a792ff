using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Versions;

/// <summary>Shows every version of an idea, the newest first, to everybody who may read the idea.</summary>
internal sealed class ListProposalVersions(Database database)
{
    // What was hidden when somebody changed it did not come back with the change, and what an officer hid since does not either.
    private static readonly Sql Select = new("""
        SELECT shown.version, shown.title, shown.words, shown.who_benefits, shown.large, shown.written_at, shown.concealed
        FROM (SELECT one.version, one.title, one.words, one.who_benefits, one.large, one.written_at,
                CASE WHEN one.version < p.concealed_before OR EXISTS (SELECT 1 FROM proposal_version later
                    WHERE later.round_id = one.round_id AND later.proposal_id = one.proposal_id AND later.version > one.version
                        AND later.conceals_earlier = 1) THEN 1 ELSE 0 END AS concealed
            FROM proposal_version one JOIN proposal p ON p.round_id = one.round_id AND p.proposal_id = one.proposal_id
            WHERE one.round_id = @roundId AND one.proposal_id = @proposalId AND one.version < @before) shown
        WHERE @seesAll = 1 OR shown.concealed = 0
        ORDER BY shown.version DESC {limit @limit}
        """);

    public async Task<ListProposalVersionsResponse> Handle(
        ListProposalVersionsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId).Check();
        var page = Page.Of(
            request.PageSize, request.PageToken, $"versions {request.RoundId}\n{request.ProposalId}", PageKey.Last, normal: 50, max: 50);
        await using var session = await database.Read(cancellation);
        var idea = await ProposalView.LoadShown(session, request.RoundId, request.ProposalId, caller);
        var seesAll = idea.WrittenByMe || (caller.IsOfficer() && caller.MayActIn(idea.AreaCode));
        var answer = new ListProposalVersionsResponse();
        if (idea.Hiding is not null && !seesAll)
        {
            return answer;
        }

        var rows = await session.Many<VersionRow>(Select, new
        {
            roundId = request.RoundId, proposalId = request.ProposalId, before = page.Sequence, seesAll = seesAll ? 1 : 0,
            limit = page.Count,
        });
        answer.NextPageToken = page.Fill(answer.Versions, rows, row => PageKey.Of(row.Version), row => row.ToMessage());
        return answer;
    }
}
