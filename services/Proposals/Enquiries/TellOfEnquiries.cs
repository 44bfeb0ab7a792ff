using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Proposals.Enquiries;

/// <summary>
/// Tells whose idea it is that people asked about it, at most once on a day for each idea. What is asked after that, or waits to be shown,
/// is told on the next.
/// </summary>
internal sealed class TellOfEnquiries(Database database, CouncilDays days, TimeProvider clock)
{
    private static readonly Sql SelectUntold = new("""
        SELECT DISTINCT e.round_id, e.proposal_id
        FROM enquiry e LEFT JOIN hiding hid ON hid.scope_id = e.round_id AND hid.item_id = e.enquiry_id AND hid.part = 'QUESTION'
        WHERE e.told_at IS NULL AND e.words <> '' AND (hid.state IS NULL OR hid.state IN ('SHOWN', 'SHOWN_AGAIN'))
            AND NOT EXISTS (SELECT 1 FROM enquiry told
                WHERE told.round_id = e.round_id AND told.proposal_id = e.proposal_id AND told.told_at >= @today)
        ORDER BY e.round_id, e.proposal_id
        """);

    private static readonly Sql CountToday = new("""
        SELECT COUNT(*) FROM enquiry WHERE round_id = @RoundId AND proposal_id = @ProposalId AND told_at >= @today
        """);

    private static readonly Sql SelectOf = new("""
        SELECT e.enquiry_id
        FROM enquiry e LEFT JOIN hiding hid ON hid.scope_id = e.round_id AND hid.item_id = e.enquiry_id AND hid.part = 'QUESTION'
        WHERE e.round_id = @RoundId AND e.proposal_id = @ProposalId AND e.told_at IS NULL AND e.words <> ''
            AND (hid.state IS NULL OR hid.state IN ('SHOWN', 'SHOWN_AGAIN'))
        """);

    private static readonly Sql UpdateTold = new("""
        UPDATE enquiry SET told_at = @now WHERE enquiry_id IN (SELECT item FROM {texts @asked} AS given)
        """);

    public async Task Tick(CancellationToken cancellation)
    {
        var today = days.Begin(days.Today).ToDateTimeOffset();
        IReadOnlyList<IdeaRow> untold;
        await using (var session = await database.Read(cancellation))
        {
            untold = await session.Many<IdeaRow>(SelectUntold, new { today });
        }

        foreach (var idea in untold)
        {
            await using var transaction = await database.Begin(cancellation);
            // Whoever holds the idea tells; who comes second finds that it was told today.
            var proposal = await ProposalRow.Lock(transaction, idea.RoundId, idea.ProposalId);
            if (await transaction.One<long>(CountToday, new { idea.RoundId, idea.ProposalId, today }) > 0)
            {
                continue;
            }

            var now = clock.Now();
            var waiting = await transaction.Many<string>(SelectOf, new { idea.RoundId, idea.ProposalId });
            var asked = await transaction.Execute(UpdateTold, new { asked = Sql.List(waiting), now });
            if (Decide(proposal, asked))
            {
                await transaction.Publish(new EnquiryMade(
                    idea.RoundId, idea.ProposalId, proposal.Title, proposal.ProposerSubject, asked, now));
            }

            await transaction.Commit();
        }
    }

    /// <summary>Whether there is somebody to tell, and something. Pure.</summary>
    /// <param name="asked">How many questions nobody was told of.</param>
    internal static bool Decide(ProposalRow proposal, int asked) =>
        asked > 0 && proposal.ProposerSubject.Length > 0 && proposal.StateNow != ProposalState.Withdrawn;

    private sealed record IdeaRow
    {
        public string RoundId { get; init; } = "";
        public string ProposalId { get; init; } = "";
    }
}
