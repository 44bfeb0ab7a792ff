using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;
using Contract = Participatory.Proposals.V1.ProposalsService;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Who reads what in a room, past every method that reads, and who can do something with a place that is not theirs.</summary>
public sealed class OperaWalkTests
{
    private const string Writer = "Whoever wrote it", Partner = "Their partner", Other = "Others in the room", Elsewhere = "Another room";

    private static readonly Caller Hill = new(
        "subject-hill", "Hill Shaw, ward officer", new HashSet<Access.V1.Role> { Access.V1.Role.Officer },
        new HashSet<string> { Council.Oak });

    /// <summary>There is no idea, no voice, no listener, nothing to sort and no theme.</summary>
    private static readonly string[] Silent =
    [
        "GetProposal", "GetProposalPhoto", "GetFlags", "GetVoice", "GetMyVoice", "GetVoiceFlags", "GetListening", "GetCards", "GetMyPiles",
        "GetCardSortAgreement", "GetTheme", "ListThemeVoices", "GetVoiceFile", "GetCase", "GetBallotPaperPreview",
        "GetEnquiry", "GetEnquiryFlags", "ListEnquiries", "GetProposalDraft",
        "GetAuthorInvitations", "GetInvitation", "GetJoining", "ListJoinings", "ListProposalVersions",
    ];

    [Theory, EveryDatabase]
    public async Task Own_notes_are_read_by_nobody_else_before_there_are_pairs_and_then_by_their_partner_alone(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var (room, secrets) = await council.Gather(OperaStep.Own, 6);
        var (elsewhere, others) = await council.Gather(OperaStep.Pair);
        var marks = new AudienceTable();
        const string Own = "what somebody wrote on their own", Agreed = "what a pair agreed on";
        await council.Keep(secrets[0], marks.Mark(Own, Writer));
        var readings = await Walk();
        Assert.True(marks.Wrong(readings) is [], string.Join('\n', marks.Wrong(readings)));
        Assert.True(readings.Count > 200, $"Only {readings.Count} answers were read.");

        room = await council.Move(room);
        marks.Change(Own, Writer, Partner);
        var place = await council.Place(secrets[0]);
        await council.Agree(secrets[0], place.Version, marks.Mark(Agreed, Writer, Partner));
        readings = await Walk();
        Assert.True(marks.Wrong(readings) is [], string.Join('\n', marks.Wrong(readings)));

        // The other pairs have nothing to explain, so that this one has the first turn.
        room = await council.Move(await council.Look(room));
        readings = await Walk();
        Assert.True(marks.Wrong(readings) is [], string.Join('\n', marks.Wrong(readings)));
        room = await council.Move(room);
        string[] inside = [Writer, Partner, Other, Readers.EveryOfficer];
        marks.Change(Agreed, inside);
        readings = await Walk();
        Assert.True(marks.Wrong(readings) is [], string.Join('\n', marks.Wrong(readings)));

        while (room.Step != OperaStep.Done)
        {
            room = await council.Move(room);
        }

        marks.TakeBack(what => what == Own);
        marks.Change(Agreed, [.. inside, Readers.Nobody, Readers.Resident, Readers.OwnOfficer, Readers.OtherOfficer, Readers.Finance,
            Elsewhere]);
        readings = await Walk();
        Assert.True(marks.Wrong(readings) is [], string.Join('\n', marks.Wrong(readings)));

        async Task<List<Reading>> Walk()
        {
            var places = await Task.WhenAll(secrets.Select(council.Place));
            Dictionary<string, string[]> knows = new(StringComparer.Ordinal)
            {
                ["round_id"] = [Council.RoundId], ["area_code"] = [Council.Elm], ["question_id"] = ["none"], ["voice_id"] = ["none"],
                ["secret"] = [new string('f', 40)], ["search"] = ["number"], ["proposal_id"] = ["1"], ["beside_proposal_id"] = [],
                ["room_id"] = [room.RoomId, elsewhere.RoomId], ["sort_id"] = [], ["theme_id"] = [], ["priority_id"] = [],
                ["enquiry_id"] = [], ["answer_id"] = [], ["draft_id"] = [], ["joining_id"] = [],
            };
            List<Asker> everybody =
            [
                .. new[]
                {
                    (Readers.Nobody, People.Nobody), (Readers.Resident, People.Amina), (Readers.OwnOfficer, People.Olu),
                    (Readers.OtherOfficer, Hill), (Readers.EveryOfficer, People.Grace), (Readers.Finance, People.Femi),
                }.Select(one => new Asker(one.Item1, council.Service.As(one.Item2), knows)),
                new(Elsewhere, council.Service.As(People.Nobody), With(others[0])),
                .. secrets.Select((secret, who) => new Asker(
                    who == 0 ? Writer : places[0].Pair > 0 && places[who].Pair == places[0].Pair ? Partner : Other,
                    council.Service.As(People.Nobody), With(secret))),
            ];
            if (places[0].Pair == 0)
            {
                // It is the same for all of them.
                everybody.Add(new(Partner, council.Service.As(People.Nobody), With(secrets[1])));
            }

            string[] silent = room.Step == OperaStep.Done ? Silent : [.. Silent, "GetOperaResult"];
            return
            [
                .. await ReadingWalk.Past(Contract.Descriptor, everybody, silent), .. await ReadingWalk.Events(council.Service.Database),
            ];

            Dictionary<string, string[]> With(string secret) => new(knows) { ["secret"] = [secret] };
        }
    }

    [Theory, EveryDatabase]
    public async Task Nobody_writes_chooses_or_leaves_in_somebody_elses_place(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make();
        var (_, others) = await council.Gather(OperaStep.Own);
        var (closed, gone) = await council.Gather(OperaStep.Arrange);
        await council.Move(closed);
        foreach (var step in (OperaStep[])[OperaStep.Own, OperaStep.Pair, OperaStep.Explain, OperaStep.Rank, OperaStep.Arrange])
        {
            var (room, secrets) = await council.Gather(step);
            var before = await Task.WhenAll(secrets.Select(council.Place));
            foreach (var secret in (string[])
                [others[0], gone[0], Listened.NewSecret(), new string('0', 40), "", "x", room.Code])
            {
                await Try(() => council.Agree(secret, 1, "Mine"));
                await Try(() => council.Choose(secret, 2, before[0].Notes.Select(note => note.NoteId).Take(1)));
            }

            foreach (var secret in (string[])[Listened.NewSecret(), "", "x"])
            {
                await Try(() => council.Keep(secret, "Mine"));
                await Try(() => council.Leave(secret));
            }

            foreach (var caller in (Caller[])[People.Nobody, People.Amina, People.Femi, Hill])
            {
                await Try(() => council.As(caller).MoveOperaAsync(
                    new() { RequestId = Council.NewRequest(), RoomId = room.RoomId, Step = room.Step, Turn = room.Turn }).ResponseAsync);
            }

            Assert.Equal(before, await Task.WhenAll(secrets.Select(council.Place)));
        }

        static async Task Try(Func<Task> one) => await Assert.ThrowsAsync<Grpc.Core.RpcException>(one);
    }
}
