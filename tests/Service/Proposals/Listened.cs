using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Short words for what people do while a round listens.</summary>
internal static class Listened
{
    private static int last;

    /// <summary>40 hexadecimal digits, others each time.</summary>
    public static string NewSecret() => Interlocked.Increment(ref last).ToString("x40", System.Globalization.CultureInfo.InvariantCulture);

    public static OpenQuestion Question(
        string words = "What does a good life here look like?", string area = "", string roundId = Council.RoundId) => new()
        {
            RoundId = roundId, AreaCode = area, Words = words, OpenTime = Council.Day(-1), CloseTime = Council.Day(9),
        };

    public static Voice Voice(
        OpenQuestion question, string words = "I want to sit down on the way to the shop.", string area = Council.Elm,
        VoiceAudience audience = VoiceAudience.WithoutName) => new()
        {
            QuestionId = question.QuestionId, AreaCode = area, Words = words, Language = "en", Audience = audience,
            FirstName = audience == VoiceAudience.WithName ? "Amina" : "",
        };

    public static async Task<OpenQuestion> Ask(
        this Council council, OpenQuestion? question = null, Caller? by = null, string replaces = "", bool onPurpose = false) =>
        await council.As(by ?? People.Grace).AskQuestionAsync(new AskQuestionRequest
        {
            RequestId = Council.NewRequest(), Question = question ?? Question(), ReplacesQuestionId = replaces, ClosedOnPurpose = onPurpose,
        });

    /// <summary>Somebody answers; without an account with a secret.</summary>
    public static async Task<Voice> Say(
        this Council council, Caller who, Voice voice, string? secret = null, string? requestId = null, string from = "") =>
        await council.As(who).SayVoiceAsync(
            new SayVoiceRequest
            {
                RequestId = requestId ?? Council.NewRequest(), Voice = voice, Secret = secret ?? (who.IsSignedIn ? "" : NewSecret()),
            }, from.Length > 0 ? new Metadata { { Source.Header, from } } : null);

    /// <summary>Somebody listens; returns the secret of their link.</summary>
    public static async Task<string> Invite(this Council council, string area = "", string roundId = Council.RoundId, Caller? by = null)
    {
        var secret = NewSecret();
        await council.As(by ?? People.Grace).MakeListenerLinkAsync(new MakeListenerLinkRequest
        {
            RequestId = Council.NewRequest(), RoundId = roundId, AreaCode = area, Listener = "Pond Street Mosque", Secret = secret,
        });
        return secret;
    }

    public static async Task<WrittenVoice> WriteDown(
        this Council council, string secret, OpenQuestion question, string words = "I would like a bench.", string area = Council.Elm) =>
        await council.As(People.Nobody).WriteVoiceDownAsync(new WriteVoiceDownRequest
        {
            RequestId = Council.NewRequest(), Secret = secret,
            Voice = new WrittenVoice { QuestionId = question.QuestionId, AreaCode = area, Words = words, Language = "en" },
        });

    public static ConfirmVoiceRequest Confirmation(string secret, WrittenVoice written, string? voiceSecret = null) => new()
    {
        RequestId = Council.NewRequest(), Secret = secret, VoiceId = written.VoiceId, Version = written.Version,
        Audience = VoiceAudience.WithoutName, VoiceSecret = voiceSecret ?? NewSecret(),
    };

    public static async Task<IReadOnlyList<Voice>> Wall(this Council council, Caller? who = null, ListVoicesRequest? request = null) =>
        (await council.As(who ?? People.Nobody).ListVoicesAsync(request ?? new ListVoicesRequest { RoundId = Council.RoundId })).Voices;

    public static Timestamp Plus(this Timestamp time, double days) =>
        Timestamp.FromDateTimeOffset(time.ToDateTimeOffset().AddDays(days));
}
