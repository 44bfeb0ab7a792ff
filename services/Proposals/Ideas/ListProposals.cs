using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Finding;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Ideas;

/// <summary>Shows the ideas of a round in the order in which they came.</summary>
internal sealed class ListProposals(Database database)
{
    // An idea that was taken back is not gone for the person whose idea it was, nor for officers; one without words was forgotten. Nobody
    // finds a hidden idea by its group.
    private const string Listed = $$"""
            AND (@areaCode = '' OR p.area_code = @areaCode)
            AND p.state IN (SELECT item FROM {texts @states} AS given)
            AND (@priorityId = '' OR EXISTS (SELECT 1 FROM proposal_priority meets WHERE meets.round_id = p.round_id
                AND meets.proposal_id = p.proposal_id AND meets.priority_id = @priorityId))
            AND (@groupId = '' OR (NOT {{ListFoundProposals.IsHidden}} AND EXISTS (SELECT 1 FROM group_idea ours
                WHERE ours.round_id = p.round_id AND ours.proposal_id = p.proposal_id AND ours.group_id = @groupId)))
            AND (p.state <> 'WITHDRAWN' OR (p.title <> '' AND (@seesWithdrawn = 1 OR p.proposer_subject = @subject)))
        """;

    private static readonly Sql Select = new(
        ProposalView.Columns + "WHERE p.round_id = @roundId AND p.sequence > @from\n" + Listed + " ORDER BY p.sequence {limit @limit}");

    private static readonly Sql SelectBackwards = new(
        ProposalView.Columns + "WHERE p.round_id = @roundId AND p.sequence < @from\n" + Listed
            + " ORDER BY p.sequence DESC {limit @limit}");

    private static readonly Sql Count = new(
        "SELECT COUNT(*) FROM proposal p WHERE p.round_id = @roundId AND p.sequence > @from\n" + Listed);

    private static readonly Sql SelectPlace = new("""
        SELECT sequence FROM proposal WHERE round_id = @RoundId AND proposal_id = @BesideProposalId
        """);

    public async Task<ListProposalsResponse> Handle(ListProposalsRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId)
            .Code("area_code", request.AreaCode, required: false)
            .Code("beside_proposal_id", request.BesideProposalId, required: false)
            .Id("priority_id", request.PriorityId, required: false)
            .Id("group_id", request.GroupId, required: false)
            .Check();
        var states = ProposalRow.WantedStates(request.States);
        var question = $"{request.RoundId}\n{request.AreaCode}\n{string.Join(',', states)}{(request.Backwards ? "\nbackwards" : "")}"
            + (request.PriorityId.Length > 0 ? $"\n{request.PriorityId}" : "")
            + (request.GroupId.Length > 0 ? $"\ngroup {request.GroupId}" : "");

        await using var session = await database.Read(cancellation);
        await RoundRow.Load(session, request.RoundId);
        var start = request.BesideProposalId.Length > 0
            ? PageKey.Of(await session.One<long?>(SelectPlace, request) ?? throw ProposalRow.NotFound())
            : request.Backwards ? PageKey.Last : PageKey.First;
        var page = Page.Of(request.PageSize, request.PageToken, question, start, normal: 50, max: 200);
        object Asked(long from) => new
        {
            roundId = request.RoundId,
            areaCode = request.AreaCode,
            states = Sql.List(states),
            from,
            subject = caller.Subject,
            priorityId = request.PriorityId,
            groupId = request.GroupId,
            seesWithdrawn = caller.IsOfficer() ? 1 : 0,
            limit = page.Count,
        };
        var rows = await session.Many<ProposalView>(request.Backwards ? SelectBackwards : Select, Asked(page.Sequence));
        var answer = new ListProposalsResponse();
        if (request.WithTotal)
        {
            answer.Total = (int)await session.One<long>(Count, Asked(from: 0));
        }

        var meets = await ProposalPriorities.Load(session, request.RoundId, rows.Select(row => row.ProposalId));
        answer.NextPageToken = page.Fill(
            answer.Proposals, rows, row => PageKey.Of(row.Sequence), row => row.ToMessage(caller, meets[row.ProposalId]));
        await ProposalTopics.LoadInto(session, request.RoundId, answer.Proposals);
        return answer;
    }
}
