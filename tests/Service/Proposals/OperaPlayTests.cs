using System.Globalization;
using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

/// <summary>A room of sixty in which people come, go, come back and save as they like; at each step what must hold of it does.</summary>
public sealed class OperaPlayTests
{
    [Theory, EveryDatabase]
    public async Task Whatever_sixty_people_do_what_holds_of_a_room_holds_at_each_step(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        foreach (var seed in (int[])[7, 1900])
        {
            await new Play(council, new Random(seed)).Run(await council.OpenRoom());
        }
    }

    /// <summary>What people know of themselves, beside what the service knows of them.</summary>
    private sealed class Play(Council council, Random lot)
    {
        private readonly Dictionary<string, List<string>> own = new(StringComparer.Ordinal);
        private readonly List<string> left = [];
        private Dictionary<string, int> pairs = [];
        private OperaRoom room = new();
        private int words;

        public async Task Run(OperaRoom opened)
        {
            room = opened;
            for (var at = 0; at < 60; at++)
            {
                await Come();
            }

            while (room.Step != OperaStep.Done)
            {
                for (var acts = room.Step == OperaStep.Explain ? 35 : 0; acts < 40; acts++)
                {
                    await Act();
                }

                await Holds();
                await MoveOn();
                await Holds();
            }
        }

        private async Task MoveOn()
        {
            var before = room;
            try
            {
                room = await council.Move(room);
            }
            catch (RpcException refusal) when (refusal.Reason() == "OPERA_NOTHING_AGREED")
            {
                return;
            }

            Assert.True(room.Step == before.Step ? room.Turn > before.Turn : room.Step == before.Step + 1);
            if (room.Step == OperaStep.Pair)
            {
                pairs = [];
                foreach (var who in own.Keys)
                {
                    pairs[who] = (await council.Place(who)).Pair;
                }

                Assert.All(pairs.Values.CountBy(pair => pair), pair => Assert.InRange(pair.Value, 2, 3));
                Assert.Equal(own.Count % 2, pairs.Values.CountBy(pair => pair).Count(pair => pair.Value == 3));
            }
        }

        private Task Act() => lot.Next(10) switch
        {
            0 => Come(),
            1 => Go(),
            2 => ComeBack(),
            < 5 => Write(),
            < 8 => Agree(),
            _ => Choose(),
        };

        private async Task Come()
        {
            var secret = Listened.NewSecret();
            var reason = await Try(() => council.Join(room.Code, $"Person {words++}", secret));
            Assert.Equal(room.Step == OperaStep.Own ? own.Count < 60 ? "" : "OPERA_FULL" : "OPERA_BEGUN", reason);
            if (reason.Length == 0)
            {
                own[secret] = [];
            }
        }

        private async Task Go()
        {
            // Enough stay for pairs.
            if (own.Count < 30)
            {
                return;
            }

            var who = Somebody();
            await council.Leave(who);
            own.Remove(who);
            pairs.Remove(who);
            left.Add(who);
        }

        private async Task ComeBack()
        {
            var who = Somebody();
            var place = await council.Place(who);
            Assert.Equal(own[who], place.OwnNotes);
            Assert.Equal(pairs.GetValueOrDefault(who), place.Pair);
            if (left.Count > 0)
            {
                Assert.Equal("LINK_OPENS_NOTHING", await Try(() => council.Place(left[lot.Next(left.Count)])));
            }
        }

        private async Task Write()
        {
            var who = Somebody();
            string[] notes = [.. Enumerable.Range(0, lot.Next(12)).Select(_ => Said())];
            var reason = await Try(() => council.Keep(who, notes));
            Assert.Equal(notes.Length > 10 ? "INVALID_REQUEST" : room.Step == OperaStep.Own ? "" : "OPERA_OTHER_STEP", reason);
            if (reason.Length == 0)
            {
                own[who] = [.. notes];
            }
        }

        private async Task Agree()
        {
            var who = Somebody();
            var version = Math.Max(1, (await council.Place(who)).Version - lot.Next(2));
            var reason = await Try(() => council.Agree(who, version, [.. Enumerable.Range(0, lot.Next(6)).Select(_ => Said())]));
            Assert.Contains(reason, room.Step == OperaStep.Pair ? (string[])["", "INVALID_REQUEST", "OPERA_PAIR_CHANGED"]
                : ["OPERA_OTHER_STEP", "INVALID_REQUEST"]);
        }

        private async Task Choose()
        {
            var who = Somebody();
            var place = await council.Place(who);
            var ids = place.Notes.Select(note => note.NoteId).ToArray();
            lot.Shuffle(ids);
            var reason = await Try(() => council.Choose(who, place.Version, ids.Take(lot.Next(place.MostChoices + 2))));
            Assert.Contains(reason, room.Step == OperaStep.Rank ? (string[])["", "INVALID_REQUEST"]
                : ["OPERA_OTHER_STEP", "INVALID_REQUEST"]);
        }

        /// <summary>What must hold, whatever has happened.</summary>
        private async Task Holds()
        {
            var seen = await council.Look(room);
            Assert.Equal((room.Step, own.Count), (seen.Step, seen.People));
            Assert.InRange(seen.People, 4, 60);
            Assert.Equal(pairs.Count, seen.Pairs.Sum(pair => pair.People));
            Assert.All(seen.Pairs, pair => Assert.InRange(pair.Notes, 0, 4));
            var all = seen.Pairs.Sum(pair => pair.Notes);
            Assert.All(seen.Pairs, pair => Assert.InRange(pair.Chosen, 0, (all + 3) / 4));
            var read = seen.Step switch
            {
                OperaStep.Own or OperaStep.Pair => 0,
                OperaStep.Explain => seen.Pairs.Where(pair => pair.Number <= seen.Turn).Sum(pair => pair.Notes),
                _ => all,
            };
            Assert.Equal(read, seen.Notes.Count);
            var who = Somebody();
            var place = await council.Place(who);
            var partners = pairs.Where(one => one.Value == place.Pair && one.Key != who).Select(one => one.Key).ToList();
            Assert.Equal(partners.Count, place.Partners.Count);
            if (seen.Step != OperaStep.Done)
            {
                Assert.Equal(partners.SelectMany(one => own[one]).Order(StringComparer.Ordinal),
                    place.Partners.SelectMany(partner => partner.Notes).Order(StringComparer.Ordinal));
                return;
            }

            Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM opera_own_note"));
            Assert.Equal(read, (await council.Result(room)).Notes.Count);
            // Own choices and notes are counted as they stand in the database.
            Assert.Equal(seen.Notes.Sum(note => note.Choices), await council.Ask<long>(string.Create(
                CultureInfo.InvariantCulture, $"SELECT COUNT(*) FROM opera_choice WHERE room_id = '{room.RoomId}'")));
            Assert.Equal(0, await council.Ask<long>("""
                SELECT COUNT(*) FROM (
                    SELECT c.room_id, c.pair FROM opera_choice c INNER JOIN opera_note n ON n.note_id = c.note_id AND n.pair = c.pair
                    GROUP BY c.room_id, c.pair HAVING COUNT(*) > 1) two
                """));
        }

        private string Somebody() => own.Keys.ElementAt(lot.Next(own.Count));

        private string Said() => string.Create(CultureInfo.InvariantCulture, $"This is note {words++}.");

        private static async Task<string> Try(Func<Task> call)
        {
            try
            {
                await call();
                return "";
            }
            catch (RpcException refusal)
            {
                return refusal.Reason();
            }
        }
    }
}
