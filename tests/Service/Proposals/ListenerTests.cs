using Microsoft.Extensions.DependencyInjection;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices.Listeners;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;
using Contract = Participatory.Proposals.V1.ProposalsService;

namespace Participatory.Tests.Service.Proposals;

/// <summary>A listener writes down what somebody says, plays it back, and it is kept when they say yes.</summary>
public sealed class ListenerTests
{
    private const string Secretly = "I am afraid of the stairs at number nine.";

    private static readonly Caller Hill = new(
        "subject-hill", "Hill Shaw, ward officer", new HashSet<Access.V1.Role> { Access.V1.Role.Officer },
        new HashSet<string> { Council.Oak });

    [Theory, EveryDatabase]
    public async Task What_was_written_down_is_put_right_and_kept_when_its_speaker_says_yes_and_is_then_theirs_alone(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var link = await council.Invite(Council.Elm);
        var written = await council.WriteDown(link, question, "I would like a bank.");
        Assert.Equal(1, written.Version);
        var corrected = await Correct(council, link, written, "I would like a bench.");
        Assert.Equal((2, "I would like a bench."), (corrected.Version, corrected.Words));
        await Council.Refused("WRITTEN_VOICE_CHANGED", () => Confirm(council, Listened.Confirmation(link, written)), "version");
        await Council.Refused("WRITTEN_VOICE_CHANGED", () => Correct(council, link, written, "No!"), "version");
        await Council.Refused("WRITTEN_VOICE_CHANGED", () => Refuse(council, link, written), "version");
        Assert.Equal([corrected], (await Listening(council, link)).Waiting);
        Assert.Empty(await council.Wall());

        var own = Listened.NewSecret();
        var request = Listened.Confirmation(link, corrected, own);
        (request.Audience, request.FirstName) = (VoiceAudience.WithName, "Bilal");
        var voice = await Confirm(council, request);
        Assert.Equal(voice, await Confirm(council, request));
        Assert.Equal((corrected.VoiceId, "I would like a bench.", "Bilal", true, Council.Elm),
            (voice.VoiceId, voice.Words, voice.FirstName, voice.WrittenDown, voice.AreaCode));
        Assert.Equal("I would like a bench.", Assert.Single(await council.Wall()).Words);
        var after = await Listening(council, link);
        Assert.Equal((0, 1, "Pond Street Mosque"), (after.Waiting.Count, after.Kept, after.Link.Listener));
        foreach (var theirs in (Func<Task>[])
        [
            () => Confirm(council, Listened.Confirmation(link, corrected)), () => Correct(council, link, corrected, "Mine now."),
            () => Refuse(council, link, corrected),
        ])
        {
            await Council.Refused("WRITTEN_VOICE_NOT_FOUND", theirs, "voice_id");
        }

        await Council.Refused("LINK_OPENS_NOTHING", () => council.As(People.Nobody).TakeVoiceBackByLinkAsync(
            new() { RequestId = Council.NewRequest(), Secret = link }).ResponseAsync, "secret");
        await council.As(People.Nobody).TakeVoiceBackByLinkAsync(new() { RequestId = Council.NewRequest(), Secret = own });
        Assert.Empty(await council.Wall());
        Assert.Equal(0, (await Listening(council, link)).Kept);
    }

    [Theory, EveryDatabase]
    public async Task What_its_speaker_refuses_is_kept_nowhere(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var link = await council.Invite();
        await Refuse(council, link, await council.WriteDown(link, question, Secretly));
        Assert.Empty((await Listening(council, link)).Waiting);
        Assert.DoesNotContain(
            await Cell.AllOf(council.Service.Database), cell => cell.Text.Contains("stairs at number", StringComparison.OrdinalIgnoreCase));
    }

    [Theory, EveryDatabase]
    public async Task Until_its_speaker_says_yes_nobody_but_its_listener_reads_it(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var (link, other) = (await council.Invite(), await council.Invite());
        var marks = new AudienceTable();
        const string Listener = "The listener", Other = "Another listener";
        marks.Mark("what waits for a yes", Secretly, [Listener]);
        var written = await council.WriteDown(link, question, Secretly);
        await council.Say(People.Amina, Listened.Voice(question, "Something else."));
        await council.Say(People.Nobody, Listened.Voice(question, "Something more."), secret: new string('f', 39) + "1");
        Dictionary<string, string[]> knows = new(StringComparer.Ordinal)
        {
            ["round_id"] = [Council.RoundId], ["area_code"] = [Council.Elm, Council.Oak], ["question_id"] = [question.QuestionId],
            ["voice_id"] = [written.VoiceId, (await council.Wall())[0].VoiceId], ["secret"] = [new string('f', 39) + "1"],
            ["search"] = ["stairs"], ["proposal_id"] = ["1"], ["beside_proposal_id"] = [], ["room_id"] = [], ["sort_id"] = [],
            ["theme_id"] = [], ["priority_id"] = [], ["enquiry_id"] = [], ["answer_id"] = [], ["draft_id"] = [], ["joining_id"] = [],
        };
        List<Asker> everybody =
        [
            .. new[]
            {
                (Readers.Nobody, People.Nobody), (Readers.Resident, People.Amina), (Readers.OwnOfficer, People.Olu),
                (Readers.OtherOfficer, Hill), (Readers.EveryOfficer, People.Grace), (Readers.Finance, People.Femi),
            }.Select(one => new Asker(one.Item1, council.Service.As(one.Item2), knows)),
            new(Listener, council.Service.As(People.Nobody), new Dictionary<string, string[]>(knows) { ["secret"] = [link] }),
            new(Other, council.Service.As(People.Nobody), new Dictionary<string, string[]>(knows) { ["secret"] = [other] }),
        ];

        // There is no idea, nothing to sort, no theme, no room and no file yet.
        string[] silent =
        [
            "GetCase", "GetBallotPaperPreview",
            "GetProposal", "GetProposalPhoto", "GetFlags", "GetCards", "GetMyPiles", "GetCardSortAgreement", "GetTheme", "ListThemeVoices",
            "GetOperaRoom", "GetOperaPlace", "GetOperaResult", "GetVoiceFile",
            "GetEnquiry", "GetEnquiryFlags", "ListEnquiries", "GetProposalDraft",
            "GetAuthorInvitations", "GetInvitation", "GetJoining", "ListJoinings", "ListProposalVersions",
        ];
        List<Reading> readings =
            [.. await ReadingWalk.Past(Contract.Descriptor, everybody, silent), .. await ReadingWalk.Events(council.Service.Database)];
        Assert.True(marks.Wrong(readings) is [], string.Join('\n', marks.Wrong(readings)));
        Assert.True(readings.Count > 200, $"Only {readings.Count} answers were read.");

        await Confirm(council, Listened.Confirmation(link, written));
        marks.Change("what waits for a yes", [.. everybody.Select(asker => asker.Who)]);
        readings =
            [.. await ReadingWalk.Past(Contract.Descriptor, everybody, silent), .. await ReadingWalk.Events(council.Service.Database)];
        Assert.True(marks.Wrong(readings) is [], string.Join('\n', marks.Wrong(readings)));
    }

    /// <summary>Forty tries, by everybody who is not its speaker, at what waits and at what is kept.</summary>
    [Theory, EveryDatabase]
    public async Task Forty_tries_to_change_attribute_or_confirm_somebody_elses_voice_fail(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var (link, other) = (await council.Invite(), await council.Invite());
        var ended = await council.Invite();
        await End(council, ended);
        var (waits, own) = (await council.WriteDown(link, question, Secretly), Listened.NewSecret());
        var kept = await council.WriteDown(link, question, "I am kept.");
        await Confirm(council, Listened.Confirmation(link, kept, own));
        var said = await council.Say(People.Amina, Listened.Voice(question, "I am Amina's."));
        List<Func<Task>> tries = [];
        foreach (var secret in (string[])[other, ended, own, Listened.NewSecret(), "", "x"])
        {
            tries.AddRange(
            [
                () => Correct(council, secret, waits, "Changed."), () => Confirm(council, Listened.Confirmation(secret, waits)),
                () => Refuse(council, secret, waits),
            ]);
        }

        foreach (var secret in (string[])[link, other, ended, own])
        {
            tries.AddRange(
            [
                () => Correct(council, secret, kept, "Changed."), () => Confirm(council, Listened.Confirmation(secret, kept)),
                () => Refuse(council, secret, kept),
            ]);
        }

        foreach (var caller in (Caller[])[People.Nobody, People.Tom, People.Grace, People.Olu, People.Femi, People.Nia])
        {
            tries.AddRange(new[] { said.VoiceId, kept.VoiceId }.Select(id => (Func<Task>)(() => council.As(caller)
                .TakeVoiceBackAsync(new() { RequestId = Council.NewRequest(), VoiceId = id }).ResponseAsync)));
        }

        // With the speaker's own secret once more, somebody else's voice does not become theirs.
        tries.Add(() => Confirm(council, Listened.Confirmation(link, waits, own)));
        Assert.True(tries.Count >= 40, $"There are {tries.Count} tries.");
        foreach (var one in tries)
        {
            await Assert.ThrowsAsync<Grpc.Core.RpcException>(one);
        }

        Assert.Equal([waits], (await Listening(council, link)).Waiting);
        Assert.Equal(["I am Amina's.", "I am kept."], (await council.Wall()).Select(voice => voice.Words).Order(StringComparer.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task A_listener_listens_in_their_round_and_area_only_and_while_people_answer(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        await council.Make(Council.Draft("other-round"));
        var elsewhere = await council.Ask(Listened.Question(roundId: "other-round"));
        var oak = await council.Ask(Listened.Question("What would you keep?", Council.Oak));
        var link = await council.Invite(Council.Elm);
        await Council.Refused("QUESTION_NOT_FOUND", () => council.WriteDown(link, elsewhere), "voice.question_id");
        await Council.Refused("QUESTION_NOT_FOUND", () => council.WriteDown(link, oak, area: Council.Oak), "voice.question_id");
        await Council.Refused("INVALID_REQUEST", () => council.WriteDown(link, question, area: Council.Oak), "voice.area_code");
        Assert.Equal(Council.Elm, (await council.WriteDown(link, question, area: "")).AreaCode);
        await Council.Refused("INVALID_REQUEST", () => council.WriteDown(link, question, new string('a', 4001)), "voice.words");
        await Council.Refused("INVALID_REQUEST", () => council.WriteDown("x", question), "secret");
        await Council.Refused("LINK_OPENS_NOTHING", () => council.WriteDown(Listened.NewSecret(), question), "secret");
        await council.Advance(Phase.Accepting);
        await Council.Refused("LISTENING_IS_OVER", () => council.WriteDown(link, question));
        await Council.Refused("LISTENING_IS_OVER", () => council.Invite());
        // What was said while people answered is kept when its speaker says yes a moment later.
        await Confirm(council, Listened.Confirmation(link, (await Listening(council, link)).Waiting[0]));
    }

    [Theory, EveryDatabase]
    public async Task A_link_that_has_ended_opens_nothing_and_what_waited_is_gone(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var link = await council.Invite();
        await Confirm(council, Listened.Confirmation(link, await council.WriteDown(link, question)));
        await council.WriteDown(link, question, Secretly);
        var listed = Assert.Single((await council.As(People.Grace).ListListenerLinksAsync(new() { RoundId = Council.RoundId })).Links);
        Assert.Null(listed.EndTime);
        Assert.DoesNotContain(link, $"{listed}", StringComparison.Ordinal);
        await Council.Refused("AREA_OF_OTHERS", () => End(council, link, People.Olu));
        await End(council, link);
        await Council.Refused("LINK_OPENS_NOTHING", () => Listening(council, link), "secret");
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM written_voice"));
        Assert.Single(await council.Wall());
        Assert.NotNull((await council.As(People.Grace).ListListenerLinksAsync(new() { RoundId = Council.RoundId })).Links[0].EndTime);
        // The database has no secret by which a page could be opened.
        Assert.DoesNotContain(await Cell.AllOf(council.Service.Database), cell => cell.Text.Contains(link, StringComparison.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task Officers_see_the_links_of_their_areas_and_make_them_there(string engine)
    {
        await using var council = await Council.Start(engine);
        await Start(council);
        await council.Invite();
        await council.Invite(Council.Elm, by: People.Olu);
        await Council.Refused("AREA_OF_OTHERS", () => council.Invite(Council.Elm, by: Hill));
        await Council.Refused("AREA_OF_OTHERS", () => council.Invite(by: Hill));
        await Council.Refused("INVALID_REQUEST", () => council.Invite("E09"), "area_code");
        foreach (var (officer, seen) in new[] { (People.Grace, 2), (People.Olu, 1), (Hill, 0) })
        {
            Assert.Equal(seen, (await council.As(officer).ListListenerLinksAsync(new() { RoundId = Council.RoundId })).Links.Count);
        }
    }

    [Theory, EveryDatabase]
    public async Task What_nobody_said_yes_to_goes_after_a_week(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var link = await council.Invite();
        await council.WriteDown(link, question);
        council.Service.Clock.Advance(TimeSpan.FromDays(6));
        await council.WriteDown(link, question, "Later");
        council.Service.Clock.Advance(TimeSpan.FromDays(1.5));
        await council.Service.Services.GetRequiredService<RemoveUnconfirmed>().Tick(TestContext.Current.CancellationToken);
        Assert.Equal("Later", Assert.Single((await Listening(council, link)).Waiting).Words);
        Assert.Equal("UnconfirmedVoices 1", await council.Ask<string>("SELECT CONCAT(kind, ' ', total) FROM removal"));
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_confirm_and_correct_at_once_one_is_told_so(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var link = await council.Invite();
        for (var times = 0; times < 10; times++)
        {
            var written = await council.WriteDown(link, question, $"Bench {times}");
            var reasons = await Race.Reasons(
                () => Confirm(council, Listened.Confirmation(link, written)), () => Correct(council, link, written, $"Shade {times}"),
                () => Refuse(council, link, written), () => Confirm(council, Listened.Confirmation(link, written)));
            Assert.Equal(3, reasons.Count(reason => reason is "WRITTEN_VOICE_NOT_FOUND" or "WRITTEN_VOICE_CHANGED"));
            Assert.Single(reasons, "");
        }
    }

    private static async Task<OpenQuestion> Start(Council council)
    {
        await council.Make();
        return await council.Ask();
    }

    private static async Task<Listening> Listening(Council council, string secret) =>
        await council.As(People.Nobody).GetListeningAsync(new() { Secret = secret });

    private static async Task<WrittenVoice> Correct(Council council, string secret, WrittenVoice written, string words) =>
        await council.As(People.Nobody).CorrectWrittenVoiceAsync(new()
        {
            RequestId = Council.NewRequest(), Secret = secret, VoiceId = written.VoiceId, Version = written.Version, Words = words,
            Language = "en",
        });

    private static async Task<Voice> Confirm(Council council, ConfirmVoiceRequest request) =>
        await council.As(People.Nobody).ConfirmVoiceAsync(request);

    private static async Task Refuse(Council council, string secret, WrittenVoice written) =>
        await council.As(People.Nobody).RefuseVoiceAsync(new()
        {
            RequestId = Council.NewRequest(), Secret = secret, VoiceId = written.VoiceId, Version = written.Version,
        });

    private static async Task End(Council council, string secret, Caller? by = null)
    {
        var link = (await council.As(People.Nobody).GetListeningAsync(new() { Secret = secret })).Link.LinkId;
        await council.As(by ?? People.Grace).EndListenerLinkAsync(new() { RequestId = Council.NewRequest(), LinkId = link });
    }
}
