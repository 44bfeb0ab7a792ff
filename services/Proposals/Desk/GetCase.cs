using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Desk;

/// <summary>Shows an officer of its area one idea with what was noted of it, and its neighbours in a list.</summary>
internal sealed class GetCase(Database database, TimeProvider clock)
{
    private static readonly Sql SelectPlace = new("""
        SELECT sequence, supports FROM proposal WHERE round_id = @roundId AND proposal_id = @proposalId
        """);

    public async Task<CaseFile> Handle(GetCaseRequest request, Caller caller, CancellationToken cancellation)
    {
        var filter = request.Filter ?? new CaseFilter();
        new Fields().Case(request.RoundId, request.ProposalId).CaseFilter(filter).Check();
        var now = clock.Now();
        await using var session = await database.Read(cancellation);
        var found = await CaseRow.LoadOne(session, request.RoundId, request.ProposalId, caller, now);
        caller.MustActIn([found.Proposal.AreaCode]);
        var answer = new CaseFile { Case = found };
        answer.Notes.AddRange((await NoteRow.Load(session, request.RoundId, request.ProposalId)).Select(note => note.ToMessage()));
        answer.Colleagues.AddRange((await DeskOfficerRow.Load(session, found.Proposal.AreaCode, now))
            .Where(officer => officer.OfficerSubject != caller.Subject).Select(officer => officer.ToMessage()));

        var list = new CaseList(request.RoundId, filter, caller, now);
        var idea = new { roundId = request.RoundId, proposalId = request.ProposalId };
        var place = list.KeyOf(await session.One<ProposalView>(SelectPlace, idea) ?? throw ProposalRow.NotFound());
        answer.Before = await list.LoadBefore(session, place, limit: 1) is [var before] ? before.ToMessage(caller, []) : null;
        answer.After = await list.Load(session, place, limit: 1) is [var after] ? after.ToMessage(caller, []) : null;
        return answer;
    }
}
