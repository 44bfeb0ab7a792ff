using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Desk;

/// <summary>Shows an officer the ideas of their areas with who looks after each.</summary>
internal sealed class ListCases(Database database, TimeProvider clock)
{
    public async Task<ListCasesResponse> Handle(ListCasesRequest request, Caller caller, CancellationToken cancellation)
    {
        var filter = request.Filter ?? new CaseFilter();
        new Fields().Id("round_id", request.RoundId).CaseFilter(filter).Check();
        var now = clock.Now();
        var list = new CaseList(request.RoundId, filter, caller, now);
        await using var session = await database.Read(cancellation);
        await RoundRow.Load(session, request.RoundId);
        var page = Page.Of(request.PageSize, request.PageToken, list.Question, list.Start, normal: 50, max: 200);
        var rows = await list.Load(session, new PageKey(page.Sequence, page.Id), page.Count);
        var ids = rows.Select(row => row.ProposalId).ToList();
        var meets = await ProposalPriorities.Load(session, request.RoundId, ids);
        var cases = await CaseRow.Load(session, request.RoundId, ids, caller, now);
        var answer = new ListCasesResponse();
        if (request.WithTotal)
        {
            answer.Total = await list.LoadCount(session);
        }

        answer.NextPageToken = page.Fill(
            answer.Cases, rows, list.KeyOf,
            row => cases[row.ProposalId].ToMessage(row.ToMessage(caller, meets[row.ProposalId]), caller, now));
        return answer;
    }
}
