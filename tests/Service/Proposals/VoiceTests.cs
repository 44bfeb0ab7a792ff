using System.Data.Common;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>People answer with an account and without, for whom they choose, and take it back for good.</summary>
public sealed class VoiceTests
{
    private static readonly Caller Hill = new(
        "subject-hill", "Hill Shaw, ward officer", new HashSet<Access.V1.Role> { Access.V1.Role.Officer },
        new HashSet<string> { Council.Oak });

    [Theory, EveryDatabase]
    public async Task Each_voice_is_read_by_those_whom_its_speaker_chose_as_it_was_said(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var named = await council.Say(People.Amina, Listened.Voice(question, "Benches!\n\nAnd shade.", audience: VoiceAudience.WithName));
        var unnamed = await council.Say(People.Nobody, Listened.Voice(question, "Quiet nights."));
        var ours = await council.Say(People.Amina, Listened.Voice(question, "My landlord.", audience: VoiceAudience.Council));
        Assert.Equal(("Amina", "Benches!\n\nAnd shade.", "en", true), (named.FirstName, named.Words, named.Language, named.Mine));
        foreach (var reader in (Caller[])[People.Nobody, People.Tom, People.Grace, People.Olu, Hill, People.Femi])
        {
            var wall = await council.Wall(reader);
            Assert.Equal(
                [("", "Quiet nights."), ("Amina", "Benches!\n\nAnd shade.")],
                wall.Select(voice => (voice.FirstName, voice.Words)).OrderBy(voice => voice.FirstName, StringComparer.Ordinal));
            Assert.All(wall, voice => Assert.False(voice.Mine));
        }

        foreach (var (reader, sees) in new[]
        {
            (People.Amina, true), (People.Grace, true), (People.Olu, true), (Hill, false), (People.Tom, false), (People.Nobody, false),
            (People.Femi, false),
        })
        {
            Func<Task> get = () => council.As(reader).GetVoiceAsync(new() { VoiceId = ours.VoiceId }).ResponseAsync;
            await (sees ? get() : Council.Refused("VOICE_NOT_FOUND", get, "voice_id"));
        }

        Assert.Equal(
            [ours.VoiceId, unnamed.VoiceId, named.VoiceId],
            (await council.As(People.Olu).ListVoicesForCouncilAsync(new() { RoundId = Council.RoundId })).Voices
                .Select(one => one.VoiceId));
        Assert.Empty((await council.As(Hill).ListVoicesForCouncilAsync(new() { RoundId = Council.RoundId })).Voices);
        Assert.Equal([ours.VoiceId, named.VoiceId],
            (await council.As(People.Amina).ListMyVoicesAsync(new())).Voices.Select(voice => voice.VoiceId));
        Assert.Equal(2, (await council.As(People.Nobody).ListQuestionsAsync(new() { RoundId = Council.RoundId })).Questions[0].Voices);
    }

    [Theory, EveryDatabase]
    public async Task Every_fault_of_a_voice_is_named(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        await Council.Refused("INVALID_REQUEST", () => council.Say(People.Amina, new Voice()), "voice.question_id", "voice.words",
            "voice.language", "voice.audience");
        var voice = Listened.Voice(question, new string('a', 4001), "E09");
        await Council.Refused("INVALID_REQUEST", () => council.Say(People.Amina, voice), "voice.words");
        voice = Listened.Voice(question, new string('a', 4000), "E09");
        await Council.Refused("INVALID_REQUEST", () => council.Say(People.Amina, voice), "voice.area_code");
        (voice.AreaCode, voice.FirstName) = (Council.Elm, "Amina");
        await Council.Refused("INVALID_REQUEST", () => council.Say(People.Amina, voice), "voice.first_name");
        (voice.Audience, voice.FirstName) = (VoiceAudience.WithName, "");
        await Council.Refused("INVALID_REQUEST", () => council.Say(People.Amina, voice), "voice.first_name");
        (voice.Audience, voice.Language) = (VoiceAudience.Council, "en\n");
        await Council.Refused("INVALID_REQUEST", () => council.Say(People.Amina, voice), "voice.language");
        voice.Language = "cy-GB";
        await Council.Refused("INVALID_REQUEST", () => council.Say(People.Nobody, voice, secret: ""), "secret");
        await Council.Refused("INVALID_REQUEST", () => council.Say(People.Nobody, voice, secret: new string('G', 40)), "secret");
        await Council.Refused("INVALID_REQUEST", () => council.Say(People.Amina, voice, Listened.NewSecret()), "secret");
        var secret = Listened.NewSecret();
        Assert.Equal(4000, (await council.Say(People.Nobody, voice, secret)).Words.Length);
        await Council.Refused("INVALID_REQUEST", () => council.Say(People.Nobody, voice, secret), "secret");
    }

    [Theory, EveryDatabase]
    public async Task People_answer_while_the_round_listens_and_the_question_is_open(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var later = Listened.Question("What would you bring?", Council.Oak);
        later.OpenTime = Council.Day(5);
        later = await council.Ask(later);
        await Council.Refused("QUESTION_NOT_YET", () => council.Say(People.Amina, Listened.Voice(later, area: "")));
        council.Service.Clock.Advance(TimeSpan.FromDays(5));
        // The question has one area alone.
        Assert.Equal(Council.Oak, (await council.Say(People.Amina, Listened.Voice(later, area: ""))).AreaCode);
        await Council.Refused("INVALID_REQUEST", () => council.Say(People.Amina, Listened.Voice(later)), "voice.area_code");
        await Council.Refused("INVALID_REQUEST", () => council.Say(People.Amina, Listened.Voice(question, area: "")), "voice.area_code");
        council.Service.Clock.Advance(TimeSpan.FromDays(4));
        await Council.Refused("QUESTION_IS_OVER", () => council.Say(People.Amina, Listened.Voice(later, area: "")));
        await council.Advance(Phase.Accepting);
        await Council.Refused("LISTENING_IS_OVER", () => council.Say(People.Amina, Listened.Voice(question)));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_said_it_takes_it_back_for_good_and_nobody_else_does(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var mine = await council.Say(People.Amina, Listened.Voice(question, "Zebra crossing, please."));
        var secret = Listened.NewSecret();
        var nobodys = await council.Say(People.Nobody, Listened.Voice(question, "Zebra stripes."), secret);
        Assert.Equal("Zebra stripes.", (await council.As(People.Nobody).GetMyVoiceAsync(new() { Secret = secret })).Words);

        foreach (var other in (Caller[])[People.Tom, People.Grace, People.Femi])
        {
            await Council.Refused("VOICE_IS_THEIRS", () => Take(council, other, mine.VoiceId));
            await Council.Refused("VOICE_IS_THEIRS", () => Take(council, other, nobodys.VoiceId));
        }

        foreach (var guess in (string[])["", "abc", Listened.NewSecret(), secret[1..], secret.ToUpperInvariant() + "F"])
        {
            await Council.Refused("LINK_OPENS_NOTHING", () => TakeByLink(council, guess), "secret");
            await Council.Refused(
                "LINK_OPENS_NOTHING", () => council.As(People.Nobody).GetMyVoiceAsync(new() { Secret = guess }).ResponseAsync, "secret");
        }

        var request = Council.NewRequest();
        await Take(council, People.Amina, mine.VoiceId, request);
        await Take(council, People.Amina, mine.VoiceId, request);
        await TakeByLink(council, secret);
        await Council.Refused("LINK_OPENS_NOTHING", () => TakeByLink(council, secret), "secret");
        Assert.Empty(await council.Wall());
        Assert.Empty((await council.As(People.Grace).ListVoicesForCouncilAsync(new() { RoundId = Council.RoundId })).Voices);
        var left = (await Cell.AllOf(council.Service.Database))
            .Where(cell => cell.Text.Contains("Zebra", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(left.Select(cell => $"{cell.Table}.{cell.Column}"));
    }

    [Theory, EveryDatabase]
    public async Task No_statement_changes_what_somebody_said(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Say(People.Amina, Listened.Voice(await Start(council)));
        foreach (var change in (string[])["words = 'x'", "audience = 'COUNCIL'", "speaker_subject = 'subject-tom'", "said_at = 0"])
        {
            await Assert.ThrowsAnyAsync<DbException>(() => council.Run($"UPDATE voice SET {change}"));
        }
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_says_it_once_and_answers_with_nothing_of_what_was_taken_back(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var (request, secret) = (Council.NewRequest(), Listened.NewSecret());
        var said = await council.Say(People.Nobody, Listened.Voice(question), secret, request);
        Assert.Equal(said, await council.Say(People.Nobody, Listened.Voice(question), secret, request));
        Assert.Single(await council.Wall());
        await TakeByLink(council, secret);
        await Council.Refused("VOICE_NOT_FOUND", () => council.Say(People.Nobody, Listened.Voice(question), secret, request), "voice_id");
        request = Council.NewRequest();
        await Race.All(4, _ => council.Say(People.Tom, Listened.Voice(question, "Swifts"), requestId: request));
        Assert.Single(await council.Wall());
    }

    [Theory, EveryDatabase]
    public async Task One_person_and_one_connection_speak_twenty_times_an_hour(string engine)
    {
        await using var council = await Council.Start(engine, demonstration: false);
        var question = await Start(council);
        for (var times = 0; times < 20; times++)
        {
            await council.Say(People.Amina, Listened.Voice(question));
            await council.Say(People.Nobody, Listened.Voice(question), from: "a");
        }

        await Council.Refused("TOO_MANY_THIS_HOUR", () => council.Say(People.Amina, Listened.Voice(question)));
        await Council.Refused("TOO_MANY_THIS_HOUR", () => council.Say(People.Nobody, Listened.Voice(question), from: "a"));
        await council.Say(People.Nobody, Listened.Voice(question), from: "b");
        await council.Say(People.Tom, Listened.Voice(question));
    }

    [Theory, EveryDatabase]
    public async Task The_wall_is_shuffled_alike_for_the_same_visitor_and_otherwise_for_another_and_comes_in_pages(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        for (var at = 0; at < 23; at++)
        {
            await council.Say(People.Resident($"subject-{at}"), Listened.Voice(question, $"Voice {at}"));
        }

        var mine = await All(council, new() { RoundId = Council.RoundId, Seed = 4711, PageSize = 5 });
        Assert.Equal(23, mine.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(mine, await All(council, new() { RoundId = Council.RoundId, Seed = 4711, PageSize = 200 }));
        Assert.NotEqual(mine, await All(council, new() { RoundId = Council.RoundId, Seed = 4712, PageSize = 5 }));
        Assert.Equal(mine.Order(StringComparer.Ordinal),
            (await All(council, new() { RoundId = Council.RoundId, Seed = long.MinValue, PageSize = 7 })).Order(StringComparer.Ordinal));
        Assert.Equal(23, (await All(council, new() { RoundId = Council.RoundId, LatestFirst = true, PageSize = 4 })).Distinct().Count());
        council.Service.Clock.Advance(TimeSpan.FromDays(1));
        await council.Say(People.Amina, Listened.Voice(question, "The next day"));
        Assert.Equal("The next day", (await All(council, new() { RoundId = Council.RoundId, LatestFirst = true, PageSize = 4 }))[0]);
        Assert.Equal(24, (await council.As(People.Nobody).ListVoicesAsync(
            new() { RoundId = Council.RoundId, WithTotal = true, PageSize = 1 })).Total);
    }

    [Theory, EveryDatabase]
    public async Task A_search_finds_words_whatever_their_case_and_accents_and_takes_no_sign_for_another(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var oak = await council.Ask(Listened.Question("What would you keep?", Council.Oak));
        foreach (var words in (string[])
            ["A CAFÉ with 50% off", "a cafe\nwith [stairs]", "Llanfair ŵyl, żółw", "under_line and back\\slash"])
        {
            await council.Say(People.Amina, Listened.Voice(question, words));
        }

        await council.Say(People.Amina, Listened.Voice(oak, "Our cafe", Council.Oak));
        foreach (var (search, found) in new[]
        {
            ("café", 3), ("CAFE with", 2), ("cafe stairs", 1), ("50%", 1), ("%", 1), ("_", 1), ("[stairs]", 1), ("back\\slash", 1),
            ("ŵyl", 1), ("WYL zo", 1), ("stairs off", 0), ("", 5), ("  ", 5), ("a b c d e zebra", 0),
        })
        {
            var page = await council.As(People.Nobody).ListVoicesAsync(
                new() { RoundId = Council.RoundId, Search = search, WithTotal = true, PageSize = 1 });
            Assert.Equal((search, found), (search, page.Total));
        }

        Assert.Equal("Our cafe", Assert.Single(await council.Wall(request: new()
        {
            RoundId = Council.RoundId, Search = "cafe", QuestionId = oak.QuestionId, AreaCode = Council.Oak,
        })).Words);
        Assert.Empty(await council.Wall(request: new()
        {
            RoundId = Council.RoundId, Search = "cafe", QuestionId = oak.QuestionId, AreaCode = Council.Elm,
        }));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_is_forgotten_has_said_nothing_and_others_have(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var gone = await council.Say(People.Amina, Listened.Voice(question, "Otters in the brook"));
        await VoiceHidingTests.Flag(council, People.Tom, gone);
        await VoiceHidingTests.Judge(council, People.Olu, gone, HidingJudgement.Hide);
        await council.Say(People.Tom, Listened.Voice(question, "Swifts"));
        await council.Forget(People.Amina);
        Assert.Equal("Swifts", Assert.Single(await council.Wall()).Words);
        Assert.DoesNotContain(
            await Cell.AllOf(council.Service.Database), cell => cell.Text.Contains("Otters", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("0 0 1", await council.Ask<string>("""
            SELECT CONCAT((SELECT COUNT(*) FROM flag), ' ', (SELECT COUNT(*) FROM hiding), ' ', (SELECT COUNT(*) FROM voice))
            """));
    }

    private static async Task<OpenQuestion> Start(Council council)
    {
        await council.Make();
        return await council.Ask();
    }

    private static async Task Take(Council council, Caller who, string voiceId, string? requestId = null) => await council.As(who)
        .TakeVoiceBackAsync(new() { RequestId = requestId ?? Council.NewRequest(), VoiceId = voiceId });

    private static async Task TakeByLink(Council council, string secret) => await council.As(People.Nobody)
        .TakeVoiceBackByLinkAsync(new() { RequestId = Council.NewRequest(), Secret = secret });

    /// <summary>The words on all pages.</summary>
    private static async Task<IReadOnlyList<string>> All(Council council, ListVoicesRequest request)
    {
        List<string> words = [];
        do
        {
            var page = await council.As(People.Nobody).ListVoicesAsync(request);
            Assert.True(page.Voices.Count <= request.PageSize);
            words.AddRange(page.Voices.Select(voice => voice.Words));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return words;
    }
}
