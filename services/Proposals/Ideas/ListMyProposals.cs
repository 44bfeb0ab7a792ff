using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Ideas;

/// <summary>Shows the caller's own ideas in every round, newest first, and those taken back, too.</summary>
internal sealed class ListMyProposals(Database database)
{
    private const string Question = "mine";

    private static readonly Sql Select = new(ProposalView.Columns + """
        WHERE p.proposer_subject = @subject AND p.sequence < @before
        ORDER BY p.sequence DESC {limit @limit}
        """);

    public async Task<ListProposalsResponse> Handle(ListMyProposalsRequest request, Caller caller, CancellationToken cancellation)
    {
        var size = PageToken.Size(request.PageSize, normal: 50, max: 200);
        var before = Pages.Start(request.PageToken, Question, first: long.MaxValue);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<ProposalView>(Select, new { subject = caller.Subject, before, limit = size + 1 });
        var (items, next) = Pages.Cut(rows, size, Question, row => row.Sequence, row => row.ToMessage(caller));
        return new ListProposalsResponse { Proposals = { items }, NextPageToken = next };
    }
}
