using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Participatory.Proposals.V1;

namespace Participatory.Standalone.Demo;

/// <summary>
/// An officer asks open questions before anybody proposes. People answer, with an account and without, and through listeners.
/// </summary>
internal static class Asking
{
    /// <summary>Who says it aloud, and who draws it: their words are what was said, and what can be seen.</summary>
    private static readonly int[] Spoken = [1, 9, 30];

    private const int Drawn = 12;

    private static readonly Shape[] Swimmers =
    [
        Shape.Box(0, 230, 480, 90, 0x34_60_96), Shape.Disc(190, 232, 16, 0x78_48_28), Shape.Disc(270, 236, 11, 0x78_48_28),
        Shape.Disc(420, 60, 28, 0xE6_B4_3C),
    ];

    private static readonly TimeSpan FileDeadline = TimeSpan.FromMinutes(1);

    private static readonly string[] FirstNames = ["Bilal", "Mair", "Oksana", "Joe", "Priya", "Ania", "Sam", "Hana"];

    public static Task Play(Script script, Doors doors, Stages stages, CancellationToken cancellation) =>
        // A published election has told us nothing of what people said before it.
        script.ImportedFrom.Length > 0 ? Task.CompletedTask
        : stages.Play("People say what matters to them", Said.All.Sum(asked => asked.Voices.Length), async step =>
        {
            var listeners = new List<string>();
            foreach (var area in script.Areas)
            {
                listeners.Add(await Invite(script, doors, area, cancellation));
            }

            var number = 0;
            foreach (var (at, (words, voices)) in Said.All.Index())
            {
                var question = await Ask(script, doors, at, words, cancellation);
                // One after the other, so that each is the same each time.
                foreach (var voice in voices)
                {
                    await Answer(script, doors, question, number, voice, listeners, cancellation);
                    number++;
                    step();
                }
            }
        });

    private static async Task<string> Ask(Script script, Doors doors, int at, string words, CancellationToken cancellation) =>
        (await doors.Officer.Proposals.AskQuestionAsync(
            new AskQuestionRequest
            {
                RequestId = script.Id($"ask/{at}"),
                Question = new OpenQuestion
                {
                    RoundId = script.RoundId, Words = words, OpenTime = Timestamp.FromDateTimeOffset(script.Start.AddDays(-1)),
                    CloseTime = Timestamp.FromDateTimeOffset(script.Start.AddDays(14)),
                },
            },
            cancellationToken: cancellation)).QuestionId;

    private static async Task<string> Invite(Script script, Doors doors, ScriptArea area, CancellationToken cancellation)
    {
        var secret = SecretOf(script, $"listener/{area.Code}");
        await doors.Officer.Proposals.MakeListenerLinkAsync(
            new MakeListenerLinkRequest
            {
                RequestId = script.Id($"listener/{area.Code}"), RoundId = script.RoundId, AreaCode = area.Code,
                Listener = $"Tea table of {area.Name}", Secret = secret,
            },
            cancellationToken: cancellation);
        return secret;
    }

    private static async Task Answer(
        Script script, Doors doors, string question, int number, string words, List<string> listeners, CancellationToken cancellation)
    {
        var place = number / 3 % script.Areas.Count;
        var area = script.Areas[place].Code;
        // Every third is written down by a listener; a few are for the council alone.
        var audience = number % 15 == 14 ? VoiceAudience.Council
            : number % 2 == 0 ? VoiceAudience.WithName : VoiceAudience.WithoutName;
        var name = audience == VoiceAudience.WithName ? FirstNames[number % FirstNames.Length] : "";
        if (number % 3 == 2)
        {
            await Listen(script, doors, listeners[place], question, area, number, words, audience, name, cancellation);
            return;
        }

        var known = number % 3 == 0;
        if (Spoken.Contains(number) || number == Drawn)
        {
            await Aloud(
                known ? doors.Resident(number) : doors.Anyone,
                new SayVoiceWithFileRequest
                {
                    RequestId = script.Id($"say/{number}"),
                    Secret = known ? "" : SecretOf(script, $"say/{number}"),
                    Voice = new Voice
                    {
                        QuestionId = question, AreaCode = area, Language = "en", Audience = audience, FirstName = name,
                        Words = number == Drawn ? words + " I drew it: blue water, a yellow sun, and the two of us." : words,
                    },
                    Content = ByteString.CopyFrom(number == Drawn ? Picture.Draw(number, Swimmers) : Tune.Hum(number)),
                },
                cancellation);
            return;
        }

        await (known ? doors.Resident(number) : doors.Anyone).Proposals.SayVoiceAsync(
            new SayVoiceRequest
            {
                RequestId = script.Id($"say/{number}"),
                Secret = known ? "" : SecretOf(script, $"say/{number}"),
                Voice = new Voice
                {
                    QuestionId = question, AreaCode = area, Words = words, Language = "en", Audience = audience, FirstName = name,
                },
            },
            cancellationToken: cancellation);
    }

    private static async Task Aloud(Door door, SayVoiceWithFileRequest said, CancellationToken cancellation)
    {
        using var call = door.Proposals.SayVoiceWithFile(deadline: DateTime.UtcNow + FileDeadline, cancellationToken: cancellation);
        await call.RequestStream.WriteAsync(said, cancellation);
        await call.RequestStream.CompleteAsync();
        await call.ResponseAsync;
    }

    /// <summary>It is written down, put right now and then, and kept when its speaker has said yes.</summary>
    private static async Task Listen(
        Script script, Doors doors, string listener, string question, string area, int number, string words, VoiceAudience audience,
        string name, CancellationToken cancellation)
    {
        var proposals = doors.Anyone.Proposals;
        var isCorrected = number % 2 == 0;
        var written = await proposals.WriteVoiceDownAsync(
            new WriteVoiceDownRequest
            {
                RequestId = script.Id($"write/{number}"),
                Secret = listener,
                Voice = new WrittenVoice
                {
                    QuestionId = question, AreaCode = area, Words = isCorrected ? words.Split('.')[0] + "." : words, Language = "en",
                },
            },
            cancellationToken: cancellation);
        if (isCorrected)
        {
            await proposals.CorrectWrittenVoiceAsync(
                new CorrectWrittenVoiceRequest
                {
                    RequestId = script.Id($"correct/{number}"), Secret = listener, VoiceId = written.VoiceId, Version = 1, Words = words,
                    Language = "en",
                },
                cancellationToken: cancellation);
        }

        await proposals.ConfirmVoiceAsync(
            new ConfirmVoiceRequest
            {
                RequestId = script.Id($"confirm/{number}"), Secret = listener, VoiceId = written.VoiceId, Version = isCorrected ? 2 : 1,
                Audience = audience, FirstName = name, VoiceSecret = SecretOf(script, $"confirm/{number}"),
            },
            cancellationToken: cancellation);
    }

    /// <summary>
    /// The same each time, so that the play goes on where it was cut off; nobody outside of a demonstration has one like it.
    /// </summary>
    public static string SecretOf(Script script, string step) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script.Id($"secret/{step}"))).AsSpan(0, 20));
}
