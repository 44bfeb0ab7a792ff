using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Desk;

/// <summary>An officer wants to be reminded of an idea, or no longer. It is their own matter: nobody else learns of it.</summary>
internal sealed class ChooseReminder(Database database, TimeProvider clock)
{
    private static readonly Sql Delete = new("""
        DELETE FROM case_reminder WHERE officer_subject = @subject AND round_id = @roundId AND proposal_id = @proposalId
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO case_reminder (officer_subject, round_id, proposal_id, remind_at) VALUES (@subject, @roundId, @proposalId, @remindAt)
        """);

    public async Task<ProposalCase> Handle(ChooseReminderRequest request, Caller caller, CancellationToken cancellation)
    {
        var remindAt = Instants.Read(request.RemindTime);
        var now = clock.Now();
        new Fields().RequestId(request.RequestId).Case(request.RoundId, request.ProposalId)
            .Require(request.RemindTime is null || remindAt is not null, "remind_time", ProposalsReasons.TimeMissing).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, ProposalCase.Parser) is { } before)
        {
            return before;
        }

        // Holding the idea means that two requests of one officer come one after the other.
        var proposal = await ProposalRow.Lock(transaction, request.RoundId, request.ProposalId);
        var chosen = new
        {
            subject = caller.Subject, roundId = request.RoundId, proposalId = proposal.ProposalId,
            remindAt = Decide(remindAt, proposal, caller, now),
        };
        await DeskOfficerRow.Keep(transaction, caller, now);
        await transaction.Execute(Delete, chosen);
        if (chosen.remindAt is not null)
        {
            await transaction.Execute(Insert, chosen);
        }

        var answer = await CaseRow.LoadOne(transaction, request.RoundId, proposal.ProposalId, caller, now);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>When the caller is reminded; null is never. Pure.</summary>
    /// <exception cref="Refusal">The idea is of another area, or the day has come.</exception>
    internal static DateTimeOffset? Decide(DateTimeOffset? remindAt, ProposalRow proposal, Caller caller, DateTimeOffset now)
    {
        caller.MustActIn([proposal.AreaCode]);
        return remindAt is null || remindAt > now
            ? remindAt
            : throw Refusal.At("remind_time", ProposalsReasons.ReminderIsPast);
    }
}
