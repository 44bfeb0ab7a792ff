using Participatory.Accountability.Reports;
using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Voices;

/// <summary>Takes a voice note out of a story that is not sent yet. Nothing of it stays.</summary>
internal sealed class RemoveVoice(Database database)
{
    private static readonly Sql DeleteTranscript = new("DELETE FROM transcript WHERE voice_id = @voiceId");

    private static readonly Sql DeleteVoice = new("DELETE FROM voice WHERE voice_id = @voiceId AND report_id = @reportId");

    public async Task<Report> Handle(RemoveVoiceRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("report_id", request.ReportId).Id("voice_id", request.VoiceId).Check();

        await using var transaction = await database.Begin(cancellation);
        if (await ReportView.Before(transaction, caller, request) is { } before)
        {
            return before;
        }

        var report = ReportRow.OwnUntold(await ReportRow.LockOrNull(transaction, request.ReportId), caller);

        if (!await Delete(transaction, report.ReportId, request.VoiceId))
        {
            throw VoiceRow.NotFound();
        }

        var answer = await ReportView.Remember(transaction, report.ReportId, caller, request);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Deletes a voice note of a story with its bytes and its transcript; false where the story has none of that id.</summary>
    public static async Task<bool> Delete(Transaction transaction, string reportId, string voiceId)
    {
        if ((await VoiceRow.LoadOrNull(transaction, voiceId))?.ReportId != reportId)
        {
            return false;
        }

        await VoiceRow.Pieces.Delete(transaction, voiceId);
        await transaction.Execute(DeleteTranscript, new { voiceId });
        return await transaction.Execute(DeleteVoice, new { voiceId, reportId }) == 1;
    }
}
