using System.Data.Common;
using Participatory.Accountability.Reports;
using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Voices;

/// <summary>Types what is said in a voice note, once: the group itself, or an officer who helps.</summary>
internal sealed class TypeTranscript(Database database)
{
    private static readonly Sql InsertTranscript = new("INSERT INTO transcript (voice_id, words) VALUES (@voiceId, @words)");

    public async Task<Report> Handle(TypeTranscriptRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("report_id", request.ReportId)
            .Id("voice_id", request.VoiceId)
            .Text("words", request)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await ReportView.Before(transaction, caller, request) is { } before)
        {
            return before;
        }

        var report = await ReportRow.LockOrNull(transaction, request.ReportId);
        var voice = await VoiceRow.LoadOrNull(transaction, request.VoiceId);
        // Until the story is sent its voices are the group's alone.
        if (report is null || voice?.ReportId != report.ReportId
            || !Photos.GetPhoto.MaySee(
                report, voice.Audience, caller, await HiddenParts.LoadIs(transaction, report.ReportId, voice.VoiceId)))
        {
            throw VoiceRow.NotFound();
        }

        if (!report.IsOpenTo(caller))
        {
            throw new Refusal(AccountabilityReasons.NotTheirsToType);
        }

        await Insert(transaction, voice.VoiceId, request.Words);
        var answer = await ReportView.Remember(transaction, report.ReportId, caller, request);
        await transaction.Commit();
        return answer;
    }

    /// <exception cref="Refusal">Somebody has typed it already.</exception>
    public static async Task Insert(Transaction transaction, string voiceId, string words)
    {
        try
        {
            await transaction.Execute(InsertTranscript, new { voiceId, words });
        }
        catch (DbException typed) when (Dialect.IsUniqueViolation(typed))
        {
            throw new Refusal(AccountabilityReasons.TranscriptExists);
        }
    }
}
