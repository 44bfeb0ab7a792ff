using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Desk;

/// <summary>An officer of the area says who looks after an idea: they themselves, a colleague, or nobody.</summary>
internal sealed class AssignProposal(Database database, TimeProvider clock)
{
    private static readonly Sql Delete = new("""
        DELETE FROM case_assignment WHERE round_id = @roundId AND proposal_id = @proposalId
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO case_assignment (round_id, proposal_id, officer_subject, assigned_by, assigned_at)
        VALUES (@roundId, @proposalId, @officer, @assignedBy, @now)
        """);

    public async Task<ProposalCase> Handle(AssignProposalRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Case(request.RoundId, request.ProposalId)
            .Code("colleague_subject", request.ColleagueSubject, required: false).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, ProposalCase.Parser) is { } before)
        {
            return before;
        }

        var round = await RoundRow.Load(transaction, request.RoundId);
        var proposal = await ProposalRow.Lock(transaction, round.RoundId, request.ProposalId);
        var now = clock.Now();
        var colleagues = await DeskOfficerRow.Load(transaction, proposal.AreaCode, now);
        var officer = Decide(request.ColleagueSubject, proposal, round.PhaseNow, colleagues, caller);
        await DeskOfficerRow.Keep(transaction, caller, now);
        await transaction.Execute(Delete, new { roundId = round.RoundId, proposalId = proposal.ProposalId });
        if (officer is not null)
        {
            await transaction.Execute(Insert, new
            {
                roundId = round.RoundId, proposalId = proposal.ProposalId, officer, assignedBy = caller.Signature(), now,
            });
        }

        var answer = await CaseRow.LoadOne(transaction, round.RoundId, proposal.ProposalId, caller, now);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Who looks after the idea from now on; null is nobody. Pure.</summary>
    /// <param name="colleague">Empty is nobody.</param>
    /// <param name="colleagues">Those of the area.</param>
    /// <exception cref="Refusal">The idea is of another area or was taken back, the round is over, or nobody here knows the
    /// colleague.</exception>
    internal static string? Decide(
        string colleague, ProposalRow proposal, Phase phase, IEnumerable<DeskOfficerRow> colleagues, Caller caller)
    {
        caller.MustActIn([proposal.AreaCode]);
        proposal.MustStand();
        Phases.CheckMakesSense(phase);
        return colleague.Length == 0 ? null
            : colleague == caller.Subject || colleagues.Any(officer => officer.OfficerSubject == colleague) ? colleague
            : throw new Refusal(ProposalsReasons.ColleagueUnknown, field: "colleague_subject");
    }
}
