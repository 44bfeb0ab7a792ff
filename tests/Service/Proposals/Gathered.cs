using Grpc.Core;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Short words for what people do in a room.</summary>
internal static class Gathered
{
    public static async Task<OperaRoom> OpenRoom(
        this Council council, string area = "", string roundId = Council.RoundId, Caller? by = null, string? requestId = null) =>
        await council.As(by ?? People.Grace).OpenOperaRoomAsync(new OpenOperaRoomRequest
        {
            RequestId = requestId ?? Council.NewRequest(), RoundId = roundId, AreaCode = area, Question = "What matters most here?",
            Minutes = 2,
        });

    /// <summary>Somebody comes in; returns the secret of their place.</summary>
    public static async Task<string> Join(
        this Council council, string code, string name = "", string? secret = null, string? requestId = null, string from = "")
    {
        var own = secret ?? Listened.NewSecret();
        await council.As(People.Nobody).JoinOperaAsync(
            new JoinOperaRequest { RequestId = requestId ?? Council.NewRequest(), Code = code, FirstName = name, Secret = own },
            from.Length > 0 ? new Metadata { { Source.Header, from } } : null);
        return own;
    }

    public static async Task Keep(this Council council, string secret, params string[] notes) =>
        await council.As(People.Nobody).KeepOperaNotesAsync(
            new KeepOperaNotesRequest { RequestId = Council.NewRequest(), Secret = secret, Notes = { notes } });

    public static async Task Agree(this Council council, string secret, int version, params string[] notes) =>
        await council.As(People.Nobody).AgreeOperaNotesAsync(
            new AgreeOperaNotesRequest { RequestId = Council.NewRequest(), Secret = secret, Version = version, Notes = { notes } });

    public static async Task Choose(this Council council, string secret, int version, params IEnumerable<string> noteIds) =>
        await council.As(People.Nobody).ChooseOperaNotesAsync(
            new ChooseOperaNotesRequest { RequestId = Council.NewRequest(), Secret = secret, Version = version, NoteIds = { noteIds } });

    public static async Task Leave(this Council council, string secret) => await council.As(People.Nobody).LeaveOperaAsync(
        new LeaveOperaRequest { RequestId = Council.NewRequest(), Secret = secret });

    public static async Task<OperaPlace> Place(this Council council, string secret) =>
        await council.As(People.Nobody).GetOperaPlaceAsync(new GetOperaPlaceRequest { Secret = secret });

    public static async Task<OperaRoom> Look(this Council council, OperaRoom room) =>
        await council.As(People.Grace).GetOperaRoomAsync(new GetOperaRoomRequest { RoomId = room.RoomId });

    public static async Task<OperaResult> Result(this Council council, OperaRoom room) =>
        await council.As(People.Nobody).GetOperaResultAsync(new GetOperaResultRequest { RoomId = room.RoomId });

    /// <summary>A facilitator moves it on from where it was when they looked.</summary>
    public static async Task<OperaRoom> Move(this Council council, OperaRoom seen, string? requestId = null) =>
        await council.As(People.Grace).MoveOperaAsync(new MoveOperaRequest
        {
            RequestId = requestId ?? Council.NewRequest(), RoomId = seen.RoomId, Step = seen.Step, Turn = seen.Turn,
        });

    /// <summary>
    /// A room in a step, with so many people who have done on the way what is asked of them: each writes one note on their own, and each
    /// pair agrees on as many as it has people.
    /// </summary>
    public static async Task<(OperaRoom Room, string[] Secrets)> Gather(
        this Council council, OperaStep step, int people = 4, string roundId = Council.RoundId)
    {
        var room = await council.OpenRoom(roundId: roundId);
        var secrets = new string[people];
        for (var who = 0; who < people; who++)
        {
            secrets[who] = await council.Join(room.Code, $"Person {who}");
            await council.Keep(secrets[who], $"I am number {who}.");
        }

        while (room.Step < step)
        {
            if (room.Step == OperaStep.Pair)
            {
                foreach (var secret in secrets)
                {
                    await council.AgreeOnAll(secret);
                }
            }

            room = await council.Move(await council.Look(room));
        }

        return (await council.Look(room), secrets);
    }

    /// <summary>They agree on everything that each of them wrote, unless they did.</summary>
    private static async Task AgreeOnAll(this Council council, string secret)
    {
        var place = await council.Place(secret);
        if (place.AgreedNotes.Count == 0)
        {
            await council.Agree(
                secret, place.Version, [.. place.OwnNotes.Concat(place.Partners.SelectMany(partner => partner.Notes)).Take(4)]);
        }
    }
}
