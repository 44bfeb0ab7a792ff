using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Ideas;

/// <summary>Shows the ideas of a round in the order in which they came.</summary>
internal sealed class ListProposals(Database database)
{
    private static readonly ProposalState[] AllButWithdrawn =
        [.. Enum.GetValues<ProposalState>().Where(state => state is not (ProposalState.Unspecified or ProposalState.Withdrawn))];

    // An idea that was taken back is not gone for the person whose idea it was, nor for officers.
    private const string Wanted = """
        WHERE p.round_id = @roundId AND p.sequence > @after
            AND (@areaCode = '' OR p.area_code = @areaCode)
            AND p.state IN (SELECT item FROM {texts @states} AS given)
            AND (p.state <> 'WITHDRAWN' OR @seesWithdrawn = 1 OR p.proposer_subject = @subject)
        """;

    private static readonly Sql Select = new(ProposalView.Columns + Wanted + " ORDER BY p.sequence {limit @limit}");

    private static readonly Sql Count = new("SELECT COUNT(*) FROM proposal p " + Wanted);

    public async Task<ListProposalsResponse> Handle(ListProposalsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Code("area_code", request.AreaCode, required: false).Check();
        var states = StateText.Wanted<ProposalState>(request.States.Count > 0 ? request.States : AllButWithdrawn);
        var question = $"{request.RoundId}\n{request.AreaCode}\n{string.Join(',', states)}";
        var page = Page.Of(request.PageSize, request.PageToken, question, PageKey.First, normal: 50, max: 200);

        await using var session = await database.Read(cancellation);
        await RoundRow.Load(session, request.RoundId);
        object Asked(long after) => new
        {
            roundId = request.RoundId,
            areaCode = request.AreaCode,
            states = Sql.List(states),
            after,
            subject = caller.Subject,
            seesWithdrawn = caller.IsOfficer() ? 1 : 0,
            limit = page.Count,
        };
        var rows = await session.Many<ProposalView>(Select, Asked(page.Sequence));
        var answer = new ListProposalsResponse();
        if (request.WithTotal)
        {
            answer.Total = (int)await session.One<long>(Count, Asked(after: 0));
        }

        answer.NextPageToken = page.Fill(answer.Proposals, rows, row => PageKey.Of(row.Sequence), row => row.ToMessage(caller));
        return answer;
    }
}
