using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Log;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Voting.Registrations;

/// <summary>Lets people put themselves on the roll of a poll, in place of a roll that is brought in.</summary>
internal sealed class OpenRegistration(Database database, LogKey key)
{
    private static readonly Sql Insert = new("""
        INSERT INTO registration_terms (poll_id, most_voters, most_at_address, most_from_source, minimum_age, registered, opened_by)
        SELECT @PollId, @MostVoters, @MostAtAddress, @MostFromSource, @MinimumAge, 0, @openedBy
        WHERE NOT EXISTS (SELECT 1 FROM registration_terms WHERE poll_id = @PollId)
        """);

    public async Task<Poll> Handle(OpenRegistrationRequest request, Caller caller, CancellationToken cancellation)
    {
        var terms = request.Terms ?? new RegistrationTerms();
        new Fields().RequestId(request.RequestId).Id("poll_id", request.PollId)
            .Number("terms.most_voters", terms, VotingReasons.MostVotersWrong, least: 1)
            .Number("terms.most_at_address", terms, VotingReasons.MostOfOneWrong, least: 1)
            .Number("terms.most_from_source", terms, VotingReasons.MostOfOneWrong, least: 1)
            .Number("terms.minimum_age", terms, VotingReasons.MinimumAgeWrong)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Poll.Parser) is { } before)
        {
            return before;
        }

        var poll = await StoredPoll.Load(transaction, await PollRow.Lock(transaction, request.PollId));
        var opened = Decide(poll, terms, caller);
        var row = new
        {
            opened.PollId, opened.MostVoters, opened.MostAtAddress, opened.MostFromSource, opened.MinimumAge,
            openedBy = caller.ShownAs
        };
        if (await transaction.Execute(Insert, row) == 0)
        {
            throw new Refusal(VotingReasons.RegistrationIsOpen);
        }

        var answer = (await StoredPoll.Load(transaction, poll.Row)).ToMessage(key);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The terms as they hold. A poll has either a roll that was brought in or one that people build: on both, one person could
    /// stand twice.</summary>
    /// <exception cref="Refusal">Too late, or there is a roll.</exception>
    internal static TermsRow Decide(StoredPoll poll, RegistrationTerms terms, Caller caller)
    {
        poll.RequireAllAreas(caller);
        if (poll.Row.IsImported)
        {
            throw new Refusal(VotingReasons.PollIsImported);
        }

        if (poll.Row.StateNow != PollState.Scheduled)
        {
            throw new Refusal(VotingReasons.RegistrationIsFixed);
        }

        if (poll.Voters > 0)
        {
            throw new Refusal(VotingReasons.RollIsThere);
        }

        return new TermsRow
        {
            PollId = poll.Row.PollId, MostVoters = terms.MostVoters, MostAtAddress = terms.MostAtAddress,
            MostFromSource = terms.MostFromSource, MinimumAge = terms.MinimumAge,
        };
    }
}
