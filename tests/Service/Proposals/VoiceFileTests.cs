using System.Data.Common;
using Google.Protobuf;
using Grpc.Core;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;
using Participatory.Tests.Harness.Sounds;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>People say what they mean, or draw it; whoever may read their words hears and sees it, and nobody else.</summary>
public sealed class VoiceFileTests
{
    private static readonly Caller Hill = new(
        "subject-hill", "Hill Shaw, ward officer", new HashSet<Access.V1.Role> { Access.V1.Role.Officer },
        new HashSet<string> { Council.Oak });

    [Theory, EveryDatabase]
    public async Task A_sound_stands_without_words_and_without_what_it_hid(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var voice = await Say(
            council, People.Amina, Listened.Voice(question, ""), TestWav.Sound(12_000, TestBytes.Hidden), pieceBytes: 1000);
        Assert.Equal((VoiceFileKind.Sound, "audio/wav", 2, ""), (voice.File.Kind, voice.File.MediaType, voice.File.Seconds, voice.Words));
        Assert.Equal(voice.File, Assert.Single(await council.Wall()).File);
        var heard = await Hear(council, People.Nobody, voice);
        Assert.Equal((voice.VoiceId, "audio/wav", voice.File.SizeBytes), (heard.Id, heard.MediaType, heard.Bytes.Length));
        Assert.Equal(12_044, heard.Bytes.Length);
        Assert.False(TestBytes.Holds(heard.Bytes, TestBytes.Secret));
        // A search finds words alone.
        Assert.Empty(await council.Wall(request: new() { RoundId = Council.RoundId, Search = "wav" }));
        await council.Say(People.Tom, Listened.Voice(question, "Swifts"));
        Assert.Equal(2, (await council.Wall()).Count);
        Assert.Null((await council.Wall()).Single(one => one.Words == "Swifts").File);
    }

    [Theory, EveryDatabase]
    public async Task A_drawing_says_what_can_be_seen_and_the_field_is_named_where_it_does_not(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        foreach (var words in (string[])["", "  "])
        {
            await Council.Refused("INVALID_REQUEST", () => Say(council, People.Amina, Listened.Voice(question, words), TestPng.Picture()),
                "voice.words");
        }

        Assert.Equal("0 0 0", await Kept(council));
        var voice = await Say(council, People.Nobody, Listened.Voice(question, "A tree with a bench around it"), TestJpeg.Picture());
        Assert.Equal((VoiceFileKind.Drawing, "image/jpeg", 8, 8, 0),
            (voice.File.Kind, voice.File.MediaType, voice.File.Width, voice.File.Height, voice.File.Seconds));
        Assert.NotEmpty((await Hear(council, People.Tom, voice)).Bytes);
        await Assert.ThrowsAnyAsync<DbException>(() => council.Run("UPDATE voice_file SET width = 9"));
        await Assert.ThrowsAnyAsync<DbException>(() => council.Run("UPDATE voice SET file_kind = 'SOUND'"));
    }

    [Theory, EveryDatabase]
    public async Task Nothing_of_a_hostile_file_reaches_the_database_and_words_without_a_file_are_needed(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        foreach (var (file, reason) in new (byte[], string)[]
        {
            ([], "VOICE_FILE_MISSING"), (TestBytes.Text("#!/bin/sh rm -rf /"), "VOICE_FILE_UNKNOWN"),
            (TestWav.Sound()[..60], "VOICE_BROKEN"), (TestJpeg.Picture()[..40], "PHOTO_BROKEN"),
            ([0, 0, 0, 24, .. TestBytes.Text("ftypheic"), .. TestBytes.Zeros(40)], "PHOTO_PHONE_FORMAT"),
            (TestWav.Sound(11 * 60 * 8_000), "VOICE_TOO_LARGE"), (TestWav.Sound(10 * 1024 * 1024), "VOICE_FILE_TOO_LARGE"),
        })
        {
            await Council.Refused(reason, () => Say(council, People.Amina, Listened.Voice(question, "A bench"), file), "content");
        }

        await Council.Refused("INVALID_REQUEST", () => council.Say(People.Amina, Listened.Voice(question, "")), "voice.words");
        Assert.Equal("0 0 0", await Kept(council));
    }

    [Theory, EveryDatabase]
    public async Task What_is_for_the_council_is_heard_by_officers_of_the_area_and_whoever_said_it(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var secret = Listened.NewSecret();
        var ours = Listened.Voice(question, "", audience: VoiceAudience.Council);
        var voice = await Say(council, People.Nobody, ours, TestWav.Sound(), secret);
        foreach (var officer in (Caller[])[People.Grace, People.Olu])
        {
            Assert.NotEmpty((await Hear(council, officer, voice)).Bytes);
        }

        foreach (var other in (Caller[])[People.Nobody, People.Amina, People.Tom, Hill, People.Femi])
        {
            await Council.Refused("VOICE_NOT_FOUND", () => Hear(council, other, voice), "voice_id");
        }

        Assert.NotEmpty((await HearBySecret(council, secret)).Bytes);
        await Council.Refused("LINK_OPENS_NOTHING", () => HearBySecret(council, Listened.NewSecret()), "secret");
        Assert.Empty(await council.Wall());
    }

    [Theory, EveryDatabase]
    public async Task What_is_hidden_is_heard_by_officers_of_the_area_and_whoever_said_it_and_stands_on_no_wall(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var voice = await Say(council, People.Amina, Listened.Voice(question, "My uncle, drawn"), TestPng.Picture());
        await VoiceHidingTests.Judge(council, People.Olu, voice, HidingJudgement.Hide);
        foreach (var other in (Caller[])[People.Nobody, People.Tom, Hill])
        {
            await Council.Refused("VOICE_FILE_NOT_FOUND", () => Hear(council, other, voice), "voice_id");
            Assert.Null(Assert.Single(await council.Wall(other)).File);
            Assert.Null((await council.As(other).GetVoiceAsync(new() { VoiceId = voice.VoiceId })).File);
        }

        // On the wall officers see no more than everybody.
        Assert.Null(Assert.Single(await council.Wall(People.Grace)).File);
        foreach (var reader in (Caller[])[People.Amina, People.Grace, People.Olu])
        {
            Assert.NotEmpty((await Hear(council, reader, voice)).Bytes);
        }

        Assert.NotNull(Assert.Single((await council.As(People.Amina).ListMyVoicesAsync(new())).Voices).File);
        Assert.NotNull(Assert.Single((await council.As(People.Olu).ListVoicesForCouncilAsync(
            new() { RoundId = Council.RoundId })).Voices).File);
    }

    [Theory, EveryDatabase]
    public async Task What_is_taken_back_is_gone_with_its_file_on_every_way(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var secret = Listened.NewSecret();
        var mine = await Say(council, People.Amina, Listened.Voice(question, "A tree"), TestPng.Picture());
        var nobodys = await Say(council, People.Nobody, Listened.Voice(question, ""), TestWav.Sound(200_000), secret);
        var gone = await Say(council, People.Tom, Listened.Voice(question, ""), TestWav.Sound());
        Assert.Equal("3 3 6", await Kept(council));
        await council.As(People.Amina).TakeVoiceBackAsync(new() { RequestId = Council.NewRequest(), VoiceId = mine.VoiceId });
        await council.As(People.Nobody).TakeVoiceBackByLinkAsync(new() { RequestId = Council.NewRequest(), Secret = secret });
        foreach (var voice in (Voice[])[mine, nobodys])
        {
            await Council.Refused("VOICE_NOT_FOUND", () => Hear(council, People.Grace, voice), "voice_id");
        }

        await Council.Refused("LINK_OPENS_NOTHING", () => HearBySecret(council, secret), "secret");
        Assert.Equal("1 1 1", await Kept(council));
        await council.Forget(People.Tom);
        await Council.Refused("VOICE_NOT_FOUND", () => Hear(council, People.Tom, gone), "voice_id");
        Assert.Equal("0 0 0", await Kept(council));
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_says_it_once_and_brings_nothing_back(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var (request, secret) = (Council.NewRequest(), Listened.NewSecret());
        var said = await Say(council, People.Nobody, Listened.Voice(question, ""), TestWav.Sound(), secret, request);
        Assert.Equal(said, await Say(council, People.Nobody, Listened.Voice(question, ""), TestWav.Sound(), secret, request, 7));
        // Also once nobody can answer any more.
        await council.As(People.Grace).CloseQuestionAsync(new() { RequestId = Council.NewRequest(), QuestionId = question.QuestionId });
        Assert.Equal(said, await Say(council, People.Nobody, Listened.Voice(question, ""), TestWav.Sound(), secret, request));
        await Council.Refused("REQUEST_ID_REUSED",
            () => Say(council, People.Nobody, Listened.Voice(question, ""), TestWav.Sound(801), secret, request), "request_id");
        Assert.Equal("1 1 1", await Kept(council));
        await council.As(People.Nobody).TakeVoiceBackByLinkAsync(new() { RequestId = Council.NewRequest(), Secret = secret });
        await Council.Refused("VOICE_NOT_FOUND",
            () => Say(council, People.Nobody, Listened.Voice(question, ""), TestWav.Sound(), secret, request), "voice_id");
        Assert.Equal("0 0 0", await Kept(council));
    }

    [Theory, EveryDatabase]
    public async Task What_is_taken_back_while_it_is_heard_is_gone_afterwards(string engine)
    {
        await using var council = await Council.Start(engine);
        var voice = await Say(council, People.Amina, Listened.Voice(await Start(council), ""), TestWav.Sound(3_000_000));
        using var call = council.As(People.Tom).GetVoiceFile(new GetVoiceFileRequest { VoiceId = voice.VoiceId });
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        await council.As(People.Amina).TakeVoiceBackAsync(new() { RequestId = Council.NewRequest(), VoiceId = voice.VoiceId });
        try
        {
            while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
            {
            }
        }
        catch (RpcException cut)
        {
            // What was on its way arrives; where it was not, it is said that it has gone.
            Assert.Equal("VOICE_FILE_NOT_FOUND", cut.Reason());
        }

        await Council.Refused("VOICE_NOT_FOUND", () => Hear(council, People.Tom, voice), "voice_id");
        Assert.Equal("0 0 0", await Kept(council));
    }

    [Theory, EveryDatabase]
    public async Task One_connection_says_it_aloud_twenty_times_an_hour(string engine)
    {
        await using var council = await Council.Start(engine, demonstration: false);
        var question = await Start(council);
        for (var times = 0; times < 20; times++)
        {
            await Say(council, People.Nobody, Listened.Voice(question, ""), TestWav.Sound(), from: "a");
        }

        await Council.Refused(
            "TOO_MANY_THIS_HOUR", () => Say(council, People.Nobody, Listened.Voice(question, ""), TestWav.Sound(), from: "a"));
        await Say(council, People.Nobody, Listened.Voice(question, ""), TestWav.Sound(), from: "b");
    }

    [Theory, EveryDatabase]
    public async Task Whoever_may_not_answer_is_told_before_the_file_comes(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        await Council.Refused("INVALID_REQUEST",
            () => Say(council, People.Nobody, Listened.Voice(question), TestWav.Sound(), secret: ""), "secret");
        await Council.Refused("INVALID_REQUEST",
            () => Say(council, People.Amina, Listened.Voice(question), TestWav.Sound(), Listened.NewSecret()), "secret");
        await Council.Refused("INVALID_REQUEST",
            () => Say(council, People.Amina, Listened.Voice(question, area: "E09"), TestWav.Sound()), "voice.area_code");
        await council.Advance(Phase.Accepting);
        await Council.Refused("LISTENING_IS_OVER", () => Say(council, People.Amina, Listened.Voice(question), TestWav.Sound()));
    }

    [Theory, EveryDatabase]
    public async Task A_listener_reads_what_their_time_is_worth_and_officers_see_it_in_the_list(string engine)
    {
        await using var council = await Council.Start(engine);
        await Start(council);
        var secret = Listened.NewSecret();
        var request = new MakeListenerLinkRequest
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, Listener = "Pond Street Mosque", Secret = secret,
            Offer = Council.Pounds(50),
        };
        Assert.Equal(Council.Pounds(50), (await council.As(People.Grace).MakeListenerLinkAsync(request)).Offer);
        Assert.Equal(Council.Pounds(50), (await council.As(People.Nobody).GetListeningAsync(new() { Secret = secret })).Link.Offer);
        await council.Invite();
        var links = (await council.As(People.Grace).ListListenerLinksAsync(new() { RoundId = Council.RoundId })).Links;
        Assert.Equal(2, links.Count);
        Assert.Equal(Council.Pounds(50), Assert.Single(links, link => link.Offer is not null).Offer);
        var foreign = new Money { AmountMinor = 1, Currency = "EUR" };
        foreach (var wrong in (Money[])[Council.Pounds(0), Council.Pounds(-1), Council.Pounds(1001), foreign])
        {
            (request.RequestId, request.Secret, request.Offer) = (Council.NewRequest(), Listened.NewSecret(), wrong);
            await Council.Refused(
                "INVALID_REQUEST", () => council.As(People.Grace).MakeListenerLinkAsync(request).ResponseAsync, "offer");
        }
    }

    internal static Task<Voice> Say(
        Council council, Caller who, Voice voice, byte[] file, string? secret = null, string? requestId = null, int pieceBytes = 64 * 1024,
        string from = "")
    {
        var first = new SayVoiceWithFileRequest
        {
            RequestId = requestId ?? Council.NewRequest(), Voice = voice, Secret = secret ?? (who.IsSignedIn ? "" : Listened.NewSecret()),
            Content = ByteString.CopyFrom(file.AsSpan(0, Math.Min(file.Length, pieceBytes))),
        };
        var rest = file.Skip(pieceBytes).Chunk(pieceBytes)
            .Select(piece => new SayVoiceWithFileRequest { Content = ByteString.CopyFrom(piece) });
        var headers = from.Length > 0 ? new Metadata { { Source.Header, from } } : null;
        return council.As(who).SayVoiceWithFile(headers).Send([first, .. rest]);
    }

    private static Task<(string Id, string MediaType, byte[] Bytes)> Hear(Council council, Caller who, Voice voice) =>
        Hear(council.As(who).GetVoiceFile(new GetVoiceFileRequest { VoiceId = voice.VoiceId }));

    private static Task<(string Id, string MediaType, byte[] Bytes)> HearBySecret(Council council, string secret) =>
        Hear(council.As(People.Nobody).GetVoiceFile(new GetVoiceFileRequest { Secret = secret }));

    private static async Task<(string Id, string MediaType, byte[] Bytes)> Hear(AsyncServerStreamingCall<GetVoiceFileResponse> call)
    {
        using var bytes = new MemoryStream();
        var (id, mediaType) = ("", "");
        using (call)
        {
            await foreach (var piece in call.ResponseStream.ReadAllAsync())
            {
                (id, mediaType) = (id + piece.VoiceId, mediaType + piece.MediaType);
                piece.Content.WriteTo(bytes);
            }
        }

        return (id, mediaType, bytes.ToArray());
    }

    /// <summary>How many voices, files and pieces there are.</summary>
    private static Task<string?> Kept(Council council) => council.Ask<string>("""
        SELECT CONCAT((SELECT COUNT(*) FROM voice), ' ', (SELECT COUNT(*) FROM voice_file), ' ', (SELECT COUNT(*) FROM voice_file_piece))
        """);

    private static async Task<OpenQuestion> Start(Council council)
    {
        await council.Make();
        return await council.Ask();
    }
}
