using System.Diagnostics.CodeAnalysis;
using Participatory.Contracts.Voting;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Voting.Polls;
using Participatory.Voting.Roll;
using Participatory.Voting.V1;

namespace Participatory.Voting.Registrations;

/// <summary>An officer lets somebody onto the roll, or says why not. What they had to see for it is gone with that.</summary>
internal sealed class DecideRegistration(Database database, CodeKey key, TimeProvider clock)
{
    private static readonly Sql LockWaiting = new("""
        SELECT person_hash, subject, area_code FROM registration_waiting {lock}
        WHERE poll_id = @pollId AND registration_id = @registrationId
        """);

    private static readonly Sql Update = new("""
        UPDATE registration SET state = @state, decided_by = @decidedBy, reason = @reason WHERE poll_id = @pollId
        AND person_hash = @PersonHash AND state = 'WAITING'
        """);

    private static readonly Sql Delete = new("""
        DELETE FROM registration_waiting WHERE poll_id = @pollId AND registration_id = @registrationId
        """);

    public async Task<DecideRegistrationResponse> Handle(DecideRegistrationRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("poll_id", request.PollId).Id("registration_id", request.RegistrationId)
            .Text("reason", request, required: !request.Admit)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, DecideRegistrationResponse.Parser) is { } before)
        {
            return before;
        }

        var poll = await PollRow.Lock(transaction, request.PollId);
        var waiting = await transaction.One<WaitingRow?>(LockWaiting, new
        {
            pollId = request.PollId,
            registrationId = request.RegistrationId
        });
        var state = Decide(poll, waiting, request.Admit, caller, clock.GetUtcNow());
        await transaction.Execute(Update, new
        {
            state = StateText.Of(state), decidedBy = caller.ShownAs, reason = request.Reason,
            pollId = request.PollId, waiting.PersonHash
        });
        await transaction.Execute(Delete, new { pollId = request.PollId, registrationId = request.RegistrationId });
        if (request.Admit)
        {
            await Admission.Admit(transaction, key, request.PollId, waiting.AreaCode, waiting.PersonHash);
        }
        else
        {
            await TermsRow.Count(transaction, request.PollId, more: -1);
        }

        await transaction.Publish(
            new RegistrationDecided(poll.PollId, poll.Title, waiting.Subject, request.Admit, request.Admit ? "" : request.Reason));
        var answer = new DecideRegistrationResponse();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>What the registration becomes: an officer decides in areas of theirs, as long as people can vote.</summary>
    /// <exception cref="Refusal">One of these does not hold, or somebody has decided.</exception>
    internal static RegistrationState Decide(PollRow poll, [NotNull] WaitingRow? waiting, bool admit, Caller caller, DateTimeOffset now)
    {
        if (waiting is null)
        {
            throw new Refusal(VotingReasons.RegistrationNotFound, field: "registration_id");
        }

        if (!caller.MayActIn(waiting.AreaCode))
        {
            throw new Refusal(VotingReasons.PersonNotYours);
        }

        if (poll.StateNow is not (PollState.Scheduled or PollState.Open) || now >= poll.ClosesAt)
        {
            throw new Refusal(VotingReasons.RollIsClosed);
        }

        return admit ? RegistrationState.OnRoll : RegistrationState.TurnedAway;
    }

    internal sealed record WaitingRow
    {
        public byte[] PersonHash { get; init; } = [];
        public string Subject { get; init; } = "";
        public string AreaCode { get; init; } = "";
    }
}
