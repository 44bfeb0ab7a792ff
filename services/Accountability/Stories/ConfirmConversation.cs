using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Stories;

/// <summary>The group says yes to what was written down, or puts it right first. What it says yes to is the story.</summary>
internal sealed class ConfirmConversation(Database database, TimeProvider clock)
{
    public async Task<Report> Handle(ConfirmConversationRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("report_id", request.ReportId)
            .Tellings("tellings", request.Tellings)
            .Text("told_by", request, required: false)
            .ForWhom(request.Audience)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await ReportView.Before(transaction, caller, request) is { } before)
        {
            return before;
        }

        var report = ReportRow.Own(await ReportRow.LockOrNull(transaction, request.ReportId), caller);
        if (!report.CanBeTold)
        {
            throw StoryRow.AlreadySent();
        }

        var conversation = ConversationRow.AsRead(await ConversationRow.LoadOrNull(transaction, report.ReportId), request.Version);
        await KeepStory.Run(transaction, report, ToldIn(request, conversation), clock.GetUtcNow());

        var answer = await ReportView.Remember(transaction, report.ReportId, caller, request);
        await transaction.Commit();
        return answer;
    }

    internal static Told ToldIn(ConfirmConversationRequest request, ConversationRow conversation)
    {
        var written = conversation.ToMessage().Tellings;
        var confirmed = request.Tellings.Count > 0 ? Told.Written(request.Tellings) : [.. written];
        return new Told(confirmed, [], request.ToldBy, request.Audience, request.WasHard)
        {
            Way = Way.Conversation,
            WrittenBy = conversation.WrittenBy,
            Corrected = !Words(confirmed).SequenceEqual(Words(written)),
        };
    }

    private static IEnumerable<(Question, string)> Words(IEnumerable<Telling> tellings) =>
        tellings.OrderBy(telling => telling.Question).Select(telling => (telling.Question, telling.Words));
}
