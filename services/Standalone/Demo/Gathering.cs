using System.Security.Cryptography;
using System.Text;
using Participatory.Proposals.V1;

namespace Participatory.Standalone.Demo;

/// <summary>Eight people of the first area meet in a hall and work out what matters most to them.</summary>
internal static class Gathering
{
    private static readonly (string Name, string[] Notes)[] People =
    [
        ("Bilal", ["Somewhere to sit on the way to the shop.", "Light on the path by the pond."]),
        ("Mair", ["I want to know my neighbours.", "A place that is warm in winter."]),
        ("Oksana", ["Somebody who helps with letters.", "A place to cook together."]),
        ("Joe", ["A safe way to school.", "Fewer cars in front of the gate."]),
        ("Priya", ["Something to do for those who are fifteen.", "A bus on Sundays."]),
        ("", ["Trees, because it gets so hot."]),
        ("Sam", ["A bench where I do not sit alone.", "A walk for those who are slow."]),
        ("Hana", ["Keep the market.", "Toilets near the market."]),
    ];

    private static readonly string[] Headings = ["Being together", "Streets to walk and play in"];

    public static Task Play(Script script, Doors doors, Stages stages, CancellationToken cancellation) =>
        // A published election has told us nothing of what people said before it.
        script.ImportedFrom.Length > 0 ? Task.CompletedTask
        : stages.Play("Eight people meet and find out what matters most", People.Length, async step =>
        {
            var room = await doors.Officer.Proposals.OpenOperaRoomAsync(
                new OpenOperaRoomRequest
                {
                    RequestId = script.Id("gather"), RoundId = script.RoundId, AreaCode = script.Areas[0].Code,
                    Question = "What would make this a good place to grow old and to grow up?", Minutes = 2,
                },
                cancellationToken: cancellation);
            if ((await doors.Officer.Proposals.GetOperaRoomAsync(
                new GetOperaRoomRequest { RoomId = room.RoomId }, cancellationToken: cancellation)).Step == OperaStep.Done)
            {
                // The play was cut off later than here.
                return;
            }

            for (var who = 0; who < People.Length; who++)
            {
                await Come(script, doors, room.Code, who, cancellation);
                step();
            }

            await Move(OperaStep.Own);
            for (var who = 0; who < People.Length; who++)
            {
                await Agree(script, doors, who, cancellation);
            }

            await Move(OperaStep.Pair);
            for (var turn = 0; turn <= People.Length / 2; turn++)
            {
                await Move(OperaStep.Explain, turn);
            }

            for (var who = 0; who < People.Length; who++)
            {
                await Choose(script, doors, who, cancellation);
            }

            await Arrange(script, doors, await Move(OperaStep.Rank, People.Length / 2), cancellation);
            await Move(OperaStep.Arrange, People.Length / 2);

            async Task<OperaRoom> Move(OperaStep from, int turn = 0) => await doors.Officer.Proposals.MoveOperaAsync(
                new MoveOperaRequest
                {
                    RequestId = script.Id($"gather/{from}/{turn}"), RoomId = room.RoomId, Step = from, Turn = turn,
                },
                cancellationToken: cancellation);
        });

    private static async Task Come(Script script, Doors doors, string code, int who, CancellationToken cancellation)
    {
        var (name, notes) = People[who];
        await doors.Anyone.Proposals.JoinOperaAsync(
            new JoinOperaRequest
            {
                RequestId = script.Id($"gather/come/{who}"), Code = code, FirstName = name, Secret = SecretOf(script, who),
            },
            cancellationToken: cancellation);
        await doors.Anyone.Proposals.KeepOperaNotesAsync(
            new KeepOperaNotesRequest { RequestId = script.Id($"gather/keep/{who}"), Secret = SecretOf(script, who), Notes = { notes } },
            cancellationToken: cancellation);
    }

    /// <summary>The first note of each of the two; whoever comes second finds it there.</summary>
    private static async Task Agree(Script script, Doors doors, int who, CancellationToken cancellation)
    {
        var place = await PlaceOf(script, doors, who, cancellation);
        if (place.Step == OperaStep.Pair && place.AgreedNotes.Count == 0)
        {
            await doors.Anyone.Proposals.AgreeOperaNotesAsync(
                new AgreeOperaNotesRequest
                {
                    RequestId = script.Id($"gather/agree/{who}"), Secret = SecretOf(script, who), Version = place.Version,
                    Notes = { place.OwnNotes[0], place.Partners.Select(partner => partner.Notes[0]) },
                },
                cancellationToken: cancellation);
        }
    }

    private static async Task Choose(Script script, Doors doors, int who, CancellationToken cancellation)
    {
        var place = await PlaceOf(script, doors, who, cancellation);
        if (place.Step == OperaStep.Rank && !place.Notes.Any(note => note.Chosen))
        {
            // One of their own, and what others said first.
            var own = place.Notes.First(note => note.Ours);
            var others = place.Notes.Where(note => !note.Ours).Take(place.MostChoices - 1);
            await doors.Anyone.Proposals.ChooseOperaNotesAsync(
                new ChooseOperaNotesRequest
                {
                    RequestId = script.Id($"gather/choose/{who}"), Secret = SecretOf(script, who), Version = place.Version,
                    NoteIds = { others.Prepend(own).Select(note => note.NoteId) },
                },
                cancellationToken: cancellation);
        }
    }

    private static async Task Arrange(Script script, Doors doors, OperaRoom room, CancellationToken cancellation)
    {
        foreach (var (at, heading) in Headings.Index())
        {
            await doors.Officer.Proposals.ArrangeOperaNotesAsync(
                new ArrangeOperaNotesRequest
                {
                    RequestId = script.Id($"gather/heading/{at}"), RoomId = room.RoomId, Heading = heading,
                    NoteIds = { room.Notes.Take(4).Where((_, place) => place % 2 == at).Select(note => note.NoteId) },
                },
                cancellationToken: cancellation);
        }
    }

    private static async Task<OperaPlace> PlaceOf(Script script, Doors doors, int who, CancellationToken cancellation) =>
        await doors.Anyone.Proposals.GetOperaPlaceAsync(
            new GetOperaPlaceRequest { Secret = SecretOf(script, who) }, cancellationToken: cancellation);

    /// <summary>The same each time, as in <see cref="Asking"/>.</summary>
    private static string SecretOf(Script script, int who) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script.Id($"secret/gather/{who}"))).AsSpan(0, 20));
}
