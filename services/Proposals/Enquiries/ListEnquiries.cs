using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Enquiries;

/// <summary>
/// Shows what was asked about an idea: what is answered first, the newest answer before others, then what is open, the oldest first.
/// </summary>
internal sealed class ListEnquiries(Database database, TimeProvider clock)
{
    // An instant is a number after 1970, and below none it comes before every sequence.
    private const string Order = "CASE WHEN e.answered_at IS NULL THEN e.sequence ELSE -e.answered_at END";

    private static readonly Sql Select = new($"SELECT {EnquiryRow.Columns} {EnquiryRow.From}" + $"""

        WHERE e.round_id = @roundId AND e.proposal_id = @proposalId
            AND ({Order} > @after OR ({Order} = @after AND e.enquiry_id > @afterId))
        ORDER BY {Order}, e.enquiry_id
        """ + " {limit @limit}");

    public async Task<ListEnquiriesResponse> Handle(ListEnquiriesRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId).Check();
        var page = Page.Of(
            request.PageSize, request.PageToken, $"enquiries {request.RoundId}\n{request.ProposalId}", PageKey.First, normal: 20, max: 100);
        await using var session = await database.Read(cancellation);
        await ProposalView.LoadShown(session, request.RoundId, request.ProposalId, caller);
        var rows = await session.Many<EnquiryRow>(Select, new
        {
            subject = caller.Subject,
            roundId = request.RoundId,
            proposalId = request.ProposalId,
            after = page.Sequence,
            afterId = page.Id,
            limit = page.Count,
        });
        var answers = (await AnswerRow.LoadOf(session, rows.Select(row => row.EnquiryId)))
            .ToLookup(answer => answer.EnquiryId, StringComparer.Ordinal);
        var now = clock.Now();
        var answer = new ListEnquiriesResponse();
        answer.NextPageToken = page.Fill(
            answer.Enquiries, rows,
            row => new PageKey(row.AnsweredAt is { } at ? -PageKey.Of(at, "").Number : row.Sequence, row.EnquiryId),
            // Of an idea that is hidden others read nothing.
            row => row.IsFor(caller) ? row.ToMessage(caller, [.. answers[row.EnquiryId]], now) : null);
        return answer;
    }
}
