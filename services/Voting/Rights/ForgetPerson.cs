using Participatory.Platform.Storage;
using Participatory.Voting.Roll;

namespace Participatory.Voting.Rights;

/// <summary>
/// Forgets a person: the address that an officer was to look at goes, and what an officer wrote to them. That somebody registered stays
/// until the roll goes, as a keyed hash that leads to nobody, so that nobody votes twice by being forgotten. Ballots are nobody's.
/// </summary>
internal sealed class ForgetPerson(CodeKey key)
{
    private static readonly Sql SelectPolls = new("SELECT poll_id FROM registration_terms ORDER BY poll_id");

    private static readonly Sql DeleteWaiting = new("DELETE FROM registration_waiting WHERE subject = @subject");

    // What an officer wrote to them.
    private static readonly Sql EmptyReason = new("""
        UPDATE registration SET reason = '' WHERE poll_id = @pollId AND person_hash = @hash AND reason <> ''
        """);

    public async Task Of(Transaction transaction, string subject)
    {
        await transaction.Execute(DeleteWaiting, new { subject });
        foreach (var pollId in await transaction.Many<string>(SelectPolls))
        {
            await transaction.Execute(EmptyReason, new { pollId, hash = key.HashOfPerson(pollId, subject) });
        }
    }
}
