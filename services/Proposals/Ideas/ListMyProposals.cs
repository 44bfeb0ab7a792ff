using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Finding;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Ideas;

/// <summary>
/// Shows the ideas that the caller writes, alone or with others, in every round, newest first, and those taken back, too.
/// </summary>
internal sealed class ListMyProposals(Database database)
{
    private const string Question = "mine";

    private static readonly Sql Select = new(ProposalView.Columns + """
        WHERE p.sequence < @before
            AND (p.proposer_subject = @subject OR p.sequence IN (SELECT own.sequence FROM author mine
                JOIN proposal own ON own.round_id = mine.round_id AND own.proposal_id = mine.proposal_id
                WHERE mine.subject = @subject AND mine.left_at IS NULL))
        ORDER BY p.sequence DESC {limit @limit}
        """);

    public async Task<ListProposalsResponse> Handle(ListMyProposalsRequest request, Caller caller, CancellationToken cancellation)
    {
        var page = Page.Of(request.PageSize, request.PageToken, Question, PageKey.Last, normal: 50, max: 200);
        await using var session = await database.Read(cancellation);
        var rows = await session.Many<ProposalView>(Select, new { subject = caller.Subject, before = page.Sequence, limit = page.Count });
        // They are of several rounds.
        var meets = await ProposalPriorities.LoadOf(session, caller.Subject);
        var answer = new ListProposalsResponse();
        answer.NextPageToken = page.Fill(
            answer.Proposals, rows, row => PageKey.Of(row.Sequence), row => row.ToMessage(caller, meets[(row.RoundId, row.ProposalId)]));
        foreach (var ofRound in answer.Proposals.GroupBy(proposal => proposal.RoundId, StringComparer.Ordinal))
        {
            await ProposalTopics.LoadInto(session, ofRound.Key, [.. ofRound]);
        }

        return answer;
    }
}
