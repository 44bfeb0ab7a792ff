using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Versions;

/// <summary>
/// Shows the caller which ideas they support say something else since, while they can take it back. It is how they are told: who supports
/// an idea leaves this service in no message, so no e-mail can say it.
/// </summary>
internal sealed class ListChangedSupports(Database database)
{
    private static readonly Sql Select = new(ProposalView.Columns + """
        WHERE p.sequence < @before AND p.state <> 'WITHDRAWN' AND r.phase IN ('ACCEPTING', 'REVIEWING')
            AND p.sequence IN (SELECT liked.sequence FROM support given
                JOIN proposal liked ON liked.round_id = given.round_id AND liked.proposal_id = given.proposal_id
                WHERE given.supporter_subject = @subject AND given.version < liked.version
                    AND EXISTS (SELECT 1 FROM proposal_version later
                        WHERE later.round_id = given.round_id AND later.proposal_id = given.proposal_id
                            AND later.version > given.version AND later.large = 1))
        ORDER BY p.sequence DESC {limit @limit}
        """);

    public async Task<ListProposalsResponse> Handle(ListChangedSupportsRequest request, Caller caller, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, "changed supports", PageKey.Last, normal: 20, max: 50);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<ProposalView>(Select, new { subject = caller.Subject, before = page.Sequence, limit = page.Count });
        var answer = new ListProposalsResponse();
        answer.NextPageToken = page.Fill(answer.Proposals, rows, row => PageKey.Of(row.Sequence), row => row.ToMessage(caller, []));
        foreach (var changed in answer.Proposals)
        {
            changed.ChangedSinceSupported = true;
        }

        return answer;
    }
}
