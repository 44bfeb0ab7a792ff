using Participatory.Access.V1;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council;

/// <summary>Of which ideas an officer wanted to be reminded by now; nobody else is.</summary>
public static class RemindersWaiting
{
    private const int Counted = 50;

    public static async Task<IReadOnlyList<Waiting>> Find(
        ProposalsService.ProposalsServiceClient proposals, Say say, CancellationToken cancellation)
    {
        var due = await proposals.ListRemindersAsync(new ListRemindersRequest { PageSize = Counted }, cancellationToken: cancellation);
        return
        [
            .. due.Reminders.Select(reminder => new Waiting(
                Role.Officer, say.Fill(Words.CouncilDesk.ReminderWaiting, reminder.Title),
                say.Fill(Words.CouncilDesk.ReminderWhy, say.Date(reminder.RemindTime)),
                CouncilLinks.Case(reminder.RoundId, reminder.ProposalId))),
        ];
    }
}
