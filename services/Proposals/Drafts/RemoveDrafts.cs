using Participatory.Platform.Running;
using Participatory.Platform.Storage;
using Participatory.Words.Holdings;

namespace Participatory.Proposals.Drafts;

/// <summary>
/// Removes what nobody finished long after its round was over, and what was suggested about joining ideas and not accepted, since that
/// two were joined is part of what happened to them; and invitations to write an idea that nobody answered in time.
/// </summary>
internal sealed class RemoveDrafts(Database database, Retention retention, TimeProvider clock)
{
    private static readonly Sql DeleteDrafts = new("""
        DELETE {some} FROM draft WHERE round_id IN (SELECT round_id FROM phase_change WHERE phase = 'FINISHED' AND changed_at < @before)
        """);

    private static readonly Sql DeleteJoinings = new("""
        DELETE {some} FROM joining
        WHERE state <> 'ACCEPTED'
            AND round_id IN (SELECT round_id FROM phase_change WHERE phase = 'FINISHED' AND changed_at < @before)
        """);

    private static readonly Sql DeleteInvitations = new("DELETE {some} FROM author_invitation WHERE ends_at <= @now");

    public async Task Tick(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await Removals.Delete(
            database, DeleteDrafts, new { before = now - retention.Of(Period.IdeaDrafts) }, RemovalKinds.IdeaDrafts, now, cancellation);
        await Removals.Delete(
            database, DeleteJoinings, new { before = now - retention.Of(Period.IdeaDrafts) }, "", now, cancellation);
        await Removals.Delete(database, DeleteInvitations, new { now }, "", now, cancellation);
    }
}
