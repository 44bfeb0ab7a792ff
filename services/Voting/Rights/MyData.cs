using Participatory.Platform.Rights;
using Participatory.Platform.Storage;
using Participatory.Voting.Roll;

namespace Participatory.Voting.Rights;

/// <summary>
/// What this service gives a person of themselves: that they registered for a vote, and what for. Never a code, a place on the roll or a
/// day on which somebody voted: whoever had those of a person could look for their ballot.
/// </summary>
internal sealed class MyData(CodeKey key)
{
    private static readonly Sql Polls = new("SELECT poll_id FROM registration_terms ORDER BY poll_id");

    // The title is the council's.
    private static readonly Sql Registered = new("""
        SELECT registration.poll_id, poll.title AS about, registration.area_code, registration.state, registration.registered_on,
            registration.reason
        FROM registration JOIN poll ON poll.poll_id = registration.poll_id
        WHERE registration.poll_id = @pollId AND registration.person_hash = @hash
        """);

    private static readonly Sql Waiting = new("""
        SELECT poll_id, area_code, address FROM registration_waiting WHERE poll_id = @pollId AND person_hash = @hash
        """);

    public async Task Read(MyRows mine)
    {
        var each = (await mine.Read<string>(Polls))
            .Select(pollId => new { pollId, hash = key.HashOfPerson(pollId, mine.Subject) }).ToList();
        await mine.AddEach("registration", Registered, each);
        await mine.AddEach("registration_waiting", Waiting, each);
    }
}
