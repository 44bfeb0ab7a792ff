using Participatory.Accountability.Reports;
using Participatory.Accountability.V1;
using Participatory.Contracts.Accountability;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Stories;

/// <summary>An officer answers a group by name and takes its story as it is: there is nothing to ask for on top.</summary>
internal sealed class AnswerStory(Database database, TimeProvider clock)
{
    private static readonly Sql Insert = new("""
        INSERT INTO answer (report_id, words, answered_by, answered_at)
        VALUES (@ReportId, @Words, @AnsweredBy, @Now)
        """);

    private static readonly Sql MarkAccepted = new("UPDATE report SET state = @State WHERE report_id = @ReportId AND state = 'TOLD'");

    public async Task<Report> Handle(AnswerStoryRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("report_id", request.ReportId)
            .Text("answer", request)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await ReportView.Before(transaction, caller, request) is { } before)
        {
            return before;
        }

        var report = await ReportRow.LockOrNull(transaction, request.ReportId) ?? throw ReportRow.NotFound();
        var accepted = Decide(report, caller);

        var now = clock.GetUtcNow();
        var changed = await transaction.Execute(MarkAccepted, accepted);
        if (changed != 1)
        {
            throw AlreadyAnswered();
        }

        await transaction.Execute(Insert, new { report.ReportId, Words = request.Answer, AnsweredBy = caller.ShownAs, Now = now });
        await transaction.Publish(new ReportAccepted(
            report.ReportId, report.AwardId, report.RoundId, report.ProjectId, report.Title, report.Recipient, caller.ShownAs, now));

        var answer = await ReportView.Remember(transaction, report.ReportId, caller, request);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The report as accepted: its story is told, and an officer of its area answers it by name.</summary>
    /// <exception cref="Refusal">One of these does not hold, or it was answered.</exception>
    internal static ReportRow Decide(ReportRow report, Caller caller)
    {
        if (!caller.MayActIn(report.AreaCode))
        {
            throw new Refusal(AccountabilityReasons.OtherArea, "This story comes from an area that is not yours. Please ask a colleague there to answer it.");
        }

        if (string.IsNullOrWhiteSpace(caller.ShownAs))
        {
            throw new Refusal(AccountabilityReasons.NoNameToSignWith, "An answer is signed with a name, and yours is not set up yet. Please ask the person who manages roles at the council.");
        }

        if (report.CanBeTold)
        {
            throw new Refusal(AccountabilityReasons.StoryNotSentYet, "The group has not told its story yet, so there is nothing to answer.");
        }

        if (report.StateNow != ReportState.Told)
        {
            throw AlreadyAnswered();
        }

        return report with { State = StateText.Of(ReportState.Accepted) };
    }

    private static Refusal AlreadyAnswered() =>
        new(AccountabilityReasons.StoryAlreadyAnswered, "This story has been answered already. Thank you for looking after it.");
}
