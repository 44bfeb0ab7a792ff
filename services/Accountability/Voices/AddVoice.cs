using Grpc.Core;
using Participatory.Accountability.Reports;
using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Sounds;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;

namespace Participatory.Accountability.Voices;

/// <summary>Takes in a voice note for a story that is not sent yet, and keeps the sound without anything that came along with it.</summary>
internal sealed class AddVoice(Database database, TimeProvider clock, UploadGate gate)
{
    private static readonly Upload<AddVoiceRequest> Upload = Sound.Upload<AddVoiceRequest>(piece => piece.Content);

    private static readonly Sql InsertVoice = new("""
        INSERT INTO voice (voice_id, report_id, place, media_type, seconds, size_bytes, added_at)
        VALUES (@VoiceId, @ReportId, @Place, @MediaType, @Seconds, @SizeBytes, @now)
        """);

    public async Task<Voice> Handle(IAsyncStreamReader<AddVoiceRequest> pieces, Caller caller, CancellationToken cancellation)
    {
        var first = await Upload.First(pieces, cancellation);
        new Fields()
            .RequestId(first.RequestId)
            .Id("report_id", first.ReportId)
            .Text("transcript", first, required: false)
            .Check();
        await using (var session = await database.Read(cancellation))
        {
            ReportRow.Own(await ReportRow.LoadOrNull(session, first.ReportId), caller);
        }

        return await Upload.Take(
            gate, caller, first, pieces,
            (request, file) =>
            {
                var sound = Sound.Clean(file);
                return Again.Run(() => Keep(request, sound, caller, cancellation), cancellation);
            },
            cancellation);
    }

    /// <param name="request">The first message, with the hash of the whole file as its content.</param>
    private async Task<Voice> Keep(AddVoiceRequest request, Sound sound, Caller caller, CancellationToken cancellation)
    {
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Voice.Parser) is { } before)
        {
            return (await VoiceRow.LoadOrNull(transaction, before.VoiceId))?.ToMessage() ?? before;
        }

        var report = ReportRow.OwnUntold(await ReportRow.LockOrNull(transaction, request.ReportId), caller);
        var others = await VoiceRow.LoadOfReports(transaction, [report.ReportId]);
        var voice = new VoiceRow
        {
            VoiceId = Guid.CreateVersion7().ToString(),
            ReportId = report.ReportId,
            Place = FreePlace(others[report.ReportId]),
            MediaType = sound.MediaType,
            Seconds = (int)Math.Ceiling(sound.Length.TotalSeconds),
            SizeBytes = sound.Bytes.Length,
            Transcript = request.Transcript,
        };
        await transaction.Execute(InsertVoice, new
        {
            voice.VoiceId, voice.ReportId, voice.Place, voice.MediaType, voice.Seconds, voice.SizeBytes, now = clock.GetUtcNow(),
        });
        await VoiceRow.Pieces.Keep(transaction, voice.VoiceId, sound.Bytes);

        if (!string.IsNullOrWhiteSpace(request.Transcript))
        {
            await TypeTranscript.Insert(transaction, voice.VoiceId, request.Transcript);
        }

        await transaction.Remember(caller, request, new Voice { VoiceId = voice.VoiceId });
        await transaction.Commit();
        return voice.ToMessage();
    }

    /// <summary>The first of the story's places that no other voice note has.</summary>
    private static int FreePlace(IEnumerable<VoiceRow> others)
    {
        var free = Enumerable.Range(1, VoiceRow.MaxOfStory).Except(others.Select(voice => voice.Place)).FirstOrDefault();
        return free > 0
            ? free
            : throw new Refusal(AccountabilityReasons.TooManyVoices, [("max", VoiceRow.MaxOfStory)]);
    }
}
