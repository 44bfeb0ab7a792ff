using Google.Protobuf;
using Participatory.Proposals.V1;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>A group joins a room, writes, agrees and chooses; an officer opens it, moves it on and arranges what was chosen.</summary>
public sealed partial class FormWalk
{
    private async Task AGroupWorksInARoom()
    {
        var rooms = Council + "/opera";
        var opened = await Table.Fill(officer, rooms, "",
        [
            Text("Question", "What would make you stay in this place?", "question"),
            Choice("AreaCode", Elm, "areaCode", Elm, unseen: "the list names it"),
            Choice("Minutes", "3", "minutes", "3", unseen: "the clock shows it"),
        ], answer => RoomAt(answer.To));
        var page = opened.Path;
        var room = await Room(page);
        var joined = await Table.Fill(anyone, "/opera", "",
        [
            Unread("Code", room.Code.ToLowerInvariant(), "it lets in", unseen: "it lets in"),
            Unread("FirstName", "Rosalind", "their partner reads it", unseen: "their partner reads it"),
        ]);
        var place = joined.Path;
        string[] secrets = [place.Split('/')[^1], .. Enumerable.Range(0, 3).Select(who => new string((char)('a' + who), 40))];
        foreach (var secret in secrets[1..])
        {
            await doors.Anyone.Proposals.JoinOperaAsync(new() { RequestId = Id(), Code = room.Code, Secret = secret });
        }

        await Table.Fill(anyone, place, "Keep",
            [Text("Notes", "A choir for people who cannot sing.", "ownNotes")], _ => Place());
        await Table.Fill(officer, page, "Door", [Pressed("doorClosed", "true", Words.CouncilOpera.DoorIsClosed)], _ => Stored());
        await Move("OPERA_STEP_PAIR", Words.Opera.StepPair);
        await Table.Fill(anyone, place, "Agree",
            [Text("Notes", "A choir, and tea after it.", "agreedNotes")], _ => Place());
        foreach (var secret in secrets[1..])
        {
            var theirs = await doors.Anyone.Proposals.GetOperaPlaceAsync(new() { Secret = secret });
            if (theirs.AgreedNotes.Count == 0)
            {
                await doors.Anyone.Proposals.AgreeOperaNotesAsync(
                    new() { RequestId = Id(), Secret = secret, Version = theirs.Version, Notes = { "A swing for grown people." } });
            }
        }

        await Move("OPERA_STEP_EXPLAIN", Words.Opera.StepExplain);
        for (var turn = 0; turn < 3; turn++)
        {
            await doors.Officer.Proposals.MoveOperaAsync(
                new() { RequestId = Id(), RoomId = room.RoomId, Step = OperaStep.Explain, Turn = turn });
        }

        var notes = (await doors.Anyone.Proposals.GetOperaPlaceAsync(new() { Secret = secrets[0] })).Notes;
        await Table.Fill(anyone, place, "Choose",
            [Tick("NoteIds", "notes.chosen", seen: "A swing for grown people.", value: notes.Single(note => !note.Ours).NoteId)],
            _ => Place());
        await Move("OPERA_STEP_ARRANGE", Words.Opera.StepArrange);
        await Table.Fill(officer, page, "Arrange",
        [
            Tick("NoteIds", "notes.noteId", notes[0].NoteId, notes[0].Words, value: notes[0].NoteId),
            Text("Heading", "Being loud together", "notes.heading"),
        ], _ => Stored());
        await Table.Fill(officer, page, "Hide",
        [
            Choice("NoteId", notes[1].NoteId, "notes.noteId", notes[1].NoteId, unseen: "it is gone"),
            Choice("Reason", "Advertising", "notes.hiddenReason", "HIDING_REASON_ADVERTISING", Words.WhyHidden.Of("ADVERTISING")),
        ], _ => Stored());
        await Table.Fill(anyone, place, "Leave", [Unread("", "", "it is gone", Words.Opera.LeftTitle)]);

        async Task Move(string step, string seen) => await Table.Fill(officer, page, "Move", [Pressed("step", step, seen)], _ => Stored());
        async Task<IMessage> Stored() => await Room(page);
        async Task<IMessage> RoomAt(string address) => await Room(address);
        async Task<OperaRoom> Room(string address) => await doors.Officer.Proposals.GetOperaRoomAsync(
            new() { RoomId = address.Split('?')[0].Split('/')[^1] });
        async Task<IMessage> Place() => await doors.Anyone.Proposals.GetOperaPlaceAsync(new() { Secret = place.Split('/')[^1] });
        static string Id() => Guid.NewGuid().ToString();
    }
}
