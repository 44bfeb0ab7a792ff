using System.Security.Cryptography;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Opera;

/// <summary>A facilitator moves a room on, one step at a time and never back; while pairs explain, to the next pair.</summary>
internal sealed class MoveOpera(Database database, TimeProvider clock)
{
    public async Task<OperaRoom> Handle(MoveOperaRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("room_id", request.RoomId)
            .Require(Enum.IsDefined(request.Step) && request.Step != OperaStep.Unspecified, "step", ProposalsReasons.OperaStepMissing)
            .Check();
        await using var transaction = await database.Begin(cancellation);
        // What is read in the room is not kept a second time to repeat an answer.
        if (await transaction.Replay(caller, request, OperaRoom.Parser) is { } before)
        {
            return await GetOperaRoom.Load(transaction, before.RoomId, caller);
        }

        var room = await OperaRoomRow.Lock(transaction, request.RoomId);
        caller.MustActIn(room.AreasOf(await AreaRow.Load(transaction, [room.RoundId])));
        var next = Decide(room, request, await OperaPairRow.LoadOfRoom(transaction, room.RoomId), clock.Now());
        if (next.StepNow == OperaStep.Done)
        {
            await CloseOldRooms.Close(transaction, room, next);
        }
        else
        {
            await next.Change(transaction);
        }

        if (next.StepNow == OperaStep.Pair)
        {
            await Draw(transaction, room.RoomId);
        }

        var answer = await GetOperaRoom.Load(transaction, room.RoomId, caller);
        await transaction.Remember(caller, request, new OperaRoom { RoomId = room.RoomId });
        await transaction.Commit();
        return answer;
    }

    /// <summary>The room as it is next. Pure.</summary>
    /// <param name="pairs">In the order in which they explain.</param>
    /// <exception cref="Refusal">It is over, it is no longer where the caller has seen it, or it is too early.</exception>
    internal static OperaRoomRow Decide(OperaRoomRow room, MoveOperaRequest request, IReadOnlyList<OperaPairRow> pairs, DateTimeOffset now)
    {
        if (room.StepNow == OperaStep.Done)
        {
            throw new Refusal(ProposalsReasons.OperaClosed);
        }

        if (request.Step != room.StepNow || request.Turn != room.Turn)
        {
            throw new Refusal(ProposalsReasons.OperaMoved);
        }

        return room.StepNow switch
        {
            OperaStep.Own => room.There >= OperaRoomRow.Least ? room with { Step = StateText.Of(OperaStep.Pair), DoorClosed = true }
                : throw new Refusal(ProposalsReasons.OperaTooFew, [("least", OperaRoomRow.Least), ("people", room.There)]),
            OperaStep.Pair => pairs.Any(pair => pair.Notes > 0) ? room with { Step = StateText.Of(OperaStep.Explain) }
                : throw new Refusal(ProposalsReasons.OperaNothingAgreed),
            // Each has as long, whoever has nothing to explain has no turn.
            OperaStep.Explain => pairs.FirstOrDefault(pair => pair.Pair > room.Turn && pair.Notes > 0) is { } next
                ? room with { Turn = next.Pair, TurnEndsAt = now.AddMinutes(room.Minutes) }
                : room with { Step = StateText.Of(OperaStep.Rank) },
            OperaStep.Rank => room with { Step = StateText.Of(OperaStep.Arrange) },
            _ => room.Closed(now),
        };
    }

    private static async Task Draw(Transaction transaction, string roomId)
    {
        var drawn = (await OperaParticipantRow.LoadOfRoom(transaction, roomId)).ToArray();
        RandomNumberGenerator.Shuffle(drawn.AsSpan());
        foreach (var (at, people) in OperaPairs.Of(drawn).Index())
        {
            await new OperaPairRow { RoomId = roomId, Pair = at + 1, Version = 1 }.Add(transaction);
            foreach (var who in people)
            {
                await who.JoinPair(transaction, at + 1);
            }
        }
    }
}
