using Participatory.Accountability.Reports;
using Participatory.Accountability.Stories;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Moderation;

/// <summary>
/// Somebody, signed in or not, says that a part of a story should not stand there. An officer looks; nothing is hidden by it.
/// </summary>
internal sealed class FlagPart(Database database, TimeProvider clock)
{
    public async Task<FlagPartResponse> Handle(FlagPartRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Part(request.ReportId, request.PartId).Because(request.Reason)
            .Text("note", request, required: false).Check();
        await using var transaction = await database.Begin(cancellation);
        // Not even beside the answer stands who it was: it is found again by its id, which nobody else knows.
        if (await transaction.Replay(Caller.Nobody, request, FlagPartResponse.Parser) is { } before)
        {
            return before;
        }

        var report = await ReportRow.LockOrNull(transaction, request.ReportId) ?? throw PartRow.NotFound();
        var part = await PartRow.Load(transaction, request.ReportId, request.PartId);
        var hiding = await part.Lock(transaction, report);
        if (Decide(report, part, hiding, caller))
        {
            await Flags.Keep(transaction, hiding, request.Reason, request.Note, clock.GetUtcNow());
        }

        var answer = new FlagPartResponse();
        await transaction.Remember(Caller.Nobody, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>Whether there is something to look at: what is hidden already needs no more flags. Pure.</summary>
    /// <exception cref="Refusal">The caller cannot see it, so it is not there to be flagged.</exception>
    internal static bool Decide(ReportRow report, PartRow part, HidingRow hiding, Caller caller)
    {
        var visibility = report.IsOpenTo(caller) ? Visibility.Everything : Visibility.Public;
        return visibility.Shows(Names.AudienceOf(part.Audience)) ? !HidingRow.IsHidden(hiding.StateNow) : throw PartRow.NotFound();
    }
}
