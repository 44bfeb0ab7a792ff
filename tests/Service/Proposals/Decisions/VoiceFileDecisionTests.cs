using Participatory.Platform.Calls;
using Participatory.Proposals.Questions;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Voices;
using Participatory.Proposals.Voices.Files;
using Participatory.Proposals.Voices.Listeners;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;
using Participatory.Tests.Harness.Sounds;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals.Decisions;

/// <summary>What comes of a file beside words, and of an offer to a listener.</summary>
public sealed class VoiceFileDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly AreaRow[] Areas = [new() { AreaCode = "E05000001" }];
    private static readonly RoundRow Round = new() { RoundId = "elm", Phase = "LISTENING", Currency = "GBP" };

    [Fact]
    public void A_sound_needs_no_words_and_a_drawing_does()
    {
        Assert.Equal(("SOUND", ""), Said(VoiceFileKind.Sound, ""));
        Assert.Equal(("SOUND", "A bench"), Said(VoiceFileKind.Sound, "A bench"));
        Assert.Equal(("DRAWING", "A bench"), Said(VoiceFileKind.Drawing, "A bench"));
        Assert.Equal("@voice.words", StateTable.Outcome(() => Decide(VoiceFileKind.Drawing, " \n")));
        Assert.Equal("LISTENING_IS_OVER", StateTable.Outcome(() => Decide(VoiceFileKind.Sound, "", Round with { Phase = "ACCEPTING" })));
    }

    [Fact]
    public void Whether_it_is_heard_or_seen_is_read_from_the_file_itself()
    {
        var sound = KeptFile.Clean(TestWav.Sound(1));
        Assert.Equal((VoiceFileKind.Sound, "audio/wav", 1, null), (sound.Kind, sound.MediaType, sound.Seconds, sound.Width));
        var drawing = KeptFile.Clean(TestPng.Picture());
        Assert.Equal((VoiceFileKind.Drawing, "image/png", null), (drawing.Kind, drawing.MediaType, drawing.Seconds));
        Assert.Equal("VOICE_FILE_UNKNOWN", Assert.Throws<Refusal>(() => KeptFile.Clean(TestBytes.Text("a sound, perhaps"))).Reason.Name);
        Assert.Equal("VOICE_FILE_MISSING", Assert.Throws<Refusal>(() => KeptFile.Clean(Array.Empty<byte>())).Reason.Name);
    }

    [Fact]
    public void What_is_hidden_shows_no_file_to_others()
    {
        var voice = new VoiceRow
        {
            Audience = "WITHOUT_NAME", FileKind = "SOUND", MediaType = "audio/wav", Seconds = 2, SizeBytes = 60, SpeakerSubject = "amina",
            HidingState = "HIDDEN", HidingReason = "ABUSE", HidingAs = "Olu", HidingAt = Now,
        };
        Assert.Null(voice.ToMessage(mine: false, seesAll: false).File);
        Assert.Equal(2, voice.ToMessage().File.Seconds);
        Assert.Null(new VoiceRow { Audience = "WITHOUT_NAME" }.ToMessage().File);
    }

    [Fact]
    public void An_offer_is_above_nothing_within_its_limit_and_in_the_money_of_the_round()
    {
        Assert.Null(Invited(null).OfferMinor);
        Assert.Equal((1L, "GBP"), (Invited(1).OfferMinor!.Value, Invited(1).OfferCurrency));
        Assert.Equal(MakeListenerLink.MostOffer, Invited(MakeListenerLink.MostOffer).OfferMinor);
        Assert.Equal("@offer", StateTable.Outcome(() => Invited(MakeListenerLink.MostOffer + 1)));
        Assert.Equal("@offer", StateTable.Outcome(() => Invited(0)));
        Assert.Equal("@offer", StateTable.Outcome(() => Invited(1, "EUR")));
    }

    private static (string Kind, string Words) Said(VoiceFileKind kind, string words) =>
        Decide(kind, words) is var voice ? (voice.FileKind, voice.Words) : default;

    private static VoiceRow Decide(VoiceFileKind kind, string words, RoundRow? round = null) => SayVoiceWithFile.Decide(
        new SayVoiceWithFileRequest
        {
            Voice = new Voice
            {
                QuestionId = "q", AreaCode = "E05000001", Words = words, Language = "en", Audience = VoiceAudience.WithoutName,
            },
        },
        kind,
        new QuestionRow { QuestionId = "q", RoundId = "elm", Words = "What?", OpensAt = Now.AddDays(-1), ClosesAt = Now.AddDays(1) },
        round ?? Round, Areas, People.Amina, Now);

    private static ListenerLinkRow Invited(long? minor, string currency = "GBP") => MakeListenerLink.Decide(
        new MakeListenerLinkRequest
        {
            RoundId = "elm", Listener = "The mosque", Secret = new string('a', 40),
            Offer = minor is { } some ? new Money { AmountMinor = some, Currency = currency } : null,
        },
        Round, Areas, People.Grace, Now);
}
