using Participatory.Contracts.Proposals;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Voices are reported, hidden with a public reason, looked at a second time and shown again, and never changed.</summary>
public sealed class VoiceHidingTests
{
    private static readonly Caller Hill = new(
        "subject-hill", "Hill Shaw, ward officer", new HashSet<Access.V1.Role> { Access.V1.Role.Officer },
        new HashSet<string> { Council.Oak });

    [Theory, EveryDatabase]
    public async Task A_voice_is_reported_hidden_with_a_public_reason_and_looked_at_a_second_time(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var secret = Listened.NewSecret();
        var voice = await council.Say(People.Nobody, Listened.Voice(question, "Mr Shaw of Pond Street is a thief."), secret);
        await Flag(council, People.Tom, voice);
        Assert.Equal((1, "What does a good life here look like?"), Assert.Single(await Flagged(council, People.Olu)) is var flagged
            ? (flagged.Flags, flagged.Question) : default);
        Assert.Empty(await Flagged(council, Hill));
        Assert.Single((await council.As(People.Olu).GetVoiceFlagsAsync(new() { VoiceId = voice.VoiceId })).Flags);
        await Council.Refused("AREA_OF_OTHERS", () => Judge(council, Hill, voice, HidingJudgement.Hide));
        await Judge(council, People.Olu, voice, HidingJudgement.Hide);

        foreach (var reader in (Caller[])[People.Nobody, People.Tom, People.Olu, Hill])
        {
            var seen = Assert.Single(await council.Wall(reader));
            Assert.Equal(("", HidingState.Hidden, HidingReason.NamesAPerson, People.Olu.ShownAs),
                (seen.Words, seen.Hiding.State, seen.Hiding.Reason, seen.Hiding.DecidedBy));
            // Nor does a search say what is hidden.
            Assert.Empty(await council.Wall(reader, new() { RoundId = Council.RoundId, Search = "thief" }));
        }

        Assert.Equal("", (await council.As(Hill).GetVoiceAsync(new() { VoiceId = voice.VoiceId })).Words);
        Assert.NotEqual("", (await council.As(People.Olu).GetVoiceAsync(new() { VoiceId = voice.VoiceId })).Words);
        Assert.NotEqual("", (await council.As(People.Nobody).GetMyVoiceAsync(new() { Secret = secret })).Words);
        await Council.Refused("LINK_OPENS_NOTHING", () => AskAgain(council, Listened.NewSecret()), "secret");
        Assert.Equal(HidingState.SecondLook, (await AskAgain(council, secret)).Hiding.State);
        Assert.True(Assert.Single(await Flagged(council, People.Olu)).ForAnother);
        await Council.Refused("SECOND_OFFICER_NEEDED", () => Judge(council, People.Olu, voice, HidingJudgement.Show));
        Assert.Null((await Judge(council, People.Grace, voice, HidingJudgement.Show)).Hiding);
        Assert.Equal("Mr Shaw of Pond Street is a thief.", Assert.Single(await council.Wall()).Words);
        await council.As(People.Nobody).TakeVoiceBackByLinkAsync(new() { RequestId = Council.NewRequest(), Secret = secret });
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM hiding"));
    }

    [Theory, EveryDatabase]
    public async Task With_an_account_somebody_asks_again_and_nobody_decides_about_their_own_voice(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        var own = await council.Say(People.Grace, Listened.Voice(question));
        await Council.Refused("OWN_WORDS", () => Judge(council, People.Grace, own, HidingJudgement.Hide));
        await Judge(council, People.Olu, own, HidingJudgement.Hide);
        var request = new AskVoiceAgainRequest { RequestId = Council.NewRequest(), VoiceId = own.VoiceId };
        await Council.Refused("VOICE_IS_THEIRS", () => council.As(People.Tom).AskVoiceAgainAsync(request).ResponseAsync);
        Assert.Equal(HidingState.SecondLook, (await council.As(People.Grace).AskVoiceAgainAsync(request)).Hiding.State);
        Assert.Equal(HidingState.KeptHidden, (await Judge(council, People.Noor, own, HidingJudgement.Keep)).Hiding.State);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_said_it_with_an_account_is_told_that_it_is_hidden_and_why(string engine)
    {
        await using var council = await Council.Start(engine);
        var question = await Start(council);
        await Judge(council, People.Olu, await council.Say(People.Nobody, Listened.Voice(question)), HidingJudgement.Hide);
        var voice = await council.Say(People.Amina, Listened.Voice(question));
        await Judge(council, People.Olu, voice, HidingJudgement.Hide);
        await council.As(People.Amina).AskVoiceAgainAsync(new() { RequestId = Council.NewRequest(), VoiceId = voice.VoiceId });
        await Judge(council, People.Grace, voice, HidingJudgement.Show);

        var told = await council.Service.Published<VoiceHidden>();
        Assert.Equal(
            [(1, "HIDDEN", "NAMES_A_PERSON"), (2, "SECOND_LOOK", "NAMES_A_PERSON"), (3, "SHOWN_AGAIN", "NAMES_A_PERSON")],
            told.Select(one => (one.Number, one.State, one.Reason)));
        Assert.All(told, one => Assert.Equal(
            (Council.RoundId, voice.VoiceId, question.Words, People.Amina.Subject),
            (one.RoundId, one.VoiceId, one.Title, one.SpeakerSubject)));
    }

    [Theory, EveryDatabase]
    public async Task First_voices_wait_where_the_round_says_so_and_what_is_said_without_an_account_always(string engine)
    {
        await using var council = await Council.Start(engine);
        var round = Council.Draft();
        round.Policies.NewcomersWait = true;
        await council.Make(round);
        var question = await council.Ask();
        var first = await council.Say(People.Amina, Listened.Voice(question));
        Assert.Equal(HidingState.Waiting, first.Hiding.State);
        Assert.Equal("", Assert.Single(await council.Wall()).Words);
        Assert.Equal(HidingState.Waiting, (await council.Say(People.Amina, Listened.Voice(question))).Hiding.State);
        Assert.Equal(2, (await Flagged(council, People.Olu)).Count);
        Assert.Null((await council.Say(People.Grace, Listened.Voice(question))).Hiding);
        Assert.Null((await council.Say(People.Tom, Listened.Voice(question, audience: VoiceAudience.Council))).Hiding);

        await Judge(council, People.Olu, first, HidingJudgement.Show);
        Assert.Null((await council.Say(People.Amina, Listened.Voice(question))).Hiding);
        var secret = Listened.NewSecret();
        Assert.Equal(HidingState.Waiting, (await council.Say(People.Nobody, Listened.Voice(question), secret)).Hiding.State);
        Assert.Equal(HidingState.Waiting, (await council.As(People.Nobody).GetMyVoiceAsync(new() { Secret = secret })).Hiding.State);
        // A listener vouches for whom they heard.
        var link = await council.Invite();
        var written = await council.WriteDown(link, question);
        Assert.Null((await council.As(People.Nobody).ConfirmVoiceAsync(Listened.Confirmation(link, written))).Hiding);
    }

    private static async Task<OpenQuestion> Start(Council council)
    {
        await council.Make();
        return await council.Ask();
    }

    private static async Task<Voice> AskAgain(Council council, string secret) => await council.As(People.Nobody).AskVoiceAgainByLinkAsync(
        new() { RequestId = Council.NewRequest(), Secret = secret });

    internal static async Task Flag(Council council, Caller who, Voice voice) => await council.As(who).FlagVoiceAsync(
        new() { RequestId = Council.NewRequest(), VoiceId = voice.VoiceId, Reason = HidingReason.NamesAPerson, Note = "It is my uncle." });

    internal static async Task<Voice> Judge(Council council, Caller officer, Voice voice, HidingJudgement judgement) =>
        await council.As(officer).JudgeVoiceAsync(new()
        {
            RequestId = Council.NewRequest(), VoiceId = voice.VoiceId, Judgement = judgement,
            Reason = judgement == HidingJudgement.Hide ? HidingReason.NamesAPerson : HidingReason.Unspecified,
        });

    private static async Task<IReadOnlyList<FlaggedVoice>> Flagged(Council council, Caller officer) =>
        (await council.As(officer).ListFlaggedVoicesAsync(new())).Voices;
}
