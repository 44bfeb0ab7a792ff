using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Opera;

/// <summary>An officer opens a room with one question, in a round or in one of its areas.</summary>
internal sealed class OpenOperaRoom(Database database, TimeProvider clock)
{
    public async Task<OperaRoom> Handle(OpenOperaRoomRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId)
            .Code("area_code", request.AreaCode, required: false)
            .Text("question", request)
            .Number("minutes", request, ProposalsReasons.OperaMinutesWrong, least: 1)
            .Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, OperaRoom.Parser) is { } before)
        {
            return before;
        }

        var round = await RoundRow.Load(transaction, request.RoundId);
        var code = OperaCode.Draw();
        while (await OperaRoomRow.LoadTaken(transaction, code))
        {
            code = OperaCode.Draw();
        }

        var room = Decide(request, round, await AreaRow.Load(transaction, [round.RoundId]), caller, clock.Now()) with
        {
            RoomId = Guid.CreateVersion7().ToString(),
            RoomCode = code,
        };
        await room.Add(transaction);
        var answer = room.ToMessage();
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The room, but for its number and its code. Pure.</summary>
    /// <exception cref="Refusal">The area is another's, or what comes of it would come too late.</exception>
    internal static OperaRoomRow Decide(
        OpenOperaRoomRequest request, RoundRow round, IReadOnlyList<AreaRow> areas, Caller caller, DateTimeOffset now)
    {
        new Fields().Require(request.AreaCode.Length == 0 || areas.Any(area => area.AreaCode == request.AreaCode), "area_code",
            ProposalsReasons.AreaNotInRound).Check();
        var room = new OperaRoomRow
        {
            RoundId = round.RoundId,
            AreaCode = request.AreaCode.Length > 0 ? request.AreaCode : null,
            Words = request.Question,
            Step = StateText.Of(OperaStep.Own),
            Minutes = request.Minutes,
            OpenedBy = caller.Signature(),
            OpenedAt = now,
        };
        caller.MustActIn(room.AreasOf(areas));
        Phases.CheckOpensRooms(round.PhaseNow);
        return room;
    }
}
