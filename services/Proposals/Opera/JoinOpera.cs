using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Opera;

/// <summary>
/// Somebody comes into a room, with a first name or without one. Their secret is their place: with it they come back to it. A room takes
/// sixty; the database gives no more seats.
/// </summary>
internal sealed class JoinOpera(Database database, HourlyLimits hourly)
{
    /// <summary>How many wrong codes one connection may try in an hour: a whole hall types over one; 100 million are possible.</summary>
    internal const int MostWrong = 100;

    private const string WrongCodes = "wrong codes of rooms";

    /// <param name="source">The mark of where the call comes from.</param>
    public async Task<JoinOperaResponse> Handle(JoinOperaRequest request, string source, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Text("code", request).Text("first_name", request, required: false)
            .Secret("secret", request.Secret).Check();
        if (hourly.FullUntil(WrongCodes, source, MostWrong) is { } again)
        {
            throw new Refusal(ProposalsReasons.OperaCodesTooMany, [("again", again)]);
        }

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(Caller.Nobody, request, JoinOperaResponse.Parser) is { } before)
        {
            return before;
        }

        var room = await OperaRoomRow.LockOrNull(transaction, OperaCode.Read(request.Code));
        if (room is null)
        {
            hourly.Count(WrongCodes, source);
            throw Refusal.At("code", ProposalsReasons.OperaCodeWrong);
        }

        var seats = (await OperaParticipantRow.LoadOfRoom(transaction, room.RoomId)).Select(who => who.Seat).ToList();
        await (Decide(room, seats, request) with { ParticipantId = Guid.NewGuid().ToString() }).Add(transaction);
        var answer = new JoinOperaResponse();
        await transaction.Remember(Caller.Nobody, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Their place, but for its number. Pure.</summary>
    /// <param name="seats">Those that are taken.</param>
    /// <exception cref="Refusal">It has begun, its door is closed, or it is full.</exception>
    internal static OperaParticipantRow Decide(OperaRoomRow room, IReadOnlyCollection<int> seats, JoinOperaRequest request)
    {
        if (room.StepNow != OperaStep.Own)
        {
            throw new Refusal(room.StepNow == OperaStep.Done ? ProposalsReasons.OperaClosed : ProposalsReasons.OperaBegun);
        }

        return room.DoorClosed ? throw new Refusal(ProposalsReasons.OperaDoorClosed)
            : seats.Count >= OperaRoomRow.Most ? throw new Refusal(ProposalsReasons.OperaFull, [("most", OperaRoomRow.Most)])
            : new OperaParticipantRow
            {
                RoomId = room.RoomId,
                Seat = Enumerable.Range(1, OperaRoomRow.Most).First(seat => !seats.Contains(seat)),
                FirstName = request.FirstName,
                SecretHash = LinkSecret.HashToOpen(request.Secret),
            };
    }
}
