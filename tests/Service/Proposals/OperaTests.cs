using System.Security.Cryptography;
using System.Text;
using Participatory.Proposals.Opera;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>A group works out what matters most to it, from the code of its room to what everybody can read.</summary>
public sealed class OperaTests
{
    [Theory, EveryDatabase]
    public async Task Eight_people_go_from_their_own_notes_to_what_everybody_reads(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var (room, secrets) = await council.Gather(OperaStep.Own, 8);
        Assert.Equal((8, 8, 0), (room.People, room.Writing, room.Pairs.Count));
        Assert.Matches("^[34679CDFGHJKMNPQRTVWXY]{6}$", room.Code);
        Assert.Equal(["I am number 3."], (await council.Place(secrets[3])).OwnNotes);

        room = await council.Move(room);
        Assert.Equal((OperaStep.Pair, true, 4), (room.Step, room.DoorClosed, room.Pairs.Count));
        Assert.All(room.Pairs, pair => Assert.Equal((2, 0), (pair.People, pair.Notes)));
        foreach (var secret in secrets)
        {
            var place = await council.Place(secret);
            Assert.Single(Assert.Single(place.Partners).Notes);
            if (place.AgreedNotes.Count == 0)
            {
                await council.Agree(secret, place.Version, $"We are pair {place.Pair}.", "And we agree.");
            }
        }

        room = await council.Move(await council.Look(room));
        Assert.Equal((OperaStep.Explain, 0, 0), (room.Step, room.Turn, room.Notes.Count));
        for (var turn = 1; turn <= 4; turn++)
        {
            council.Service.Clock.Advance(TimeSpan.FromMinutes(1));
            room = await council.Move(room);
            Assert.Equal((turn, council.Service.Clock.Now.AddMinutes(2)), (room.Turn, room.TurnEndTime.ToDateTimeOffset()));
            // Everybody reads what was explained, and no more.
            Assert.Equal(2 * turn, room.Notes.Count);
            Assert.Equal(room.Notes.Select(note => note.Words), (await council.Place(secrets[0])).Notes.Select(note => note.Words));
        }

        room = await council.Move(room);
        Assert.Equal((OperaStep.Rank, 8), (room.Step, room.Notes.Count));
        var best = room.Notes[0].NoteId;
        foreach (var secret in secrets)
        {
            var place = await council.Place(secret);
            Assert.Equal(2, place.MostChoices);
            await council.Choose(secret, place.Version, best);
        }

        Assert.All((await council.Look(room)).Notes, note => Assert.Equal(0, note.Choices));
        room = await council.Move(room);
        Assert.Equal((OperaStep.Arrange, best, 4), (room.Step, room.Notes[0].NoteId, room.Notes[0].Choices));
        room = await council.As(People.Grace).ArrangeOperaNotesAsync(new()
        {
            RequestId = Council.NewRequest(), RoomId = room.RoomId, NoteIds = { best, room.Notes[1].NoteId }, Heading = "Together",
        });
        Assert.Equal(["Together", "Together"], room.Notes.Take(2).Select(note => note.Heading));
        Assert.Equal("Together", (await council.Place(secrets[7])).Notes[0].Heading);
        await Council.Refused("OPERA_ROOM_NOT_FOUND", () => council.Result(room), "room_id");

        room = await council.Move(room);
        Assert.Equal((OperaStep.Done, 8, ""), (room.Step, room.People, room.Code));
        var result = await council.Result(room);
        Assert.Equal((8, 8, best), (result.People, result.Notes.Count, result.Notes[0].NoteId));
        Assert.Equal(room.RoomId, Assert.Single((await council.As(People.Nobody).ListOperaResultsAsync(
            new() { RoundId = Council.RoundId })).Results).RoomId);
        // Whoever comes back is led to it.
        Assert.Equal(OperaStep.Done, (await council.Place(secrets[0])).Step);
    }

    [Theory, EveryDatabase]
    public async Task Names_and_what_nobody_agreed_on_are_kept_nowhere_once_it_is_closed(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var (room, secrets) = await council.Gather(OperaStep.Rank);
        foreach (var secret in secrets)
        {
            Assert.Contains(SHA256.HashData(Encoding.ASCII.GetBytes(secret)), (await Cell.AllOf(council.Service.Database))
                .Select(cell => cell.Value).OfType<byte[]>());
        }

        room = await council.Move(await council.Move(room));
        Assert.Equal(OperaStep.Done, room.Step);
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM opera_own_note"));
        var kept = await Cell.AllOf(council.Service.Database);
        Assert.DoesNotContain(kept, cell => cell.Text.Contains("Person ", StringComparison.Ordinal));
        Assert.DoesNotContain(kept, cell => Array.Exists(secrets, secret => cell.Text.Contains(secret, StringComparison.Ordinal)));

        council.Service.Clock.Advance(CloseOldRooms.Longest);
        await Tick(council);
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM opera_participant"));
        await Council.Refused("LINK_OPENS_NOTHING", () => council.Place(secrets[0]), "secret");
        Assert.Equal(4, (await council.Result(room)).People);
    }

    [Theory, EveryDatabase]
    public async Task A_room_that_is_left_open_closes_after_a_day_and_keeps_what_was_explained_alone(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var (early, _) = await council.Gather(OperaStep.Own);
        var (paired, _) = await council.Gather(OperaStep.Explain);
        var (explaining, _) = await council.Gather(OperaStep.Explain);
        await council.Move(explaining);
        var (ranking, _) = await council.Gather(OperaStep.Rank);
        council.Service.Clock.Advance(CloseOldRooms.Longest - TimeSpan.FromSeconds(1));
        await Tick(council);
        Assert.Equal(OperaStep.Own, (await council.Look(early)).Step);
        council.Service.Clock.Advance(TimeSpan.FromSeconds(1));
        await Tick(council);
        foreach (var (room, notes) in new[] { (early, 0), (paired, 0), (explaining, 2), (ranking, 4) })
        {
            var closed = await council.Look(room);
            Assert.Equal((OperaStep.Done, notes), (closed.Step, closed.Notes.Count));
            Assert.Equal(notes, (await council.Result(room)).Notes.Count);
        }

        Assert.Equal(2, (await council.As(People.Nobody).ListOperaResultsAsync(new() { RoundId = Council.RoundId })).Results.Count);
        await Council.Refused("INVALID_REQUEST", () => council.Join(early.Code), "code");
    }

    [Theory, EveryDatabase]
    public async Task Three_are_too_few_and_sixty_are_as_many_as_there_are_seats(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var (three, _) = await council.Gather(OperaStep.Own, 3);
        await Council.Refused("OPERA_TOO_FEW", () => council.Move(three));
        await council.Join(three.Code);
        Assert.Equal(2, (await council.Move(three)).Pairs.Count);

        var full = await council.OpenRoom();
        string[] secrets = [.. await Task.WhenAll(Enumerable.Range(0, 59).Select(_ => council.Join(full.Code)))];
        // Of eight who come at once for the last seat one has it.
        var reasons = await Race.Reasons(Enumerable.Repeat<Func<Task>>(() => council.Join(full.Code), 8));
        Assert.Equal((1, 7), (reasons.Count(reason => reason.Length == 0), reasons.Count(reason => reason == "OPERA_FULL")));
        Assert.Equal(60, (await council.Look(full)).People);
        await Assert.ThrowsAnyAsync<Exception>(() => council.Run("UPDATE opera_participant SET seat = 61 WHERE seat = 60"));
        // Whoever leaves makes room.
        await council.Leave(secrets[7]);
        await council.Join(full.Code);
        await Council.Refused("OPERA_FULL", () => council.Join(full.Code));
        Assert.Equal(30, (await council.Move(full)).Pairs.Count);
    }

    [Theory, EveryDatabase]
    public async Task Nobody_takes_part_twice_and_whoever_comes_back_finds_their_place(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var (room, other) = (await council.OpenRoom(), await council.OpenRoom());
        var request = Council.NewRequest();
        var secret = await council.Join(room.Code, "Mair", requestId: request);
        // The same form, sent again, is the same place; the same secret is no other one, in no room.
        await council.Join(room.Code, "Mair", secret, request);
        await Council.Refused("INVALID_REQUEST", () => council.Join(room.Code, "Mair", secret), "secret");
        await Council.Refused("INVALID_REQUEST", () => council.Join(other.Code, "Mair", secret), "secret");
        Assert.Equal(1, (await council.Look(room)).People);
        await council.Keep(secret, "One", "Two");
        await council.Keep(secret, "Two", "Three");
        for (var who = 0; who < 6; who++)
        {
            await council.Join(room.Code);
        }

        Assert.Equal(["Two", "Three"], (await council.Place(secret)).OwnNotes);
        room = await council.Move(room);
        Assert.Equal([2, 2, 3], room.Pairs.Select(pair => pair.People).Order());
        var place = await council.Place(secret);
        Assert.InRange(place.Pair, 1, 3);
        Assert.Equal(place.Pair, (await council.Place(secret)).Pair);
        await Council.Refused("OPERA_BEGUN", () => council.Join(room.Code));
        await Council.Refused("OPERA_OTHER_STEP", () => council.Keep(secret, "Late"));
        Assert.Equal(["Two", "Three"], (await council.Place(secret)).OwnNotes);
    }

    [Theory, EveryDatabase]
    public async Task Of_two_partners_who_save_at_once_the_second_reads_what_the_first_wrote(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var (_, secrets) = await council.Gather(OperaStep.Pair);
        var places = await Task.WhenAll(secrets.Select(council.Place));
        var partner = Enumerable.Range(1, 3).Single(who => places[who].Pair == places[0].Pair);
        var reasons = await Race.Reasons(
            () => council.Agree(secrets[0], 1, "Mine"), () => council.Agree(secrets[partner], 1, "Theirs", "And more"));
        Assert.Equal(["", "OPERA_PAIR_CHANGED"], reasons.Order(StringComparer.Ordinal));
        var now = await council.Place(secrets[0]);
        Assert.Equal((2, reasons[0].Length == 0 ? "Mine" : "Theirs"), (now.Version, now.AgreedNotes[0]));
        await council.Agree(secrets[partner], now.Version, [.. now.AgreedNotes, "Both"]);
        Assert.Equal("Both", (await council.Place(secrets[0])).AgreedNotes[^1]);

        // Whoever is left alone goes on alone.
        await council.Leave(secrets[partner]);
        now = await council.Place(secrets[0]);
        Assert.Empty(now.Partners);
        await council.Agree(secrets[0], now.Version, "Alone");
        Assert.Equal(["Alone"], (await council.Place(secrets[0])).AgreedNotes);
    }

    [Theory, EveryDatabase]
    public async Task A_button_that_is_pressed_twice_moves_a_room_once(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var (room, _) = await council.Gather(OperaStep.Own);
        var request = Council.NewRequest();
        Assert.Equal(OperaStep.Pair, (await council.Move(room, request)).Step);
        Assert.Equal(OperaStep.Pair, (await council.Move(room, request)).Step);
        await Council.Refused("OPERA_MOVED", () => council.Move(room));
        await Council.Refused("OPERA_NOTHING_AGREED", async () => await council.Move(await council.Look(room)));
        var (explaining, _) = await council.Gather(OperaStep.Explain);
        var reasons = await Race.Reasons(Enumerable.Repeat<Func<Task>>(() => council.Move(explaining), 6));
        Assert.Equal(1, reasons.Count(reason => reason.Length == 0));
        Assert.Equal(1, (await council.Look(explaining)).Turn);
        await Assert.ThrowsAnyAsync<Exception>(() => council.Run("UPDATE opera_room SET step = 'OWN'"));
        await Assert.ThrowsAnyAsync<Exception>(() => council.Run("UPDATE opera_note SET words = 'Changed'"));
    }

    [Theory, EveryDatabase]
    public async Task A_pair_chooses_a_quarter_and_one_of_its_own(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        // Ten people in five pairs agree on ten notes: a quarter, rounded up, is three.
        var (room, secrets) = await council.Gather(OperaStep.Rank, 10);
        var place = await council.Place(secrets[0]);
        Assert.Equal((10, 3), (room.Notes.Count, place.MostChoices));
        string[] others = [.. place.Notes.Where(note => !note.Ours).Select(note => note.NoteId)];
        string[] own = [.. place.Notes.Where(note => note.Ours).Select(note => note.NoteId)];
        await council.Choose(secrets[0], 2, others[..2]);
        await council.Choose(secrets[0], 3, [own[0], .. others[..2]]);
        await Council.Refused("INVALID_REQUEST", () => council.Choose(secrets[0], 4, others[..4]), "note_ids");
        await Council.Refused("INVALID_REQUEST", () => council.Choose(secrets[0], 4, own), "note_ids");
        await Council.Refused("OPERA_NOTE_GONE", () => council.Choose(secrets[0], 4, "nothing"), "note_ids");
        await Council.Refused("OPERA_PAIR_CHANGED", () => council.Choose(secrets[0], 2, others[..1]), "version");
        string[] chosen = [own[0], .. others[..2]];
        Assert.Equal(chosen.Order(StringComparer.Ordinal), (await council.Place(secrets[0])).Notes.Where(note => note.Chosen)
            .Select(note => note.NoteId).Order(StringComparer.Ordinal));
        // Whoever takes one back chooses anew.
        await council.Choose(secrets[0], 4);
        Assert.DoesNotContain((await council.Place(secrets[0])).Notes, note => note.Chosen);
    }

    [Theory, EveryDatabase]
    public async Task A_note_that_a_facilitator_removes_is_read_by_nobody_and_its_reason_by_everybody(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var (room, secrets) = await council.Gather(OperaStep.Explain);
        var grace = council.As(People.Grace);
        var unread = await council.Ask<string>("SELECT note_id FROM opera_note WHERE pair = 2 AND place = 1");
        await Council.Refused("OPERA_NOTE_GONE", () => Hide(unread!), "note_id");
        room = await council.Move(room);
        var note = room.Notes[0];
        var hidden = (await Hide(note.NoteId)).Notes[0];
        Assert.Equal((note.NoteId, "", HidingReason.Abuse), (hidden.NoteId, hidden.Words, hidden.HiddenReason));
        Assert.Equal(hidden.Words, (await council.Place(secrets[0])).Notes[0].Words);
        await Hide(note.NoteId);
        room = await council.Move(await council.Move(room));
        Assert.Equal((OperaStep.Rank, 1), (room.Step, (await council.Place(secrets[0])).MostChoices));
        await Council.Refused("OPERA_NOTE_GONE", () => council.Choose(secrets[0], 2, note.NoteId), "note_ids");
        room = await council.Move(await council.Move(await council.Look(room)));
        Assert.Equal(1, (await council.Result(room)).Notes.Count(one => one.HiddenReason == HidingReason.Abuse && one.Words.Length == 0));

        async Task<OperaRoom> Hide(string noteId) => await grace.HideOperaNoteAsync(new()
        {
            RequestId = Council.NewRequest(), RoomId = room.RoomId, NoteId = noteId, Reason = HidingReason.Abuse,
        });
    }

    [Theory, EveryDatabase]
    public async Task A_closed_door_lets_nobody_in_and_codes_are_guessed_a_hundred_times_an_hour(string engine)
    {
        await using var council = await Council.Start(engine, demonstration: false);
        await council.Make();
        var room = await council.OpenRoom();
        await council.Join(room.Code.ToLowerInvariant()[..3] + " - " + room.Code.ToLowerInvariant()[3..]);
        for (var closed = 0; closed < 2; closed++)
        {
            Assert.True((await council.As(People.Grace).CloseOperaDoorAsync(
                new() { RequestId = Council.NewRequest(), RoomId = room.RoomId })).DoorClosed);
        }

        await Council.Refused("OPERA_DOOR_CLOSED", () => council.Join(room.Code));
        var open = await council.OpenRoom();
        for (var wrong = 0; wrong < JoinOpera.MostWrong; wrong++)
        {
            // Those who type it right come in between.
            if (wrong % 4 == 0)
            {
                await council.Join(open.Code, from: "a-hall");
            }

            await Council.Refused("INVALID_REQUEST", () => council.Join("222222", from: "a-hall"), "code");
        }

        await Council.Refused("OPERA_CODES_TOO_MANY", () => council.Join("222222", from: "a-hall"));
        await Council.Refused("OPERA_CODES_TOO_MANY", () => council.Join(open.Code, from: "a-hall"));
        await council.Join(open.Code, from: "another-hall");
        council.Service.Clock.Advance(TimeSpan.FromHours(1));
        await council.Join(open.Code, from: "a-hall");
    }

    [Theory, EveryDatabase]
    public async Task Whoever_acts_in_the_area_no_more_reads_a_room_by_no_request_of_before(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var room = await council.OpenRoom(Council.Elm, by: People.Olu);
        var request = new CloseOperaDoorRequest { RequestId = Council.NewRequest(), RoomId = room.RoomId };
        await council.As(People.Olu).CloseOperaDoorAsync(request);
        var moved = People.Olu with { Areas = new HashSet<string> { Council.Oak } };
        await Council.Refused("AREA_OF_OTHERS", () => council.As(moved).CloseOperaDoorAsync(request).ResponseAsync);
    }

    [Theory, EveryDatabase]
    public async Task A_room_is_opened_until_people_vote_by_officers_of_what_it_is_about(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var request = Council.NewRequest();
        var room = await council.OpenRoom(Council.Elm, by: People.Olu, requestId: request);
        Assert.Equal(room, await council.OpenRoom(Council.Elm, by: People.Olu, requestId: request));
        await Council.Refused("INVALID_REQUEST", () => council.OpenRoom("E05000009"), "area_code");
        await Council.Refused("AREA_OF_OTHERS", () => council.OpenRoom(by: People.Olu));
        await Council.Refused("INVALID_REQUEST", () => council.As(People.Grace).OpenOperaRoomAsync(new()
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, Question = "One\nTwo", Minutes = 6,
        }).ResponseAsync, "question", "minutes");
        Assert.Equal([room.RoomId], (await council.As(People.Olu).ListOperaRoomsAsync(new() { RoundId = Council.RoundId })).Rooms
            .Select(one => one.RoomId));
    }

    internal static Task Tick(Council council) =>
        ((CloseOldRooms)council.Service.Services.GetService(typeof(CloseOldRooms))!).Tick(TestContext.Current.CancellationToken);
}
